import { mkdir } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import { toCsv } from "../data/csv.ts";
import { encodeNpy } from "../data/npy.ts";
import { writeFileWhole, writing } from "../data/place-file.ts";
import { UsageError } from "../errors.ts";
import { codeOf } from "../model/codes/codes.ts";
import { lookUp } from "../validation.ts";
import { counted } from "../words.ts";
import { createEstimate } from "./estimate.ts";
import { withFinishedRun } from "./finished-run.ts";
import { type InputOptions, loadInputImages } from "./input-images.ts";
import { requireNumbers } from "./require-numbers.ts";
import { print } from "./terminal.ts";

export interface EncodeOptions extends InputOptions {
  readonly out: string;
}

interface Codes {
  /** Row-major `[names.length, latentSize]`. */
  readonly values: Float32Array;
  readonly latentSize: number;
  /** What each image is called. */
  readonly names: readonly string[];
}

/** How codes are written, by the ending of the file's name. */
const formats: Readonly<Record<string, (codes: Codes) => Uint8Array | string>> = {
  ".npy": ({ values, latentSize, names }) => encodeNpy(values, [names.length, latentSize]),
  ".csv": (codes) => {
    const header = ["image", ...Array.from({ length: codes.latentSize }, (_, unit) => `z${unit}`)];
    return toCsv(
      header,
      codes.names.map((name, row) => [name, ...rowOf(codes, row)]),
    );
  },
  ".json": (codes) =>
    `${JSON.stringify({ images: codes.names, codes: codes.names.map((_, row) => [...rowOf(codes, row)]) })}\n`,
};

/** Images at once: enough to keep the threads busy, few enough to show progress. */
const batchSize = 1000;

/** Encodes images with a finished run and writes their codes; for a Gaussian code, the means. */
export async function encodeImages(path: string, images: string, options: EncodeOptions): Promise<void> {
  const { out } = options;
  const write = lookUp(formats, extname(out).toLowerCase(), "kind of file for --out");
  if (resolve(out) === resolve(images)) {
    throw new UsageError(`--out: ${out} is the file of images: choose another name`);
  }
  await withFinishedRun(path, async ({ summary, autoencoder, line }) => {
    const set = await loadInputImages(images, summary.dataset.image, options, line);
    const { sampleSize: imageSize, latentSize } = autoencoder;
    const values = new Float32Array(set.count * latentSize);
    const tell = createEstimate(line, "encoding");
    for (let start = 0; start < set.count; start += batchSize) {
      const end = Math.min(start + batchSize, set.count);
      const codes = await autoencoder.encode(set.images.subarray(start * imageSize, end * imageSize));
      values.set(codes, start * latentSize);
      tell(end, set.count);
    }
    requireNumbers(values, latentSize, "codes");
    await writing(out, () => mkdir(dirname(out), { recursive: true }));
    await writeFileWhole(out, write({ values, latentSize, names: set.names }));
    line.done();
    const { words } = codeOf(summary.model);
    print(`${out}: ${words.codes} of ${counted(set.count, "image")}, float32 [${set.count}, ${latentSize}]`);
  });
}

function rowOf({ values, latentSize }: Codes, row: number): Float32Array {
  return values.subarray(row * latentSize, (row + 1) * latentSize);
}
