import { type Dataset, type ImageSet, imageSize } from "hourglass-core/internal/data/image-set.ts";
import type { CatalogueEntry } from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import { type DigitsPart, digitsSeed, drawPart } from "hourglass-lab/internal/data/digits/generate.ts";
import { encodeIdx } from "hourglass-lab/internal/data/formats/idx.ts";
import { sha256 } from "../data/file-bytes.ts";
import { nextTask } from "../helpers/next-task.ts";
import { type CalledWorker, callWorker } from "../helpers/worker-calls.ts";
import type { LoadProgress } from "../trainer/trainer-api.ts";
import type { DigitsHelper } from "./digits-helper.ts";

/** Images that are drawn in one go: few enough to show progress and to share out the work evenly. */
const sliceCount = 2500;
const mostHelpers = 7;

/** Draws the data set `digits`, which is the same wherever it is drawn: on every core that the page may use. */
export async function drawDigits(
  entry: CatalogueEntry,
  onProgress: (progress: LoadProgress) => void,
): Promise<Dataset> {
  const { name, title, source, licence, classNames, counts } = entry;
  const train = emptySet(entry, counts.train);
  const test = emptySet(entry, counts.test);
  const total = counts.train + counts.test;
  const slices = [...slicesOf("train", counts.train), ...slicesOf("test", counts.test)];
  let done = 0;
  // All take from one list, so that the faster do more.
  const work = async (draw: DigitsHelper["draw"]): Promise<void> => {
    for (let slice = slices.shift(); slice !== undefined; slice = slices.shift()) {
      const set = await draw(slice);
      const whole = slice.part === "train" ? train : test;
      whole.images.set(set.images, slice.from * imageSize(set));
      whole.labels.set(set.labels ?? [], slice.from);
      done += slice.count;
      onProgress({ text: `drawing ${name}`, fraction: done / total });
    }
  };
  const drawHere: DigitsHelper["draw"] = async (slice) => {
    await nextTask();
    return (await drawPart(slice)).set;
  };
  const helpers = startHelpers();
  try {
    await Promise.all([
      work(drawHere),
      ...helpers.map(({ calls }) =>
        work(async (slice) => {
          try {
            return await calls.draw(slice);
          } catch {
            // One that does not come, as when the server has gone, is no reason to have no digits.
            return drawHere(slice);
          }
        }),
      ),
    ]);
  } finally {
    for (const { end } of helpers) end();
  }
  const { files } = entry;
  const checksums = {
    [files.trainImages.name]: await sha256(encodeIdx([train.count, train.height, train.width], train.images)),
    [files.trainLabels.name]: await sha256(encodeIdx([train.count], train.labels)),
    [files.testImages.name]: await sha256(encodeIdx([test.count, test.height, test.width], test.images)),
    [files.testLabels.name]: await sha256(encodeIdx([test.count], test.labels)),
  };
  return { ...{ name, title, source, licence, classNames, train, test }, checksums };
}

/** One for every core but this worker's own; none where there are no web workers. */
function startHelpers(): readonly CalledWorker<DigitsHelper>[] {
  if (typeof Worker === "undefined") return [];
  const count = Math.min(mostHelpers, navigator.hardwareConcurrency - 1);
  return Array.from({ length: count }, () =>
    callWorker<DigitsHelper>(
      new Worker(new URL("./digits-helper.ts", import.meta.url), { type: "module" }),
      "a helper that draws digits",
    ),
  );
}

function emptySet({ image }: CatalogueEntry, count: number): ImageSet & { readonly labels: Uint8Array } {
  const set = { ...image, count };
  return { ...set, images: new Uint8Array(count * imageSize(set)), labels: new Uint8Array(count) };
}

function slicesOf(part: DigitsPart["part"], count: number): readonly DigitsPart[] {
  return Array.from({ length: Math.ceil(count / sliceCount) }, (_, at) => {
    const from = at * sliceCount;
    return { seed: digitsSeed, part, from, count: Math.min(sliceCount, count - from) };
  });
}
