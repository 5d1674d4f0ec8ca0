import { group } from "d3-array";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { optimizerOf } from "hourglass-core/internal/program/optimizers/optimizers.ts";
import { splitSizes, validationCount } from "hourglass-core/internal/settings/resolve.ts";
import { settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import { optimizerOptions } from "hourglass-core/internal/settings/training-options.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { measures } from "../measures/measures.ts";
import { type StoredShape, shapeStored } from "../run/files/stored-shape.ts";
import { describeBudget } from "./budget.ts";
import type { PlannedRun, StudyPlan } from "./grid.ts";
import { listedShort } from "./listed-short.ts";
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
  const ofData = group(plan.runs, ({ data }) => data);
  const models = Object.keys(study.models);
  const describeModel = modelDescriber(plan);
  return [
    ...facts.map((one) => describeData(one, ofData.get(one.data) ?? [])),
    ...models.slice(0, mostModels).map(describeModel),
    ...(models.length > mostModels
      ? [`And ${models.length - mostModels} models more, which study.yaml describes.`]
      : []),
    ...(study.budget === undefined ? [] : [describeBudget(study.budget)]),
    describeTraining(plan),
    `${study.seeds.length === 1 ? "One training" : `${study.seeds.length} trainings`} a cell, with ` +
      `${study.seeds.length === 1 ? "seed" : "the seeds"} ${listedShort(study.seeds)}: initial weights, order of the ${plural} and ` +
      `all noise. Figures are of the test ${plural}; means and sample standard deviations are over the seeds. The ${plural} and the test set are the same in every training: intervals say what other seeds would give, not what other ${plural} would.`,
    ...ofMeasures,
  ];
}

/** More models than these are counted. */
const mostModels = 40;

function describeData({ title, count, ...shape }: DataFacts, runs: readonly PlannedRun[]): string {
  const kind = kindOfSamples(shapeStored(shape));
  const sizes = runs.map(({ settings }) => {
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

/** Says what of a model's settings is not what most of the study has. */
function modelDescriber({ runs }: StudyPlan): (model: string) => string {
  const ofModel = group(runs, ({ model }) => model);
  const differing = settingNames.filter(
    (name) =>
      !["model", "dataset", "seed", "threads"].includes(name) &&
      new Set(runs.map(({ settings }) => String(settings[name]))).size > 1,
  );
  return (model) => {
    const own = ofModel.get(model) ?? [];
    const varied = new Set(own.flatMap((run) => Object.keys(run.varied)));
    const words = differing
      .filter((name) => !varied.has(name))
      .map((name) => settingWords(name, own[0]?.settings[name] ?? ""));
    const preset = own[0]?.settings.model;
    return `Model ${model}: ${preset === model ? "the preset" : preset}${words.length === 0 ? "" : `; ${words.join(", ")}`}.`;
  };
}
