import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { optimizerOf } from "hourglass-core/internal/program/optimizers/optimizers.ts";
import { splitSizes, validationCount } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import { optimizerOptions } from "hourglass-core/internal/settings/training-options.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { measures } from "../measures/measures.ts";
import { type StoredShape, shapeStored } from "../run/files/stored-shape.ts";
import { describeBudget } from "./budget.ts";
import type { StudyPlan } from "./grid.ts";
import { settingWords } from "./setting-words.ts";
import type { Study } from "./study-file.ts";

/** What a study needs to know of a data set to tell of it. */
export interface DataFacts extends StoredShape {
  /** Its name in the study. */
  readonly data: string;
  readonly title: string;
  readonly count: { readonly train: number; readonly test: number };
}

/** How the figures of a study came about, a sentence a line. */
export function describeProtocol(
  study: Study,
  plan: StudyPlan,
  facts: readonly DataFacts[],
): readonly string[] {
  const kinds = new Set(facts.map((one) => kindOfSamples(shapeStored(one)).plural));
  const plural = kinds.size === 1 ? [...kinds].join() : "samples";
  const ofMeasures = study.measures.map((name) => {
    const { title, definition, protocol } = measures[name];
    return `${title}: ${definition} ${protocol}`.trim();
  });
  return [
    ...facts.map((one) => describeData(one, plan)),
    ...Object.keys(study.models).map((model) => describeModel(model, plan)),
    ...(study.budget === undefined ? [] : [describeBudget(study.budget)]),
    describeTraining(plan),
    `${study.seeds.length === 1 ? "One training" : `${study.seeds.length} trainings`} a cell, with ` +
      `${study.seeds.length === 1 ? "seed" : "the seeds"} ${study.seeds.join(", ")}: initial weights, order of the ${plural} and ` +
      `all noise. Figures are of the test ${plural}; means and sample standard deviations are over the seeds. The ${plural} and the test set are the same in every training: intervals say what other seeds would give, not what other ${plural} would.`,
    ...ofMeasures,
  ];
}

function describeData({ data, title, count, ...shape }: DataFacts, plan: StudyPlan): string {
  const kind = kindOfSamples(shapeStored(shape));
  const sizes = plan.runs
    .filter((run) => run.data === data)
    .map(({ settings }) => {
      const validation = validationCount(settings, count.train);
      const { train = count.train - validation } = splitSizes({ ...settings, validation });
      return { train, validation };
    });
  const ofAll = (name: "train" | "validation"): string =>
    [...new Set(sizes.map((one) => one[name]))].map((number) => number.toLocaleString("en-US")).join(" or ");
  return (
    `${title}: ${ofAll("train")} ${kind.plural} to train on, ${ofAll("validation")} held out for validation, ` +
    `${counted(count.test, `test ${kind.title}`, `test ${kind.plural}`)}.`
  );
}

/** Settings that say how all trainings go, where all have the same. */
const trainingNames = [
  "epochs",
  "batchSize",
  "learningRate",
  "schedule",
  "loss",
  "patience",
  "minDelta",
] as const;

function describeTraining({ runs }: StudyPlan): string {
  const shared = trainingNames.flatMap((name) => {
    const values = new Set(runs.map(({ settings }) => String(settings[name])));
    return values.size === 1 ? [settingWords(name, [...values][0] ?? "")] : [];
  });
  const all = shared.length === 0 ? "" : ` In all of them: ${shared.join(", ")}.`;
  const titles = new Set(runs.map(({ settings }) => optimizerOf(optimizerOptions(settings)).title));
  return `Every training runs on one thread, with ${[...titles].join(" or ")}.${all}`;
}

/** What of a model's settings is not what most of the study has. */
function describeModel(model: string, { runs }: StudyPlan): string {
  const own = runs.filter((run) => run.model === model);
  const words = settingNames
    .filter((name) => !["dataset", "seed", "threads"].includes(name))
    .filter((name) => !own.some(({ varied }) => Object.hasOwn(varied, name)))
    .filter((name) =>
      isOwn(
        name,
        own[0]?.settings,
        runs.map(({ settings }) => settings),
      ),
    )
    .map((name) => settingWords(name, own[0]?.settings[name] ?? ""));
  const preset = own[0]?.settings.model;
  return `Model ${model}: ${preset === model ? "the preset" : preset}${words.length === 0 ? "" : `; ${words.join(", ")}`}.`;
}

function isOwn(name: keyof Settings, own: Settings | undefined, all: readonly Settings[]): boolean {
  if (name === "model") return false;
  return all.some((settings) => String(settings[name]) !== String(own?.[name]));
}
