import { mkdir } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import type { SampleKind } from "hourglass-core/internal/data/samples/sample-kind.ts";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { writeFileWhole, writing } from "hourglass-core/internal/files/place-file.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { lookUp } from "hourglass-core/internal/validation.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { toCsv } from "../../data/files/csv.ts";
import { encodeNpy } from "../../data/formats/npy.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { createEstimate } from "../terminal/estimate.ts";
import { print } from "../terminal/terminal.ts";
import { withFinishedRun } from "./finished-run.ts";
import { type InputOptions, loadInput } from "./input-images.ts";
import { requireNumbers } from "./require-numbers.ts";

export interface EncodeOptions extends InputOptions {
  readonly out: string;
}

interface Codes {
  /** Row-major `[names.length, latentSize]`. */
  readonly values: Float32Array;
  readonly latentSize: number;
  /** What each sample is called. */
  readonly names: readonly string[];
}

/** What the samples are called. */
type SampleWords = Pick<SampleKind<unknown>, "title" | "plural">;

/** How codes are written, by the ending of the file's name. */
const formats: Readonly<Record<string, (codes: Codes, of: SampleWords) => Uint8Array | string>> = {
  ".npy": ({ values, latentSize, names }) => encodeNpy(values, [names.length, latentSize]),
  ".csv": (codes, { title }) => {
    const header = [title, ...Array.from({ length: codes.latentSize }, (_, unit) => `z${unit}`)];
    return toCsv(
      header,
      codes.names.map((name, row) => [name, ...rowOf(codes, row)]),
    );
  },
  ".json": (codes, { plural }) =>
    `${JSON.stringify({ [plural]: codes.names, codes: codes.names.map((_, row) => [...rowOf(codes, row)]) })}\n`,
};

/** Samples at once: enough to keep the threads busy, few enough to show progress. */
const batchSize = 1000;

/** Encodes samples with a finished run and writes their codes; for a Gaussian code, the means. */
export async function encodeImages(path: string, images: string, options: EncodeOptions): Promise<void> {
  const { out } = options;
  const write = lookUp(formats, extname(out).toLowerCase(), "kind of file for --out");
  if (resolve(out) === resolve(images)) {
    throw new UsageError(`--out: ${out} is the file of images: choose another name`);
  }
  await withFinishedRun(path, async ({ summary, autoencoder, line }) => {
    const set = await loadInput(images, shapeStored(summary.dataset), options, line);
    const given = valuesOf(set);
    const kind = kindOfSamples(set);
    const { sampleSize, latentSize } = autoencoder;
    const values = new Float32Array(set.count * latentSize);
    const tell = createEstimate(line, "encoding");
    for (let start = 0; start < set.count; start += batchSize) {
      const end = Math.min(start + batchSize, set.count);
      const codes = await autoencoder.encode(given.subarray(start * sampleSize, end * sampleSize));
      values.set(codes, start * latentSize);
      tell(end, set.count);
    }
    requireNumbers(values, latentSize, "codes");
    await writing(out, () => mkdir(dirname(out), { recursive: true }));
    await writeFileWhole(out, write({ values, latentSize, names: set.names }, kind));
    line.done();
    const { words } = codeOf(summary.model);
    print(
      `${out}: ${words.codes} of ${counted(set.count, kind.title, kind.plural)}, float32 [${set.count}, ${latentSize}]`,
    );
  });
}

function rowOf({ values, latentSize }: Codes, row: number): Float32Array {
  return values.subarray(row * latentSize, (row + 1) * latentSize);
}
