import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import {
  describeSamples,
  joined,
  shapeOf,
  takeSamples,
  valuesOf,
} from "hourglass-core/internal/data/samples/samples.ts";
import { axesOf, sameShape } from "hourglass-core/internal/data/samples/shape.ts";
import { type SplitSizes, type Splits, splitDataset } from "hourglass-core/internal/data/split.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { splitSizes } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { requireNormalSamples } from "./anomaly-scores.ts";

/** Samples to learn what is normal from, and test samples that are normal or not. */
export interface AnomalyTask {
  /** What is normal, in words: `3`, `Trouser`, or the title of a data set. */
  readonly normal: string;
  /** The class that is normal; absent where a whole data set is. */
  readonly normalClass?: number;
  /** The data set with the normal training samples alone, its test samples in the order of {@link sources}. */
  readonly dataset: Dataset<Samples>;
  /** An entry a test sample: whether it is anomalous. */
  readonly isAnomalous: readonly boolean[];
  /** The data sets that the test samples are from, one after the other. */
  readonly sources: readonly { readonly name: string; readonly count: number }[];
}

/**
 * One class against the others: its training samples are normal, and the test samples of all other classes anomalous.
 * @throws UsageError on a data set without labels, a class that does not exist, or that is not in both parts
 */
export function classTask(dataset: Dataset<Samples>, normalClass: number): AnomalyTask {
  const { train, test } = dataset;
  const trained = labelsOf(train, dataset);
  const tested = labelsOf(test, dataset);
  requireClass(dataset, normalClass);
  const indices = Int32Array.from(trained.keys()).filter((index) => trained[index] === normalClass);
  const isAnomalous = Array.from(tested, (label) => label !== normalClass);
  if (indices.length === 0 || !isAnomalous.includes(true) || !isAnomalous.includes(false)) {
    const { title, plural } = kindOfSamples(train);
    throw new UsageError(
      `${dataset.name}: class ${normalClass} has ${counted(indices.length, `training ${title}`, `training ${plural}`)}, and the test ${plural} are ` +
        `${isAnomalous.includes(false) ? "all" : "none"} of it: expected ${plural} of it in both parts, and test ${plural} of other classes`,
    );
  }
  return {
    normal: dataset.classNames[normalClass] ?? `class ${normalClass}`,
    normalClass,
    dataset: { ...dataset, train: takeSamples(train, indices) },
    isAnomalous,
    sources: [{ name: dataset.name, count: test.count }],
  };
}

/**
 * One data set against another: all training samples of the first are normal, the test samples of the second anomalous.
 * @throws UsageError where their samples differ in kind or size
 */
export function againstTask(dataset: Dataset<Samples>, other: Dataset<Samples>): AnomalyTask {
  const [own, others] = [dataset.test, other.test];
  const [shape, found] = [shapeOf(own), shapeOf(others)];
  const { plural, withPart } = kindOfSamples(shape);
  if (!sameShape(shape, found)) {
    const isOfKind = kindOfSamples(found).plural === plural;
    throw new UsageError(
      `--against: expected ${plural} of the size that ${dataset.name} has, ${axesOf(shape).join(" x ")}, ` +
        `found ${isOfKind ? axesOf(found).join(" x ") : describeSamples(found)} in ${other.name}; choose another data set`,
    );
  }
  const count = own.count + others.count;
  const sizes = shape as unknown as Readonly<Record<string, number>>;
  return {
    normal: dataset.title,
    dataset: {
      ...dataset,
      test: withPart(sizes, { count, values: joined([valuesOf(own), valuesOf(others)]) }),
    },
    isAnomalous: Array.from({ length: count }, (_, index) => index >= own.count),
    sources: [dataset, other].map(({ name, test }) => ({ name, count: test.count })),
  };
}

/**
 * The classes that occur among the test samples, in ascending order.
 * @throws UsageError on a data set without labels
 */
export function classesOf(dataset: Dataset<Samples>): readonly number[] {
  return [...new Set(labelsOf(dataset.test, dataset))].sort((a, b) => a - b);
}

/**
 * The number of a class that is called by its number or its name.
 * @throws UsageError on a class that does not exist
 */
export function classNamed(word: string, dataset: Dataset<Samples>): number {
  const named = dataset.classNames.indexOf(word);
  const number = named === -1 && /^\d+$/.test(word) ? Number(word) : named;
  if (!classesOf(dataset).includes(number)) throw unknownClass(word, dataset);
  return number;
}

/** The splits of a task: a tenth of the normal training samples, the last ones, is held out unless the settings say how many. */
export function splitTask(
  { dataset }: AnomalyTask,
  settings: Pick<Settings, "validation" | "trainingImages">,
): Splits<Samples> {
  return splitDataset(dataset, normalSizes(dataset.train.count, settings));
}

function normalSizes(
  samples: number,
  { validation, trainingImages }: Pick<Settings, "validation" | "trainingImages">,
): SplitSizes {
  const heldOut = validation === "auto" ? Math.floor(samples / 10) : validation;
  return splitSizes({ validation: heldOut, trainingImages });
}

/**
 * Sees, before anything is trained, that there are samples enough of all that is to be normal in turn.
 * @param classes that are normal in turn; absent where the whole data set is
 * @throws UsageError naming the class that has too few
 */
export function requireNormal(
  dataset: Dataset<Samples>,
  classes: readonly number[] | undefined,
  settings: Pick<Settings, "validation" | "trainingImages">,
): void {
  const { train, classNames, title } = dataset;
  const subjects = classes?.map((label) => ({
    name: `${title}, class ${classNames[label] ?? label}`,
    count: labelsOf(train, dataset).reduce((count, one) => count + Number(one === label), 0),
  }));
  for (const { name, count } of subjects ?? [{ name: title, count: train.count }]) {
    const { validation, train: trained } = normalSizes(count, settings);
    requireNormalSamples(name, train, Math.max(0, trained ?? count - validation), validation);
  }
}

function requireClass(dataset: Dataset<Samples>, normalClass: number): void {
  if (!classesOf(dataset).includes(normalClass)) throw unknownClass(String(normalClass), dataset);
}

function unknownClass(word: string, dataset: Dataset<Samples>): UsageError {
  const known = classesOf(dataset).map((label) => {
    const name = dataset.classNames[label];
    return name === undefined || name === String(label) ? String(label) : `${label} (${name})`;
  });
  return new UsageError(
    `--normal: ${dataset.name} has no class "${word}": choose one of ${known.join(", ")}, or all`,
  );
}

function labelsOf(set: Samples, { name }: Dataset<Samples>): Uint8Array {
  if (set.labels !== undefined) return set.labels;
  throw new UsageError(
    `${name} has no labels, so no class of it can be normal: choose a data set with labels, ` +
      "or another data set as the anomalies with --against",
  );
}
