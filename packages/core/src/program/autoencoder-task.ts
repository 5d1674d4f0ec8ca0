import type { Model } from "../model/model.ts";
import { describeObjective, type Objective } from "./objective.ts";
import { objectiveValues } from "./objective-values.ts";
import type { Task } from "./task.ts";

/** To give back what went through the code. */
export function autoencoderTask(model: Model, objective: Objective): Task {
  return {
    network: model,
    title: `${model.name} autoencoder`,
    objective: describeObjective(model, objective),
    values: (parameters, { samples }, noise, training) => {
      const values = objectiveValues(model, objective, parameters, samples, noise, training);
      const { reconstruction, penalty } = values;
      return {
        objective: values.objective,
        measured: [
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
    },
  };
}
