import * as z from "zod";
import { checkArgument } from "../arguments.ts";
import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import type { Program, ProgramInput } from "../graph/onnx/serialise.ts";
import { gather } from "../graph/operators/indexing.ts";
import { loop } from "../graph/operators/loop.ts";
import { sizeOf } from "../graph/operators/slicing.ts";
import { input } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { type Model, requireModel } from "../model/model.ts";
import { autoencoderTask } from "./autoencoder-task.ts";
import { labelInputs } from "./labels.ts";
import { tensorInputs } from "./model-inputs.ts";
import { type NoiseInput, noiseOfSteps } from "./noise-inputs.ts";
import { type Objective, requireObjective } from "./objective.ts";
import { type OptimizerOptions, optimizerOf, optimizerSchema } from "./optimizers/optimizers.ts";
import { progressInput } from "./progress-input.ts";
import { sampleInput } from "./samples.ts";
import { numbersAt, numbersOfSteps } from "./step-numbers.ts";
import type { Task } from "./task.ts";
import { stateLayout, stateTensors } from "./trainer-state.ts";
import { trainingStep } from "./training-step.ts";

/** A training program and the random words that it asks for in each step. */
export interface TrainerProgram extends Program {
  readonly noise: readonly NoiseInput[];
  /** Whether it has the input `progress`. */
  readonly usesProgress: boolean;
}

/**
 * The training program: a loop over the steps of a chunk, each of which gathers a batch, computes the objective and its
 * gradients and lets the optimiser update the parameters.
 *
 * Inputs: `images` uint8 `[images, sampleSize]` (of other samples under their name, float32), `order` int32 `[steps, batch]` (the images of each step), `step` int64
 * (steps taken before), `learning_rate` float32 `[steps]`, for every parameter its value and
 * the optimiser's slots (Adam: both moments), and where
 * the model or the objective is random, `noise.SOURCE` int32 `[steps, count]`; where a layer changes in the course of
 * training, `progress` float32 `[steps]` (the share of all steps that were taken before each). Outputs: the same parameters
 * and slots after the chunk, as `updated.NAME`, and `loss` float32 `[steps]`.
 * @param precision in which the optimiser's numbers of each step are computed, once a chunk
 * @throws UsageError on what is no model, and on objectives and options that do not go with it
 */
export function trainerProgram(
  model: Model,
  objective: Objective,
  optimizer: OptimizerOptions,
  precision: "float64" | "float32" = "float64",
): TrainerProgram {
  requireModel(model, "trainerProgram");
  requireObjective(model, objective, "trainerProgram", "objective");
  checkArgument(optimizerSchema, optimizer, "trainerProgram", "optimizer");
  checkArgument(z.enum(["float64", "float32"]), precision, "trainerProgram", "precision");
  return taskTrainer(autoencoderTask(model, objective), optimizer, precision);
}

/** {@link trainerProgram} of any task. Of one that has classes, `labels` int32 `[images]` follows the samples. */
export function taskTrainer(
  task: Task,
  optimizer: OptimizerOptions,
  precision: "float64" | "float32",
): TrainerProgram {
  const { network, objective: words } = task;
  const inputs = trainerInputs(task, optimizer, precision);
  const noise = noiseOfSteps();
  const progress = progressInput(["steps"]);
  const layout = stateLayout(network, optimizer);

  const result = loop(inputs.steps, "steps", layout.pack(inputs.state), (iteration, carried) => {
    const chosen = gather(inputs.order, iteration);
    const { loss, next } = trainingStep(task, optimizer, layout, carried, {
      samples: gather(inputs.samples, chosen),
      ...(inputs.labels === undefined ? {} : { labels: gather(inputs.labels, chosen) }),
      noise: noise.at(iteration),
      progress: () => gather(progress.ask(), iteration),
      numbers: numbersAt(inputs.numbers, iteration),
    });
    return { next, stacked: [loss] };
  });

  return {
    name: "trainer",
    description:
      `Trains the ${task.title} for a chunk of steps. Objective: ${words}. ` +
      "Start with moments of zeros and step 0; feed every updated.NAME back as NAME for the next chunk, with step " +
      "increased by the steps done.",
    inputs: [...inputs.list, ...noise.inputs(), ...progress.inputs()],
    outputs: [
      ...layout.results(result.carried),
      {
        name: "loss",
        value: result.stacked[0] as Value,
        description: "the objective on the batch of each step, before its update",
      },
    ],
    metadata: { objective: words, ...optimizerMetadata(optimizer) },
    noise: noise.requests(),
    usesProgress: progress.inputs().length > 0,
  };
}

/** What every training program is given. */
function trainerInputs(
  task: Task,
  optimizer: OptimizerOptions,
  precision: "float64" | "float32",
): Readonly<Record<"samples" | "order" | "steps", Value>> & {
  readonly labels?: Value;
  /** The optimiser's, in each step. */
  readonly numbers: Readonly<Record<string, Value>>;
  readonly state: ReadonlyMap<string, Value>;
  readonly list: readonly ProgramInput[];
} {
  const { network } = task;
  const { plural } = kindOfSamples(network.sampleShape);
  const samples = sampleInput(network, plural);
  const labels = labelInputs(task, plural);
  const order = input("order", { dtype: "int32", shape: ["steps", "batch"] });
  const steps = sizeOf(order, 0);
  const numbers = numbersOfSteps(optimizer, precision, steps);
  const state = tensorInputs(stateTensors(network, optimizer));
  return {
    samples: samples.value,
    ...(labels[0] === undefined ? {} : { labels: labels[0].value }),
    order,
    steps,
    numbers: numbers.values,
    state,
    list: [
      { ...samples, description: `all training ${samples.description}` },
      ...labels,
      { value: order, description: `the numbers of the ${plural} of each step` },
      ...numbers.inputs,
      ...[...state].map(([name, value]) => ({ value, description: `${name} before the first step` })),
    ],
  };
}

/** The optimiser's options, as `adam.beta1`. */
function optimizerMetadata(optimizer: OptimizerOptions): Record<string, string> {
  const { name } = optimizerOf(optimizer);
  return Object.fromEntries(
    Object.entries(optimizer).flatMap(([key, value]) =>
      key === "kind" ? [] : [[`${name}.${key}`, String(value)]],
    ),
  );
}
