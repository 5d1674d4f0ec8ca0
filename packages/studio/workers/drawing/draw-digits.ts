import { type Dataset, type ImageSet, imageSize } from "hourglass-core/internal/data/image-set.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { type FilesEntry, publishedChecksums } from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import { type DigitsPart, digitsSeed, drawPart } from "hourglass-lab/internal/data/digits/generate.ts";
import { encodeIdx } from "hourglass-lab/internal/data/formats/idx.ts";
import { canHash, sha256 } from "../data/file-bytes.ts";
import type { FillTraining, Loaded } from "../data/given-data.ts";
import { nextTask } from "../helpers/next-task.ts";
import { startAnother } from "../helpers/start-another.ts";
import { type CalledWorker, callWorker } from "../helpers/worker-calls.ts";
import type { LoadProgress } from "../trainer/trainer-api.ts";
import type { DigitsHelper } from "./digits-helper.ts";

/** Images that are drawn in one go: few enough to show progress and to share out the work evenly. */
const sliceCount = 1250;
const mostHelpers = 7;

/**
 * The data set `digits`, which is the same wherever it is drawn: on every core that the page may use. The test images are drawn at once, a
 * training image when a split first needs it.
 * @throws HourglassError where the test images are not those of the catalogue
 */
export async function drawDigits(
  entry: FilesEntry,
  onProgress: (progress: LoadProgress) => void,
): Promise<Loaded> {
  const { name, title, source, licence, classNames, counts } = entry;
  const train = emptySet(entry, counts.train);
  const test = emptySet(entry, counts.test);
  await drawSlices(slicesOf("test", counts.test), test, tellOf(entry, onProgress));
  await requireKnown(entry, test);
  const notDrawn = new Set(slicesOf("train", counts.train));
  const fillTraining: FillTraining = async ({ train: kept, validation }, tell) => {
    const rest = counts.train - validation;
    const isNeeded = ({ from, count }: DigitsPart): boolean => from < (kept ?? rest) || from + count > rest;
    const needed = [...notDrawn].filter(isNeeded);
    await drawSlices(needed, train, tellOf(entry, tell));
    for (const slice of needed) notDrawn.delete(slice);
  };
  return {
    dataset: {
      ...{ name, title, source, licence, classNames, train, test },
      checksums: publishedChecksums(entry),
    } satisfies Dataset,
    fillTraining,
  };
}

/** An image depends on seed, part and number alone: where all of the test part are as they should be, the others will be. */
async function requireKnown({ name, files }: FilesEntry, test: LabelledSet): Promise<void> {
  if (!canHash()) return;
  const found = await sha256(encodeIdx([test.count, test.height, test.width], test.images));
  const { sha256: known, name: file } = files.testImages;
  if (found === known) return;
  throw new HourglassError(
    `${name}: expected ${file} with SHA-256 ${known}, drew ${found}: this browser computes otherwise than others; ` +
      "open the page in another, or drop files of your own",
  );
}

function tellOf({ name }: FilesEntry, onProgress: (progress: LoadProgress) => void): (share: number) => void {
  return (fraction) => onProgress({ text: `drawing ${name}`, fraction });
}

/** Draws slices of one part into the set that has all of it. */
async function drawSlices(
  slices: readonly DigitsPart[],
  whole: LabelledSet,
  tell: (share: number) => void,
): Promise<void> {
  const left = [...slices];
  const missing = new Set(slices);
  const keep = (slice: DigitsPart, set: ImageSet): void => {
    if (!missing.delete(slice)) return;
    whole.images.set(set.images, slice.from * imageSize(set));
    whole.labels.set(set.labels ?? [], slice.from);
    tell((slices.length - missing.size) / slices.length);
  };
  // All take from one list, so that the faster do more.
  const help = async ({ calls }: CalledWorker<DigitsHelper>): Promise<void> => {
    for (let slice = left.shift(); slice !== undefined; slice = left.shift()) {
      keep(slice, await calls.draw(slice));
    }
  };
  const helpers = startHelpers(slices.length - 1);
  try {
    // What a failed one has not brought is missing like any other.
    for (const helper of helpers) help(helper).catch(() => undefined);
    // What they have not brought once nothing is left is drawn here, too: one that never answers, as when the server has gone or the
    // browser does not start it, is no reason to have no digits.
    while (missing.size > 0) {
      const slice = left.shift() ?? ([...missing].at(-1) as DigitsPart);
      await nextTask();
      if (missing.has(slice)) keep(slice, (await drawPart(slice)).set);
    }
  } finally {
    for (const { end } of helpers) end();
  }
}

/** One for every core but this worker's own, where there is work for so many; none where there are no web workers. */
function startHelpers(most: number): readonly CalledWorker<DigitsHelper>[] {
  if (typeof Worker === "undefined") return [];
  const count = Math.max(0, Math.min(mostHelpers, most, navigator.hardwareConcurrency - 1));
  return Array.from({ length: count }, () =>
    callWorker<DigitsHelper>(startAnother("digits helper"), "a helper that draws digits"),
  );
}

type LabelledSet = ImageSet & { readonly labels: Uint8Array };

function emptySet({ image }: FilesEntry, count: number): LabelledSet {
  const set = { ...image, count };
  return { ...set, images: new Uint8Array(count * imageSize(set)), labels: new Uint8Array(count) };
}

function slicesOf(part: DigitsPart["part"], count: number): readonly DigitsPart[] {
  return Array.from({ length: Math.ceil(count / sliceCount) }, (_, at) => {
    const from = at * sliceCount;
    return { seed: digitsSeed, part, from, count: Math.min(sliceCount, count - from) };
  });
}
