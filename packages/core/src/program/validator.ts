import type { Model } from "../model/model.ts";
import { networkParameters } from "../model/network.ts";
import { autoencoderTask } from "./autoencoder-task.ts";
import { labelInputs } from "./labels.ts";
import { modelInputs } from "./model-inputs.ts";
import type { NoisyProgram } from "./noise-inputs.ts";
import type { Objective } from "./objective.ts";
import { readSamples, sampleInput } from "./samples.ts";
import type { Task } from "./task.ts";

/**
 * The objective on images that are not trained on: `images` uint8 `[batch, sampleSize]`, every parameter and the random
 * words of the objective to three float32 scalars: `objective`, `reconstruction`, and, where there is one, `penalty` (see
 * ObjectiveValues). Layers are used as they were learnt.
 */
export function validatorProgram(model: Model, objective: Objective): NoisyProgram {
  return taskValidator(autoencoderTask(model, objective));
}

/**
 * {@link validatorProgram} of any task: `objective` and what the task measures beside it. Of one that has classes, `labels` int32
 * `[batch]` follows the samples.
 */
export function taskValidator(task: Task): NoisyProgram {
  const { network, title, objective: words } = task;
  const samples = sampleInput(network, "batch");
  const labels = labelInputs(task, "batch");
  const { parameters, noise, listed } = modelInputs([samples, ...labels], networkParameters(network));
  const { objective: value, measured } = task.values(
    parameters,
    {
      samples: readSamples(network, parameters, samples.value),
      ...(labels[0] === undefined ? {} : { labels: labels[0].value }),
    },
    noise,
  );
  return {
    name: "validator",
    description: `The objective of the ${title}: ${words}.`,
    ...listed(),
    outputs: [{ name: "objective", value, description: "the objective" }, ...measured],
  };
}
