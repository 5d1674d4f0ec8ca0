import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { joined, shapeOf, takeSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { axesOf } from "hourglass-core/internal/data/samples/shape.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { unseen } from "hourglass-core/internal/inference/seen-values.ts";
import type { Corruption } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { encodeNpy } from "../../data/formats/npy.ts";
import { chooseExamples } from "../../evaluation/examples.ts";
import { asSamples } from "../../evaluation/pictures.ts";
import { storedShape } from "../../run/files/stored-shape.ts";
import type { ResultsInput } from "../study-results.ts";

/** How many test samples every run of a study rebuilds for its page. */
const exampleCount = 10;

/** What a study's results tell of a data set: its size, and the test images that every run rebuilds. */
export function describeData(
  data: string,
  { title, train, test }: Dataset<Samples>,
): ResultsInput["data"][number] {
  const indices = chooseExamples(test, exampleCount);
  const { labels } = takeSamples(test, Int32Array.from(indices));
  return {
    data,
    title,
    count: { train: train.count, test: test.count },
    ...storedShape(shapeOf(test)),
    indices,
    ...(labels === undefined ? {} : { labels: [...labels] }),
  };
}

/** The chosen test samples as an autoencoder rebuilds them, as .npy: uint8 `[images, height, width, channels]`, float32 of others. */
export async function rebuildExamples(autoencoder: Autoencoder, test: Samples): Promise<Uint8Array> {
  const chosen = chosenSamples(test);
  const rebuilt = asSamples(autoencoder, await autoencoder.reconstruct(valuesOf(chosen), chosen.labels));
  return encodeNpy(rebuilt, [chosen.count, ...axesOf(shapeOf(test))]);
}

/** The chosen test samples with noise, and as a denoiser restores them, as .npy: `[2, ...]` of {@link rebuildExamples}. */
export async function denoiseExamples(
  autoencoder: Autoencoder,
  test: Samples,
  corruption: Corruption,
): Promise<Uint8Array> {
  const chosen = chosenSamples(test);
  const values = valuesOf(chosen);
  const noisy = await autoencoder.corrupt(values, corruption);
  const restored = await autoencoder.codeCorrupted(values, corruption, 0, chosen.labels);
  const both = joined(
    [noisy, restored.reconstructions].map((seen) => asSamples(autoencoder, unseen(autoencoder, seen))),
  );
  return encodeNpy(both, [2, chosen.count, ...axesOf(shapeOf(test))]);
}

function chosenSamples<S extends Samples>(test: S): S {
  return takeSamples(test, Int32Array.from(chooseExamples(test, exampleCount)));
}
