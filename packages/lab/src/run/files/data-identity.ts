import { createHash } from "node:crypto";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { describeSamples, shapeOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { sameShape } from "hourglass-core/internal/data/samples/shape.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { visible } from "hourglass-core/internal/validation.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { shapeStored } from "./stored-shape.ts";
import type { RunSummary } from "./summary.ts";

/** What is known of a data set that was used before. */
export type KnownData = Pick<RunSummary["dataset"], "name" | "checksums" | "sha256" | "image" | "sample"> & {
  readonly splits?: RunSummary["dataset"]["splits"];
};

const known = new WeakMap<Dataset<Samples>, string>();

/**
 * SHA-256 (hex) of what a data set holds: shape, classes, the seed of its splits, and every image and label of both parts in
 * their order. It does not depend on how files are called or packed, nor on where they lie.
 */
export function sha256OfDataset(dataset: Dataset<Samples>): string {
  const before = known.get(dataset);
  if (before !== undefined) return before;
  const { classNames, splitSeed, train, test } = dataset;
  const hash = createHash("sha256").update(JSON.stringify({ classNames, splitSeed: splitSeed ?? null }));
  for (const set of [train, test]) {
    const { count, labels } = set;
    hash.update(JSON.stringify({ count, ...shapeOf(set), labels: labels !== undefined }));
    hash.update(bytesOf(set));
    if (labels !== undefined) hash.update(labels);
  }
  const sum = hash.digest("hex");
  known.set(dataset, sum);
  return sum;
}

/** Data as a run knows them: one that was trained without labels may be given some afterwards. */
export function asTrainedOn(
  dataset: Dataset<Samples>,
  { settings, dataset: known }: Pick<RunSummary, "settings" | "dataset">,
): Dataset<Samples> {
  const isAdded = settings.labels === "" && known.classNames.length === 0 && dataset.classNames.length > 0;
  return isAdded ? withoutLabels(dataset) : dataset;
}

/** Data as they are without labels: samples and splits do not follow from them. */
function withoutLabels(dataset: Dataset<Samples>): Dataset<Samples> {
  const [train, test] = [dataset.train, dataset.test].map(({ labels: _, ...part }) => part as Samples);
  return { ...dataset, classNames: [], train: train as Samples, test: test as Samples };
}

/** The numbers of a set as bytes, little-endian whatever the machine. */
function bytesOf(set: Samples): Uint8Array {
  const values = valuesOf(set);
  if (values instanceof Uint8Array) return values;
  const bytes = new DataView(new ArrayBuffer(values.byteLength));
  for (const [at, value] of values.entries()) bytes.setFloat32(4 * at, value, true);
  return new Uint8Array(bytes.buffer);
}

/**
 * Refuses data that are not those that something was made of: the same files, no fewer and no more, with the same content.
 * Data that were moved or renamed are the same where their content is.
 * @param what what was made of them, in words: `this run was trained on`
 * @throws HourglassError naming the files that differ, and what to do
 */
export function requireSameData(
  dataset: Dataset<Samples>,
  before: KnownData,
  what = "this run was trained on",
): void {
  const differences = dataDifferences(dataset, before);
  if (differences.length === 0) return;
  throw new HourglassError(
    `${visible(dataset.name)}: the data are not those that ${what}: ${differences.join("; ")}. ` +
      "Name the data as they were with --dataset PATH, or begin anew",
  );
}

/** What is not as it was, in words; nothing where the data are the same. */
export function dataDifferences(dataset: Dataset<Samples>, before: KnownData): readonly string[] {
  if (before.sha256 !== undefined) {
    if (before.sha256 === sha256OfDataset(dataset)) return [];
    const differences = [...fileDifferences(dataset, before), ...countDifferences(dataset, before)];
    if (differences.length > 0) return differences;
    return [`expected content with SHA-256 ${before.sha256}, found ${sha256OfDataset(dataset)}`];
  }
  return [...fileDifferences(dataset, before), ...countDifferences(dataset, before)];
}

function fileDifferences({ checksums }: Dataset<Samples>, before: KnownData): readonly string[] {
  // What lies elsewhere under another name is the same where its content is.
  const sums = (of: Readonly<Record<string, string>>): string => Object.values(of).sort().join();
  if (sums(checksums) === sums(before.checksums)) return [];
  const names = new Set([...Object.keys(before.checksums), ...Object.keys(checksums)]);
  return [...names].sort().flatMap((name) => {
    const [expected, found] = [before.checksums[name], checksums[name]];
    if (expected === found) return [];
    const file = visible(name);
    if (expected === undefined) return [`${file} was not among them`];
    if (found === undefined) return [`${file} is missing`];
    return [`${file}: expected SHA-256 ${expected}, found ${found}`];
  });
}

/** Without a checksum of the whole, sizes tell whether files were added or images are scaled. */
function countDifferences({ train, test }: Dataset<Samples>, known: KnownData): readonly string[] {
  const shape = shapeStored(known);
  const { splits } = known;
  const { title } = kindOfSamples(train);
  const differences: string[] = [];
  if (!sameShape(shapeOf(train), shape))
    differences.push(`expected ${describeSamples(shape)}, found ${describeSamples(train)}`);
  if (splits === undefined) return differences;
  if (test.count !== splits.test)
    differences.push(`expected ${counted(splits.test, `test ${title}`)}, found ${test.count}`);
  const least = splits.train + splits.validation;
  if (train.count < least)
    differences.push(`expected at least ${counted(least, `training ${title}`)}, found ${train.count}`);
  return differences;
}
