import type { SampleValues } from "../data/samples/part.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import { inputLabel } from "../graph/operators/source.ts";
import type { Model } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { type ConvolutionBlock, convolutionBlocks, featuresProgram } from "../program/feature-maps.ts";
import { float32Result, type Runtime } from "../runtime/runtime.ts";
import { type Labels, labelsFor } from "./label-tensors.ts";
import { countRows } from "./rows.ts";
import { sampleTensors } from "./sample-tensors.ts";

/** What a convolution of a network makes of images. */
export interface FeatureMaps {
  readonly part: ConvolutionBlock["part"];
  /** The name of the convolution. */
  readonly layer: string;
  /** Of the convolution, for people. */
  readonly description: string;
  readonly shape: ConvolutionBlock["shape"];
  /** `[N, channels, height, width]`: after normalisation, pooling and activation, as the next layer sees them. */
  readonly maps: Float32Array;
}

/** What can show its feature maps. */
export interface FeatureSource {
  /**
   * The feature maps of a few `[N, sampleSize]` samples, of every convolution but the one that gives the image.
   * @param labels the class of each; asked of a conditional model alone
   */
  features?(samples: SampleValues, labels?: Labels): Promise<readonly FeatureMaps[]>;
}

/** Feature maps of a few images; none where the model has no convolutions. All are computed at once. */
export async function computeFeatures(
  runtime: Runtime,
  model: Model,
  weights: Weights,
  samples: SampleValues,
  labels?: Labels,
): Promise<readonly FeatureMaps[]> {
  const blocks = convolutionBlocks(model);
  if (blocks.length === 0) return [];
  const count = countRows(samples, model.sampleSize);
  const program = featuresProgram(model, weights);
  const told = labelsFor(model, labels, count, "features");
  // What comes before the class is told needs none.
  const needsLabels = program.inputs.some(({ value }) => inputLabel(value) === "labels");
  const executable = await runtime.load(toOnnx(program));
  try {
    const results = await executable.run({
      ...sampleTensors(model, samples, count),
      ...(needsLabels ? told(0, count) : {}),
    });
    return blocks.map(({ part, layer, shape }) => ({
      part,
      layer: layer.name,
      description: layer.description,
      shape,
      maps: float32Result(results, layer.name),
    }));
  } finally {
    await executable.release();
  }
}
