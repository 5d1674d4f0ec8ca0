import { expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import { codeOf } from "../model/codes/codes.ts";
import { initialWeights } from "../model/model.ts";
import { outputOf } from "../model/outputs/outputs.ts";
import { buildModel } from "../settings/build-model.ts";
import { presetNames } from "../settings/presets.ts";
import { resolveSettings } from "../settings/resolve.ts";
import { createLayerProbe } from "./activations.ts";
import { createAutoencoder } from "./autoencoder.ts";

const sampleShape = { height: 8, width: 8, channels: 1 };
const runtime = await nativeRuntime();

test.each(presetNames)(
  "the layers of %s lead from the samples to the code, and on to the reconstruction",
  async (name) => {
    // The size of a code that has places follows from them.
    const { planes, dictionary } = codeOf(resolveSettings({ model: name }));
    const model = buildModel(name, {
      sampleShape,
      ...(planes === undefined ? { latentSize: 3 } : {}),
      ...(dictionary === undefined ? {} : { selection: "top-k:2" }),
    });
    const weights = initialWeights(model, 1);
    const { images, labels } = sampleImages(model, 2);
    const probe = await createLayerProbe(runtime, model);
    const autoencoder = await createAutoencoder(runtime, model, weights);
    const results = await probe.activations(weights, images, labels);
    const names = [...model.encoder, ...model.decoder].map((layer) => layer.name);
    expect([...results.keys()].sort()).toEqual([...names].sort());
    const last = (layers: readonly { readonly name: string }[]): Float32Array =>
      results.get(layers.at(-1)!.name)!;
    expectClose(last(model.encoder), await autoencoder.encode(images, labels), 1e-5);
    const { bounded } = outputOf(model);
    const pixels = last(model.decoder).map((logit) => (bounded ? 1 / (1 + Math.exp(-logit)) : logit));
    expectClose(pixels, await autoencoder.reconstruct(images, labels), 1e-5);
    // Newer weights need no new program.
    const others = await probe.activations(initialWeights(model, 2), images, labels);
    expect(others.get(names[0]!)).toHaveLength(results.get(names[0]!)!.length);
    await probe.release();
  },
);
