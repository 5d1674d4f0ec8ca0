import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import { input } from "../graph/operators/source.ts";
import type { Model } from "../model/model.ts";
import { capitalise } from "../words.ts";
import { type Corruption, corrupt } from "./corruptions/corruptions.ts";
import type { NoisyProgram } from "./evaluator.ts";
import { givenNoise } from "./noise-inputs.ts";
import { programInputs, scalingInputs } from "./parameters.ts";
import { readSamples, sampleInput } from "./samples.ts";

/**
 * `images` uint8 `[batch, sampleSize]` (of other samples under their name, float32) and `level` to what a denoising encoder sees:
 * float32 `[batch, sampleSize]`.
 * @param corruption its level is the input
 */
export function corrupterProgram(model: Model, corruption: Corruption): NoisyProgram {
  const { sampleShape } = model;
  const { plural, value } = kindOfSamples(sampleShape);
  const given = sampleInput(model, "batch");
  const level = input("level", { dtype: "float32", shape: [] });
  const parameters = scalingInputs(model);
  const random = givenNoise();
  const { noise } = random;
  const { kind } = corruption;
  const samples = readSamples(model, parameters, given.value);
  const corrupted = corrupt(samples, corruption, { sampleShape, noise }, level);
  return {
    name: "corrupter",
    description: `${capitalise(plural)} with ${kind} noise.`,
    inputs: [
      given,
      { value: level, description: `how strong the ${kind} noise is` },
      ...programInputs(parameters),
      ...random.inputs(),
    ],
    outputs: [
      {
        name: "corrupted",
        value: corrupted,
        description: `${value.many} ${model.scaling === undefined ? "in [0, 1]" : "standardised"}, row-major`,
      },
    ],
    noise: random.requests(),
  };
}
