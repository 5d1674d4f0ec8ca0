import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { createEstimate } from "../terminal/estimate.ts";
import { print } from "../terminal/terminal.ts";
import { withFinishedRun } from "./finished-run.ts";
import { type KnownOptions, loadKnownSamples, numbersOfSamples } from "./known-samples.ts";
import { requireNumbers } from "./require-numbers.ts";
import { tableFile } from "./table-file.ts";
import { toldClasses } from "./told-classes.ts";

export interface EncodeOptions extends KnownOptions {
  readonly out: string;
}

/** Encodes samples with a finished run and writes their codes, with what is known of each; for a Gaussian code, the means. */
export async function encodeImages(
  path: string,
  images: readonly string[],
  options: EncodeOptions,
): Promise<void> {
  const { out } = options;
  const file = tableFile(out, images);
  await withFinishedRun(path, async (run) => {
    const { summary, autoencoder, line } = run;
    const { sampleSize, latentSize } = autoencoder;
    const known = await loadKnownSamples(run, images, options);
    const told = toldClasses(run, known.classes);
    const values = await numbersOfSamples(
      known,
      sampleSize,
      latentSize,
      (samples, first, end) => autoencoder.encode(samples, told?.subarray(first, end)),
      createEstimate(line, "encoding"),
    );
    requireNumbers(values, latentSize, "codes");
    const columns = Array.from({ length: latentSize }, (_, unit) => `z${unit}`);
    line.update(`writing ${out}`);
    await file.write({ ...known, numbers: { array: "codes", columns, values } });
    line.done();
    const { words } = codeOf(summary.model);
    const count = known.names.length;
    print(
      `${out}: ${words.codes} of ${counted(count, known.title, known.plural)}, float32 [${count}, ${latentSize}]`,
    );
  });
}
