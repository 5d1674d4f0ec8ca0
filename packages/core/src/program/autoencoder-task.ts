import { oneHot } from "../graph/operators/one-hot.ts";
import { codeOf } from "../model/codes/codes.ts";
import { conditionOf, withCondition } from "../model/condition.ts";
import type { Model } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { describeObjective, type Objective } from "./objective.ts";
import { objectiveValues } from "./objective-values.ts";
import type { Task } from "./task.ts";

/** To give back what went through the code. */
export function autoencoderTask(model: Model, objective: Objective): Task {
  const classes = conditionOf(model);
  const dictionary = codeOf(model).dictionary?.(model.encoder);
  return {
    network: model,
    title: `${model.name} autoencoder`,
    objective: describeObjective(model, objective),
    classes,
    ...(dictionary === undefined
      ? {}
      : {
          deadUnits: (weights: Weights, samples: number) =>
            (weights.get(dictionary.idle.name) as Float32Array).filter((idle) => idle >= samples).length,
        }),
    values: (parameters, { samples, labels }, noise, training) => {
      const given =
        labels === undefined ? parameters : withCondition(parameters, oneHot(labels, classes as number));
      const values = objectiveValues(model, objective, given, samples, noise, training);
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
