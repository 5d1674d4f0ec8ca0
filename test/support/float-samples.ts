import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { sliceSamples } from "hourglass-core/internal/data/samples/samples.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { type Autoencoder, createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { nativeRuntime } from "./evaluate.ts";

/** A shape of each kind of sample that is not an image, of six numbers. */
export const floatShapes: Readonly<Record<"row" | "series", SampleShape & { readonly kind: string }>> = {
  row: { kind: "row", columns: 6 },
  series: { kind: "series", steps: 3, channels: 2 },
};

/**
 * Samples of six numbers of very different sizes, of two classes in turn: of one all numbers rise and fall together, of the other
 * every second one does the opposite.
 */
export function floatSamples(shape: keyof typeof floatShapes, count: number, seed: number): Samples {
  const random = createRandom(seed, "samples of floats");
  const values = new Float32Array(6 * count);
  const labels = Uint8Array.from({ length: count }, (_, sample) => sample % 2);
  for (let sample = 0; sample < count; sample++) {
    const common = random.normal();
    for (let place = 0; place < 6; place++) {
      const sign = labels[sample] === 1 && place % 2 === 1 ? -1 : 1;
      values[6 * sample + place] =
        1000 * (place % 2) + 10 ** (place % 2) * (sign * common + 0.2 * random.normal());
    }
  }
  return { ...floatShapes[shape], count, values, labels } as Samples;
}

export function floatDataset(shape: keyof typeof floatShapes, train: number, test: number): Dataset<Samples> {
  return {
    ...{ name: "floats", title: "Floats", source: "made up", licence: "MIT", classNames: [], checksums: {} },
    train: floatSamples(shape, train, 1),
    test: floatSamples(shape, test, 2),
  };
}

/** Splits of them, and a small model that was trained on one. */
export async function trainedOnFloats(
  shape: keyof typeof floatShapes,
): Promise<{ readonly splits: Splits<Samples>; readonly autoencoder: Autoencoder }> {
  const all = floatSamples(shape, 200, 1);
  const splits = {
    train: sliceSamples(all, 0, 100),
    validation: sliceSamples(all, 100, 140),
    test: sliceSamples(all, 140, 200),
  };
  const runtime = await nativeRuntime();
  const model = buildModel("vanilla", { sampleShape: floatShapes[shape], latentSize: 2 });
  const { weights } = await fit(runtime, model, splits, { epochs: 5, batchSize: 20 });
  return { splits, autoencoder: await createAutoencoder(runtime, model, weights) };
}
