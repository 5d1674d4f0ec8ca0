import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { type Splits, splitDataset } from "hourglass-core/internal/data/split.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { buildClassifier, type Classifier } from "hourglass-core/internal/model/classifier.ts";
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

/** The network of a training, with the weights that it begins with. */
export function networkOf(
  { run, plan, classes }: Setting,
  { network, seed }: ClassifierWork,
): { readonly classifier: Classifier; readonly weights: Weights } {
  const { model, weights } = run.autoencoder;
  const { hidden, fineTune } = plan;
  const isRandom = network === "random";
  const classifier = buildClassifier(model, { classes, hidden, fineTune: isRandom || fineTune });
  const parameters = networkParameters(classifier);
  // What samples are standardised by is of the samples: both networks see them alike.
  const learnt = isRandom ? scalingParameters(model) : parameters.filter(({ name }) => weights.has(name));
  const kept = learnt.map(({ name }) => [name, weights.get(name) as Float32Array] as const);
  return { classifier, weights: new Map([...seededWeights(parameters, seed), ...kept]) };
}
