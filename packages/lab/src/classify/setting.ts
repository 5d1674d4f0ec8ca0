import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { type Splits, splitDataset } from "hourglass-core/internal/data/split.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { createCoder } from "hourglass-core/internal/inference/coder.ts";
import { buildClassifier, type Classifier } from "hourglass-core/internal/model/classifier.ts";
import { initialWeights } from "hourglass-core/internal/model/model.ts";
import { networkParameters } from "hourglass-core/internal/model/network.ts";
import { seededWeights, type Weights } from "hourglass-core/internal/model/parameter.ts";
import { scalingParameters } from "hourglass-core/internal/model/scaling.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { classCount, lackOfClasses } from "../measures/classes/classification.ts";
import type { Matrix } from "../measures/matrix.ts";
import { rawValues, seenBy } from "../measures/raw-values.ts";
import { fitStandardiser } from "../measures/standardise.ts";
import { sha256OfDataset } from "../run/files/data-identity.ts";
import type { RunFolder } from "../run/folder.ts";
import type { OpenedRun } from "../run/open-run.ts";
import type { ClassifierPlan, ClassifierSummary } from "./classifier-summary.ts";
import type { ClassifierWork } from "./classifier-work.ts";
import { type DrawnLabels, drawLabels } from "./draw-labels.ts";

export interface ClassifyOptions {
  /** Locked, for the classifier. */
  readonly folder: RunFolder;
  /** The run whose encoder it takes; `dataset` is the one that it was trained on, with labels. */
  readonly run: OpenedRun;
  /** Where it lies. */
  readonly path: string;
  readonly dataset: Dataset<Samples>;
  /** Those of the run, with where the data are now. */
  readonly settings: Settings;
  readonly plan: ClassifierPlan;
  readonly runtime: Runtime;
  /** What was done before, to go on from. */
  readonly before?: ClassifierSummary;
  readonly signal?: AbortSignal;
  /** Told how many of all trainings are done, parts included, and which is under way. */
  readonly onProgress?: (done: number, all: number, what: string) => void;
}

/** What all trainings share. */
export interface Setting extends ClassifyOptions {
  readonly splits: Splits<Samples>;
  readonly classes: number;
  /** SHA-256 of the data. */
  readonly data: string;
  /** Raw values, standardised by the training split; computed when first asked. */
  readonly raw: () => Readonly<Record<"train" | "test", Matrix>>;
}

/** @throws HourglassError on data without classes to tell apart */
export function prepare(options: ClassifyOptions): Setting {
  const { run, dataset } = options;
  const splits = splitDataset(dataset, run.summary.dataset.splits);
  const lack = lackOfClasses(splits);
  if (lack !== undefined) {
    throw new HourglassError(
      `classify: ${inWordsOf(shapeOf(dataset.train), lack)}; labels of your own data can be given with --labels FILE`,
    );
  }
  let known: ReturnType<Setting["raw"]> | undefined;
  const raw = (): ReturnType<Setting["raw"]> => {
    if (known !== undefined) return known;
    const seen = seenBy(splits.train);
    const train = rawValues(seen(splits.train));
    const standardiser = fitStandardiser(train);
    known = {
      train: standardiser.apply(train),
      test: standardiser.apply(rawValues(seen(splits.test))),
    };
    return known;
  };
  return { ...options, splits, classes: classCount(splits), data: sha256OfDataset(dataset), raw };
}

export function labelsFor(
  { splits, plan, dataset }: Setting,
  { labelsPerClass, seed }: Pick<ClassifierWork, "labelsPerClass" | "seed">,
): DrawnLabels {
  const labels = splits.train.labels as Uint8Array;
  return drawLabels(labels, labelsPerClass, seed, plan.patience > 0, dataset.classNames);
}

/** The network of a training. */
export function networkOf(
  { run, plan, classes }: Setting,
  { network }: Pick<ClassifierWork, "network">,
): Classifier {
  const { hidden, fineTune } = plan;
  return buildClassifier(run.autoencoder.model, {
    ...{ classes, hidden },
    fineTune: network === "random" || fineTune,
  });
}

/**
 * The weights that a training begins with: those that the encoder has learnt, or seeded ones, and a seeded head. Codes are standardised by
 * those that the encoder then gives of all training samples, which needs no label.
 */
export async function beginningOf(setting: Setting, { network, seed }: ClassifierWork): Promise<Weights> {
  const { run, runtime, splits } = setting;
  const { model, weights: learnt } = run.autoencoder;
  const isRandom = network === "random";
  // What samples are standardised by is of the samples: both networks see them alike.
  const scaling = scalingParameters(model).map(
    ({ name }) => [name, learnt.get(name) as Float32Array] as const,
  );
  const ofEncoder = isRandom ? new Map([...initialWeights(model, seed), ...scaling]) : learnt;
  const coder = await createCoder(runtime, model, ofEncoder);
  try {
    const codes = await coder.encode(valuesOf(splits.train));
    const matrix = { rows: splits.train.count, columns: model.latentSize, data: codes };
    const { means, deviations } = fitStandardiser(matrix);
    const parameters = networkParameters(networkOf(setting, { network }));
    const shared = parameters.flatMap(({ name }) => {
      const values = ofEncoder.get(name);
      return values === undefined ? [] : [[name, values] as const];
    });
    return new Map([
      ...seededWeights(parameters, seed),
      ...shared,
      ["head.code.mean", Float32Array.from(means)],
      ["head.code.deviation", Float32Array.from(deviations)],
    ]);
  } finally {
    await coder.release();
  }
}
