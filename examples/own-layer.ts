// A layer of one's own: maxout, the largest of several affine functions of its input (Goodfellow and others, "Maxout networks",
// 2013, equation 1). Once it is registered, architectures name it as they name any other, and its options are checked; it is
// trained for a few steps. In a checkout: npm run example own-layer
import {
  buildArchitecture,
  dense,
  fit,
  generateDigits,
  type LayerKind,
  layers,
  parseArchitecture,
} from "hourglass-lab";
import { maximum, slice } from "hourglass-lab/graph";
import { createNodeRuntime } from "hourglass-lab/node";
import { z } from "zod";

const maxout: LayerKind<"maxout", { readonly units: number; readonly pieces: number }, "pieces"> = {
  name: "maxout",
  options: { units: z.int().min(1).max(10_000), pieces: z.int().min(2).max(16).default(2) },
  takes: "row",
  learns: true,
  example: { units: 4 },
  build: (name, [inputSize = 0], { units, pieces }) => {
    const affine = dense(name, inputSize, pieces * units, "linear");
    return {
      ...affine,
      kind: "maxout",
      description: `maxout ${inputSize} -> ${units}, the largest of ${pieces}`,
      outputShape: [units],
      apply: (x, parameters) => {
        const all = affine.apply(x, parameters);
        const piece = (index: number) => slice(all, 1, index * units, (index + 1) * units);
        return Array.from({ length: pieces }, (_, index) => piece(index)).reduce((a, b) => maximum(a, b));
      },
    };
  },
};
layers.register(maxout);

const architecture = parseArchitecture({
  encoder: [
    { type: "maxout", units: 40, pieces: 3 },
    { type: "dense", units: 8 },
  ],
  decoder: [
    { type: "maxout", units: 40 },
    { type: "dense", units: 784 },
  ],
});
const { train } = await generateDigits({ seed: 1, trainCount: 640, testCount: 1 });
const model = buildArchitecture(architecture, train);
console.log(model.encoder[0]?.description); // maxout 784 -> 40, the largest of 3

const runtime = await createNodeRuntime({ threads: 1 });
const { state } = await fit(runtime, model, { train }, { epochs: 4, batchSize: 64, seed: 1 });
const losses = state.history.map(({ trainingLoss }) => trainingLoss);
console.log((losses.at(-1) ?? 1) < 0.8 * (losses[0] ?? 0)); // true
