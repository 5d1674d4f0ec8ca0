import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import type { Model } from "../model/model.ts";
import { scalingParameters } from "../model/scaling.ts";
import { capitalise } from "../words.ts";
import { type Corruption, corrupt, levelInput } from "./corruptions/corruptions.ts";
import { modelInputs } from "./model-inputs.ts";
import type { NoisyProgram } from "./noise-inputs.ts";
import { readSamples, sampleInput } from "./samples.ts";

/**
 * `images` uint8 `[batch, sampleSize]` (of other samples under their name, float32) and `level` to what a denoising encoder sees:
 * float32 `[batch, seenSize]`.
 * @param corruption its level is the input
 */
export function corrupterProgram(model: Model, corruption: Corruption): NoisyProgram {
  const { sampleShape } = model;
  const { plural, value } = kindOfSamples(sampleShape);
  const given = sampleInput(model, "batch");
  const level = levelInput(corruption);
  const { parameters, noise, listed } = modelInputs([given, level], scalingParameters(model));
  const samples = readSamples(model, parameters, given.value);
  const corrupted = corrupt(samples, corruption, { sampleShape, noise }, level.value);
  return {
    name: "corrupter",
    description: `${capitalise(plural)} with ${corruption.kind} noise.`,
    ...listed(),
    outputs: [
      {
        name: "corrupted",
        value: corrupted,
        description: `${value.many} ${model.scaling === undefined ? "in [0, 1]" : "standardised"}, row-major`,
      },
    ],
  };
}
