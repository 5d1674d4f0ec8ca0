import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import { decode, encode, type Model, modelParameters } from "../model/model.ts";
import { layersOf } from "../model/network.ts";
import { outputOf } from "../model/outputs/outputs.ts";
import { type Corruption, corrupt, levelInput } from "./corruptions/corruptions.ts";
import { modelInputs } from "./model-inputs.ts";
import type { NoisyProgram } from "./noise-inputs.ts";
import { readSamples, sampleInput } from "./samples.ts";

/**
 * Samples as sets have them, `level` and every parameter to what a model makes of them with noise: `codes`, float32
 * `[batch, latentSize]`, and `reconstructions` as it sees samples, float32 `[batch, seenSize]`. A word with noise is no word of a
 * table any more, so that rows with noise cannot be given to an encoder's program.
 * @param corruption its level is the input
 */
export function noisyCoderProgram(model: Model, corruption: Corruption): NoisyProgram {
  const { sampleShape } = model;
  const { plural, value } = kindOfSamples(sampleShape);
  const given = sampleInput(model, "batch");
  const level = levelInput(corruption);
  const { parameters, noise, listed } = modelInputs([given, level], modelParameters(model), layersOf(model));
  const samples = readSamples(model, parameters, given.value);
  const seen = corrupt(samples, corruption, { sampleShape, noise }, level.value);
  const codes = encode(model, parameters, seen);
  return {
    name: "noisy coder",
    description: `What a ${model.name} autoencoder makes of ${plural} with ${corruption.kind} noise.`,
    ...listed(),
    outputs: [
      { name: "codes", value: codes, description: "latent codes" },
      {
        name: "reconstructions",
        value: decode(model, parameters, codes),
        description: `${value.many} as the model sees them, ${outputOf(model).range}, row-major`,
      },
    ],
  };
}
