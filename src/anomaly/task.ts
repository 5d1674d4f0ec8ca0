import { type Dataset, type ImageSet, imageSize, takeImages } from "../data/image-set.ts";
import { type SplitSizes, type Splits, splitDataset } from "../data/split.ts";
import { UsageError } from "../errors.ts";
import { splitSizes } from "../settings/resolve.ts";
import type { Settings } from "../settings/settings.ts";
import { counted } from "../words.ts";
import { requireNormalImages } from "./anomaly-scores.ts";

/** Images to learn what is normal from, and test images that are normal or not. */
export interface AnomalyTask {
  /** What is normal, in words: `3`, `Trouser`, or the title of a data set. */
  readonly normal: string;
  /** The class that is normal; absent where a whole data set is. */
  readonly normalClass?: number;
  /** The data set with the normal training images alone, its test images in the order of {@link sources}. */
  readonly dataset: Dataset;
  /** An entry a test image: whether it is anomalous. */
  readonly isAnomalous: readonly boolean[];
  /** The data sets that the test images are from, one after the other. */
  readonly sources: readonly { readonly name: string; readonly count: number }[];
}

/**
 * One class against the others: its training images are normal, and the test images of all other classes anomalous.
 * @throws UsageError on a data set without labels, a class that does not exist, or that is not in both parts
 */
export function classTask(dataset: Dataset, normalClass: number): AnomalyTask {
  const { train, test } = dataset;
  const trained = labelsOf(train, dataset);
  const tested = labelsOf(test, dataset);
  requireClass(dataset, normalClass);
  const indices = Int32Array.from(trained.keys()).filter((index) => trained[index] === normalClass);
  const isAnomalous = Array.from(tested, (label) => label !== normalClass);
  if (indices.length === 0 || !isAnomalous.includes(true) || !isAnomalous.includes(false)) {
    throw new UsageError(
      `${dataset.name}: class ${normalClass} has ${counted(indices.length, "training image")}, and the test images are ` +
        `${isAnomalous.includes(false) ? "all" : "none"} of it: expected images of it in both parts, and test images of other classes`,
    );
  }
  return {
    normal: dataset.classNames[normalClass] ?? `class ${normalClass}`,
    normalClass,
    dataset: { ...dataset, train: takeImages(train, indices) },
    isAnomalous,
    sources: [{ name: dataset.name, count: test.count }],
  };
}

/**
 * One data set against another: all training images of the first are normal, the test images of the second anomalous.
 * @throws UsageError where their images differ in size
 */
export function againstTask(dataset: Dataset, other: Dataset): AnomalyTask {
  const { height, width, channels } = dataset.test;
  const shapeOf = ({ test }: Dataset): string => `${test.height} x ${test.width} x ${test.channels}`;
  if (shapeOf(dataset) !== shapeOf(other)) {
    throw new UsageError(
      `--against: expected images of the size that ${dataset.name} has, ${shapeOf(dataset)}, ` +
        `found ${shapeOf(other)} in ${other.name}; choose another data set`,
    );
  }
  const images = new Uint8Array((dataset.test.count + other.test.count) * imageSize(dataset.test));
  images.set(dataset.test.images);
  images.set(other.test.images, dataset.test.images.length);
  const count = dataset.test.count + other.test.count;
  return {
    normal: dataset.title,
    dataset: { ...dataset, test: { count, height, width, channels, images } },
    isAnomalous: Array.from({ length: count }, (_, index) => index >= dataset.test.count),
    sources: [dataset, other].map(({ name, test }) => ({ name, count: test.count })),
  };
}

/**
 * The classes that occur among the test images, in ascending order.
 * @throws UsageError on a data set without labels
 */
export function classesOf(dataset: Dataset): readonly number[] {
  return [...new Set(labelsOf(dataset.test, dataset))].sort((a, b) => a - b);
}

/**
 * The number of a class that is called by its number or its name.
 * @throws UsageError on a class that does not exist
 */
export function classNamed(word: string, dataset: Dataset): number {
  const named = dataset.classNames.indexOf(word);
  const number = named === -1 && /^\d+$/.test(word) ? Number(word) : named;
  if (!classesOf(dataset).includes(number)) throw unknownClass(word, dataset);
  return number;
}

/** The splits of a task: a tenth of the normal training images, the last ones, is held out unless the settings say how many. */
export function splitTask(
  { dataset }: AnomalyTask,
  settings: Pick<Settings, "validation" | "trainingImages">,
): Splits {
  return splitDataset(dataset, normalSizes(dataset.train.count, settings));
}

function normalSizes(
  images: number,
  { validation, trainingImages }: Pick<Settings, "validation" | "trainingImages">,
): SplitSizes {
  const heldOut = validation === "auto" ? Math.floor(images / 10) : validation;
  return splitSizes({ validation: heldOut, trainingImages });
}

/**
 * Sees, before anything is trained, that there are images enough of all that is to be normal in turn.
 * @param classes that are normal in turn; absent where the whole data set is
 * @throws UsageError naming the class that has too few
 */
export function requireNormal(
  dataset: Dataset,
  classes: readonly number[] | undefined,
  settings: Pick<Settings, "validation" | "trainingImages">,
): void {
  const { train, classNames, title } = dataset;
  const subjects = classes?.map((label) => ({
    name: `${title}, class ${classNames[label] ?? label}`,
    images: labelsOf(train, dataset).reduce((count, one) => count + Number(one === label), 0),
  }));
  for (const { name, images } of subjects ?? [{ name: title, images: train.count }]) {
    const { validation, train: trained } = normalSizes(images, settings);
    requireNormalImages(name, Math.max(0, trained ?? images - validation), validation);
  }
}

function requireClass(dataset: Dataset, normalClass: number): void {
  if (!classesOf(dataset).includes(normalClass)) throw unknownClass(String(normalClass), dataset);
}

function unknownClass(word: string, dataset: Dataset): UsageError {
  const known = classesOf(dataset).map((label) => {
    const name = dataset.classNames[label];
    return name === undefined || name === String(label) ? String(label) : `${label} (${name})`;
  });
  return new UsageError(
    `--normal: ${dataset.name} has no class "${word}": choose one of ${known.join(", ")}, or all`,
  );
}

function labelsOf(set: ImageSet, { name }: Dataset): Uint8Array {
  if (set.labels !== undefined) return set.labels;
  throw new UsageError(
    `${name} has no labels, so no class of it can be normal: choose a data set with labels, ` +
      "or another data set as the anomalies with --against",
  );
}
