import type { Model } from "../model/model.ts";
import type { NoisyProgram } from "./evaluator.ts";
import { givenNoise } from "./noise-inputs.ts";
import { describeObjective, type Objective, objectiveValues } from "./objective.ts";
import { parameterInputs, programInputs } from "./parameters.ts";
import { readSamples, sampleInput } from "./samples.ts";

/**
 * The objective on images that are not trained on: `images` uint8 `[batch, sampleSize]`, every parameter and the random
 * words of the objective to three float32 scalars: `objective`, `reconstruction`, and, where there is one, `penalty` (see
 * ObjectiveValues). Layers are used as they were learnt.
 */
export function validatorProgram(model: Model, objective: Objective): NoisyProgram {
  const samples = sampleInput(model, "batch");
  const parameters = parameterInputs(model);
  const given = givenNoise();
  const values = objectiveValues(
    model,
    objective,
    parameters,
    readSamples(model, parameters, samples.value),
    given.noise,
  );
  const { objective: value, reconstruction, penalty } = values;
  return {
    name: "validator",
    description: `The objective of the ${model.name} autoencoder: ${describeObjective(model, objective)}.`,
    inputs: [samples, ...programInputs(parameters), ...given.inputs()],
    outputs: [
      { name: "objective", value, description: "the objective" },
      {
        name: "reconstruction",
        value: reconstruction,
        description: "its part that is the reconstruction error",
      },
      ...(penalty === undefined
        ? []
        : [{ name: "penalty", value: penalty, description: "its other part, without beta" }]),
    ],
    noise: given.requests(),
  };
}
