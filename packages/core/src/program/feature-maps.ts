import type { Program, ProgramOutput } from "../graph/onnx/serialise.ts";
import type { Value } from "../graph/value.ts";
import type { Layer } from "../model/layer.ts";
import { encode, type Model, modelParameters } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { layerResults } from "./layer-results.ts";
import { modelInputs } from "./model-inputs.ts";
import { readSamples, sampleInput } from "./samples.ts";

/** A convolution with what belongs to it: the normalisation, pooling and activation up to the next layer that learns. */
export interface ConvolutionBlock {
  readonly part: "encoder" | "decoder";
  /** The convolution itself. */
  readonly layer: Layer;
  /** Its result is the features that the next layer sees. */
  readonly last: Layer;
  /** Of the result. */
  readonly shape: readonly [channels: number, height: number, width: number];
}

/** The convolutions of a model in order, but for the one that gives the image. */
export function convolutionBlocks({ encoder, decoder }: Model): readonly ConvolutionBlock[] {
  return [...blocksOf("encoder", encoder), ...blocksOf("decoder", decoder)];
}

function blocksOf(part: ConvolutionBlock["part"], layers: readonly Layer[]): ConvolutionBlock[] {
  return layers.flatMap((layer, index) => {
    const isLast = !layers.slice(index + 1).some(hasKernel);
    if (!givesMaps(layer) || (part === "decoder" && isLast)) return [];
    let end = index;
    for (let next = layers[end + 1]; next !== undefined && belongs(next); next = layers[end + 1]) end++;
    const last = layers[end] as Layer;
    return [{ part, layer, last, shape: last.outputShape as ConvolutionBlock["shape"] }];
  });
}

/** Upsampling belongs to the convolution after it. */
function belongs(layer: Layer): boolean {
  const [, before = 0] = layer.inputShape;
  const [, after = 0] = layer.outputShape;
  return !hasKernel(layer) && layer.outputShape.length === 3 && after <= before;
}

/** Whether it multiplies with weights: what only scales has a number a channel. */
export function hasKernel({ parameters }: Layer): boolean {
  return parameters.some(({ shape }) => shape.length > 1);
}

/** Whether its result are planes that it has made with weights: `[channels, height, width]`. */
function givesMaps(layer: Layer): boolean {
  return hasKernel(layer) && layer.outputShape.length === 3;
}

/**
 * The feature maps of images: `images` uint8 `[batch, sampleSize]` to the result of every {@link convolutionBlocks},
 * float32 `[batch, channels, height, width]`, under the name of its convolution.
 */
export function featuresProgram(model: Model, weights: Weights): Program {
  const given = sampleInput(model, "batch");
  const blocks = convolutionBlocks(model);
  const isLast = (layer: Layer): boolean => blocks.some(({ last }) => last === layer);
  const decoder = model.decoder.slice(0, model.decoder.findLastIndex(isLast) + 1);
  const encoder =
    decoder.length > 0 ? model.encoder : model.encoder.slice(0, model.encoder.findLastIndex(isLast) + 1);
  const { parameters, listed } = modelInputs([given], modelParameters({ ...model, encoder, decoder }), [
    ...encoder,
    ...decoder,
  ]);
  const samples = readSamples(model, parameters, given.value);
  const results = new Map(layerResults(encoder, parameters, samples));
  if (decoder.length > 0) {
    for (const [name, value] of layerResults(decoder, parameters, encode(model, parameters, samples)))
      results.set(name, value);
  }
  return {
    name: "features",
    description: `The feature maps of the convolutions of the ${model.name} autoencoder.`,
    inputs: listed().inputs,
    outputs: blocks.map(
      ({ layer, last }): ProgramOutput => ({
        name: layer.name,
        value: results.get(last.name) as Value,
        description: `features after ${last.name}`,
      }),
    ),
    weights,
  };
}
