import type { Program, ProgramInput, ProgramOutput } from "../graph/onnx/serialise.ts";
import { gather } from "../graph/operators/indexing.ts";
import { reshape } from "../graph/operators/shaping.ts";
import { concat, slice } from "../graph/operators/slicing.ts";
import { constant, input } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { joinedBlocks } from "./blocks.ts";
import { labelInputs } from "./labels.ts";
import { tensorInputs } from "./model-inputs.ts";
import { givenNoise, type NoiseInput } from "./noise-inputs.ts";
import type { OptimizerOptions } from "./optimizers/optimizers.ts";
import { progressInput } from "./progress-input.ts";
import { sampleInput, scalePixels } from "./samples.ts";
import { numbersOfSteps } from "./step-numbers.ts";
import type { Task } from "./task.ts";
import { carriedName, type StateLayout, stateLayout, stateTensors, updated } from "./trainer-state.ts";
import { trainingStep } from "./training-step.ts";

/** Of how many steps, the last ones, the losses are kept: no more can lie between a beginning and its end. */
export const keptLosses = 256;

/** What the losses are called among what is carried. */
const lossesName = carriedName("losses");

/** Samples as the network sees them, converted once. */
export const seenSamples = "seen";

/**
 * The trainer as programs of one step, for a device on which results can stay: ONNX Runtime has no loop there, and one on the processor
 * would copy all that it carries to and fro in every step. Parameters are joined into few vectors, since on a graphics processor an operator takes longer to
 * begin than to compute.
 */
export interface StepwiseTrainer {
  /** Inputs: the bytes of all samples. Output: `seen` float32 `[samples, seenSize]`. Absent where samples are no bytes. */
  readonly see?: Program;
  /**
   * Inputs: every parameter and slot under its name, `step` int64 and `learning_rate` float32 `[steps]`, as the trainer has them. Outputs: what is
   * carried, and the optimiser's numbers, float32 `[steps]`.
   */
  readonly begin: Program;
  /**
   * Inputs: the samples, or `seen`; `labels` where the task has classes; `chosen` int32 `[batch]`, the numbers of those of the step; the
   * optimiser's numbers, float32 scalars; where random, `noise.SOURCE` int32 `[count]`; where a layer changes in the course of training,
   * `progress` float32; and what is carried. Outputs: what a step changes of that, as `updated.NAME`.
   */
  readonly step: Program;
  /** Inputs: what is carried. Outputs: every parameter and slot as `updated.NAME`, and `loss` float32 `[256]`, of the last steps. */
  readonly finish: Program;
  /** The names of what is carried, and of the optimiser's numbers. */
  readonly carried: readonly string[];
  readonly numbers: readonly string[];
  readonly noise: readonly NoiseInput[];
  /** Whether a step has the input `progress`. */
  readonly usesProgress: boolean;
}

/**
 * @param precision in which the optimiser's numbers of each step are computed
 * @param sees whether steps are given `seen` in place of the bytes of samples
 */
export function stepwiseTrainer(
  task: Task,
  optimizer: OptimizerOptions,
  precision: "float64" | "float32",
  sees: boolean,
): StepwiseTrainer {
  const { network } = task;
  const layout = stateLayout(network, optimizer, joinedBlocks(network));
  const numbers = numbersOfSteps(optimizer, precision);
  const names = Object.keys(numbers.values);
  return {
    ...seeing(task),
    begin: beginning(task, optimizer, layout, numbers),
    finish: finishing(task, layout),
    carried: [...layout.carried.map(({ name }) => name), lossesName],
    numbers: names,
    ...stepping(task, optimizer, layout, names, sees),
  };
}

function seeing({ network }: Task): Pick<StepwiseTrainer, "see"> {
  const samples = sampleInput(network, "samples");
  if (samples.value.dtype !== "uint8") return {};
  return {
    see: {
      name: "samples",
      description: "Samples as the network sees them.",
      inputs: [samples],
      outputs: [{ name: seenSamples, value: scalePixels(samples.value), description: "in [0, 1]" }],
    },
  };
}

function beginning(
  { network, title }: Task,
  optimizer: OptimizerOptions,
  layout: StateLayout,
  { inputs, values }: ReturnType<typeof numbersOfSteps>,
): Program {
  const state = tensorInputs(stateTensors(network, optimizer));
  const packed = layout.pack(state);
  return {
    name: "begin",
    description: `What steps of training the ${title} carry, and the optimiser's numbers in each.`,
    inputs: [...described(state), ...inputs],
    outputs: [
      ...layout.carried.map(({ name }, index) => ({
        name,
        value: packed[index] as Value,
        description: "before the first step",
      })),
      {
        name: lossesName,
        value: constant(new Array<number>(keptLosses).fill(0), [keptLosses], "float32"),
        description: "no losses yet",
      },
      ...Object.entries(values).map(([name, value]) => ({
        ...{ name, value },
        description: "the optimiser's number in each step",
      })),
    ],
  };
}

function stepping(
  task: Task,
  optimizer: OptimizerOptions,
  layout: StateLayout,
  names: readonly string[],
  sees: boolean,
): Pick<StepwiseTrainer, "step" | "noise" | "usesProgress"> {
  const { network } = task;
  const raw = sampleInput(network, "samples");
  const samples = sees
    ? {
        value: input(seenSamples, { dtype: "float32", shape: raw.value.shape }),
        description: `${raw.description}, as the network sees them`,
      }
    : raw;
  const labels = labelInputs(task, "samples");
  const chosen = input("chosen", { dtype: "int32", shape: ["batch"] });
  const numbers = new Map(names.map((name) => [name, input(name, { dtype: "float32", shape: [] })]));
  const { noise, ...noisy } = givenNoise();
  const progress = progressInput([]);
  const carried = carriedInputs(layout);
  const losses = carried.get(lossesName) as Value;
  const { loss, next } = trainingStep(task, optimizer, layout, [...carried.values()].slice(0, -1), {
    samples: gather(samples.value, chosen),
    areSeen: sees,
    ...(labels[0] === undefined ? {} : { labels: gather(labels[0].value, chosen) }),
    noise,
    progress: progress.ask,
    numbers: Object.fromEntries(numbers),
  });
  // What is left out stays as it is: statistics that no layer moves.
  const outputs = layout.carried.flatMap(({ name }, index): readonly ProgramOutput[] => {
    const value = next[index] as Value;
    return value === carried.get(name)
      ? []
      : [{ name: updated(name), value, description: `${name} after the step` }];
  });
  const last = concat([slice(losses, 0, 1, keptLosses), reshape(loss, [1])], 0);
  return {
    step: {
      name: "step",
      description: `One step of training the ${task.title}. Objective: ${task.objective}.`,
      inputs: [
        samples,
        ...labels,
        { value: chosen, description: "the numbers of the samples of the step" },
        ...described(numbers),
        ...noisy.inputs(),
        ...progress.inputs(),
        ...described(carried),
      ],
      outputs: [
        ...outputs,
        { name: updated(lossesName), value: last, description: "the objective in the last steps" },
      ],
    },
    noise: noisy.requests(),
    usesProgress: progress.inputs().length > 0,
  };
}

function finishing({ title }: Task, layout: StateLayout): Program {
  const carried = carriedInputs(layout);
  const losses = carried.get(lossesName) as Value;
  return {
    name: "finish",
    description: `What steps of training the ${title} have carried, by parameters.`,
    inputs: described(carried),
    outputs: [
      ...layout.results([...carried.values()].slice(0, -1)),
      { name: "loss", value: losses, description: "the objective in the last steps" },
    ],
  };
}

/** What is carried, the losses last. */
function carriedInputs({ carried }: StateLayout): ReadonlyMap<string, Value> {
  return tensorInputs([...carried, { name: lossesName, shape: [keptLosses] }]);
}

function described(inputs: ReadonlyMap<string, Value>): readonly ProgramInput[] {
  return Array.from(inputs, ([name, value]) => ({ value, description: name }));
}
