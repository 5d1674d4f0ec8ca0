import { UsageError } from "hourglass-core/internal/errors.ts";
import { isPresetName, presetNames } from "hourglass-core/internal/settings/presets.ts";
import { checkSetting } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingNamed, settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import { writtenValue } from "hourglass-core/internal/settings/written-values.ts";
import { showValue, valueAt, visible } from "hourglass-core/internal/validation.ts";
import * as z from "zod";
import { parseYaml } from "../data/files/yaml.ts";
import { isMeasureName, type MeasureName, measureNames } from "../measures/measures.ts";
import type { AnswerChoice } from "./answer.ts";
import { type Budget, budgetSchema, decidedByBudget } from "./budget.ts";
import { figureNames } from "./figures.ts";
import type { VariedValue } from "./results.ts";

/** A question asked of many trainings, as its file says it. */
export interface Study {
  readonly title: string;
  readonly question: string;
  /** Data sets, by name or path. */
  readonly data: readonly string[];
  /** Label to the settings that are the model's own; `model` among them unless the label is a preset. */
  readonly models: Readonly<Record<string, Partial<Settings>>>;
  /** For all models; a model's own win. */
  readonly settings: Partial<Settings>;
  /** Setting to its values; the grid is the product of all of them. */
  readonly vary: Readonly<Record<string, readonly VariedValue[]>>;
  readonly seeds: readonly number[];
  /** Names of measures of the code. */
  readonly measures: readonly MeasureName[];
  /** Names of figures to draw; those that the measures recommend, where there are none. */
  readonly plot: readonly string[];
  /** By what trainings are equal; absent where settings say how long each model is trained. */
  readonly budget?: Budget;
  /** What answers the question; absent where that is left to be chosen. */
  readonly answer?: AnswerChoice;
}

/** What the other parts of a study decide. */
const decidedElsewhere: Readonly<Partial<Record<string, string>>> = {
  dataset: "list data sets under data",
  seed: "list seeds under seeds",
  threads:
    "every training of a study has one thread, so that its figures do not depend on the number of workers",
};

const settingsSchema = z.record(z.string(), z.unknown());
const data = z.array(z.string().min(1).max(4096)).min(1);
const models = z
  .record(z.string().min(1).max(100), settingsSchema.nullable())
  .refine((labels) => Object.keys(labels).length > 0);
const seeds = z.array(z.int().min(0).max(0xffffffff)).min(1);
const optionalParts = {
  settings: settingsSchema.exactOptional(),
  vary: z.record(z.string(), z.array(z.unknown()).min(1)).exactOptional(),
  measures: z.array(z.string()).exactOptional(),
  plot: z.array(z.string()).exactOptional(),
  budget: budgetSchema.exactOptional(),
};
const quickSchema = z.strictObject({
  data: data.exactOptional(),
  models: models.exactOptional(),
  seeds: seeds.exactOptional(),
  ...optionalParts,
});
const studySchema = z.strictObject({
  title: z.string().min(1),
  question: z.string().min(1),
  ...{ data, models, seeds },
  ...optionalParts,
  answer: z
    .strictObject({ figure: z.string().exactOptional(), over: z.string().exactOptional() })
    .exactOptional(),
  quick: quickSchema.exactOptional(),
});
type Parts = z.infer<typeof quickSchema>;

/** What a part of the file takes, in words, by its last name. */
const expectations: Readonly<Record<string, string>> = {
  title: "a title, in a line",
  question: "a question, in a line or some",
  data: "a list of data sets, by name or path",
  models: "a mapping of labels, of 1 to 100 characters, to settings, such as vanilla: {}",
  settings: 'settings as "name: value" lines',
  vary: "a mapping of settings to lists of values, such as latentSize: [2, 8, 32]",
  seeds: "a list of seeds: whole numbers from 0 to 4294967295",
  measures: "a list of names of measures",
  plot: "a list of names of figures, such as bce or probe.accuracy",
  budget:
    "steps: N, images: N, or converged: { patience: P, epochs: MOST } (seconds would make no training repeatable: what they hold depends on the machine)",
  answer: "what answers the question, such as figure: bce, over: latentSize (or over: model)",
  quick: "the parts that differ with --quick",
};

/**
 * The study that a YAML file describes, checked as far as that is possible without its data.
 * @param file its name, for messages
 * @param quick whether what the file has under `quick` replaces the parts of the same names; settings are merged
 * @throws UsageError naming file and line, what was expected and what was found
 */
export function parseStudy(text: string, file: string, { quick = false }: { quick?: boolean } = {}): Study {
  const { content, place: at } = parseYaml(text, file);
  const parsed = studySchema.safeParse(content);
  if (!parsed.success) throw explain(parsed.error, content, at);
  const { quick: quickWritten, ...wholeWritten } = parsed.data;
  const whole = { ...wholeWritten, ...withValues(wholeWritten) };
  const quickParts = quickWritten === undefined ? undefined : withValues(quickWritten);
  if (quick && quickParts === undefined) {
    throw new UsageError(
      `${file}: --quick: expected a part called quick, found none; run the study without it`,
    );
  }
  checkParts(whole, [], at);
  checkParts(quickParts ?? {}, ["quick"], at);
  const replaced = quick ? (quickParts ?? {}) : {};
  const parts = { ...whole, ...replaced, settings: { ...whole.settings, ...replaced.settings } };
  const study: Study = {
    title: whole.title,
    question: whole.question,
    data: parts.data,
    models: Object.fromEntries(
      Object.entries(parts.models).map(([label, own]) => [label, byName(own ?? {}) as Partial<Settings>]),
    ),
    settings: byName(parts.settings ?? {}) as Partial<Settings>,
    vary: byName(parts.vary ?? {}) as Study["vary"],
    seeds: parts.seeds,
    // In the order of the table.
    measures: measureNames.filter((name) => parts.measures?.includes(name)),
    plot: parts.plot ?? [],
    ...(parts.budget === undefined ? {} : { budget: parts.budget }),
    ...(whole.answer === undefined ? {} : { answer: whole.answer }),
  };
  return checkWhole(study, file, quick);
}

type Path = readonly (string | number)[];
type Place = (path: Path) => string;

function explain({ issues: [issue] }: z.ZodError, content: unknown, at: Place): UsageError {
  if (issue === undefined) return new UsageError(`${at([])}: expected a study`);
  const path = issue.path.filter((part) => typeof part !== "symbol");
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(path.length === 0 ? studySchema.shape : quickSchema.shape);
    const [unknown = ""] = issue.keys;
    return new UsageError(`${at([...path, unknown])}: no part of a study: expected ${known.join(", ")}`);
  }
  const part = path.findLast((name) => typeof name === "string" && Object.hasOwn(expectations, name));
  const expected = part === undefined ? "a study: title, question, data, models, seeds" : expectations[part];
  return new UsageError(`${at(path)}: expected ${expected}, found ${showValue(valueAt(content, path))}`);
}

type Written = Readonly<Record<string, unknown>>;

/** Parts with the values of settings as they are, rather than as they are written. */
function withValues<P extends Parts>(parts: P): P {
  const valuesOf = (settings: Written): Written =>
    mapValues(settings, (value, name) => writtenAs(name, value));
  const { settings, vary, models: own } = parts;
  return {
    ...parts,
    ...(settings === undefined ? {} : { settings: valuesOf(settings) }),
    ...(own === undefined ? {} : { models: mapValues(own, (one) => one && valuesOf(one)) }),
    ...(vary === undefined
      ? {}
      : {
          vary: mapValues(vary, (values, name) => values.map((value) => writtenAs(name, value))),
        }),
  };
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A, name: string) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}

function writtenAs(word: string, value: unknown): unknown {
  const name = settingNamed(word);
  return name === undefined ? value : writtenValue(name, value);
}

/** The same under the names that settings have now. */
function byName<T>(given: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(given).map(([word, value]) => [settingNamed(word) ?? word, value]),
  );
}

/** Checks names and values of settings, and that nothing is listed twice, where the file says them. */
function checkParts(parts: Parts, path: Path, at: Place): void {
  checkSettings(parts.settings ?? {}, [...path, "settings"], at);
  for (const [label, own] of Object.entries(parts.models ?? {})) {
    checkSettings(own ?? {}, [...path, "models", label], at);
  }
  for (const [name, values] of Object.entries(parts.vary ?? {})) {
    const place = [...path, "vary", name];
    if (name === "model") throw new UsageError(`${at(place)}: list models under models`);
    for (const [index, value] of values.entries()) checkSettings({ [name]: value }, place, at, index);
    requireDistinct(values, place, at);
  }
  for (const [index, name] of (parts.measures ?? []).entries()) {
    if (isMeasureName(name)) continue;
    const known = measureNames.join(", ");
    throw new UsageError(
      `${at([...path, "measures", index])}: unknown measure ${showValue(name)}: choose from ${known}`,
    );
  }
  for (const name of ["data", "seeds", "measures", "plot"] as const) {
    requireDistinct(parts[name] ?? [], [...path, name], at);
  }
}

function checkSettings(
  given: Readonly<Record<string, unknown>>,
  path: Path,
  at: Place,
  index?: number,
): void {
  for (const [word, value] of Object.entries(given)) {
    const place = at(index === undefined ? [...path, word] : [...path, index]);
    if (Object.hasOwn(decidedElsewhere, word)) throw new UsageError(`${place}: ${decidedElsewhere[word]}`);
    const name = settingNamed(word);
    if (name === undefined) {
      const known = settingNames.filter((one) => decidedElsewhere[one] === undefined);
      throw new UsageError(`${place}: unknown setting ${showValue(word)}: choose from ${known.join(", ")}`);
    }
    checkSetting(name, value, place);
  }
}

function requireDistinct(values: readonly unknown[], path: Path, at: Place): void {
  const seen = new Set<string>();
  for (const [index, value] of values.entries()) {
    const words = JSON.stringify(value);
    if (seen.has(words)) throw new UsageError(`${at([...path, index])}: ${showValue(value)} is listed twice`);
    seen.add(words);
  }
}

/** Checks what only the parts together tell. */
function checkWhole(study: Study, file: string, quick: boolean): Study {
  const placeOf = (name: string): string | undefined => {
    if (Object.hasOwn(study.settings, name)) return "settings";
    const inModel = Object.entries(study.models).find(([, own]) => Object.hasOwn(own, name));
    return inModel && `models.${inModel[0]}`;
  };
  for (const name of Object.keys(study.vary)) {
    const place = placeOf(name);
    if (place !== undefined)
      throw new UsageError(`${file}: ${visible(place)}.${name}: the study varies it: leave it out there`);
  }
  for (const [label, own] of Object.entries(study.models)) {
    if (own.model === undefined && study.settings.model === undefined && !isPresetName(label)) {
      throw new UsageError(
        `${file}: models: ${showValue(label)}: expected the name of a preset (${presetNames.join(", ")}) as the label, ` +
          "or a line that names one, such as model: deep",
      );
    }
  }
  const { budget } = study;
  for (const name of budget === undefined ? [] : decidedByBudget(budget)) {
    const place = placeOf(name) ?? (Object.hasOwn(study.vary, name) ? "vary" : undefined);
    if (place !== undefined) {
      throw new UsageError(
        `${file}: ${visible(place)}.${name}: the budget decides it, so that trainings are equal: leave it out there, or leave out budget`,
      );
    }
  }
  const known = figureNames(study.measures);
  const { answer = {} } = study;
  const overs = ["model", ...Object.keys(study.vary)];
  if (answer.over !== undefined && !overs.includes(answer.over)) {
    throw new UsageError(
      `${file}: answer.over: expected one of ${overs.join(", ")}, found ${showValue(answer.over)}`,
    );
  }
  const drawn = study.plot.length === 0 ? known : study.plot;
  if (answer.figure !== undefined && !drawn.includes(answer.figure) && !quick) {
    throw new UsageError(
      `${file}: answer.figure: expected a figure that is drawn (${drawn.join(", ")}), found ${showValue(answer.figure)}`,
    );
  }
  const stray = study.plot.find((name) => !known.includes(name));
  if (stray === undefined) return study;
  // A quick study may leave out measures, and what would be drawn of them.
  if (quick) return { ...study, plot: study.plot.filter((name) => known.includes(name)) };
  throw new UsageError(
    `${file}: plot: unknown figure ${showValue(stray)}: choose from ${known.join(", ")}, or add its measure to measures`,
  );
}
