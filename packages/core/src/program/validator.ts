import { type Model, modelParameters } from "../model/model.ts";
import { modelInputs } from "./model-inputs.ts";
import type { NoisyProgram } from "./noise-inputs.ts";
import { describeObjective, type Objective } from "./objective.ts";
import { objectiveValues } from "./objective-values.ts";
import { readSamples, sampleInput } from "./samples.ts";

/**
 * The objective on images that are not trained on: `images` uint8 `[batch, sampleSize]`, every parameter and the random
 * words of the objective to three float32 scalars: `objective`, `reconstruction`, and, where there is one, `penalty` (see
 * ObjectiveValues). Layers are used as they were learnt.
 */
export function validatorProgram(model: Model, objective: Objective): NoisyProgram {
  const samples = sampleInput(model, "batch");
  const { parameters, noise, listed } = modelInputs([samples], modelParameters(model));
  const values = objectiveValues(
    model,
    objective,
    parameters,
    readSamples(model, parameters, samples.value),
    noise,
  );
  const { objective: value, reconstruction, penalty } = values;
  return {
    name: "validator",
    description: `The objective of the ${model.name} autoencoder: ${describeObjective(model, objective)}.`,
    ...listed(),
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
  };
}
