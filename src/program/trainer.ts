import { gradients } from "../graph/differentiate.ts";
import type { Program, ProgramOutput } from "../graph/onnx/serialise.ts";
import { add, divide, multiply } from "../graph/operators/arithmetic.ts";
import { gather, range } from "../graph/operators/indexing.ts";
import { loop } from "../graph/operators/loop.ts";
import { cast } from "../graph/operators/selection.ts";
import { reshape, shapeOf } from "../graph/operators/shaping.ts";
import { slice } from "../graph/operators/slicing.ts";
import { input, inputLabel, scalar } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { decodeToLogits, encode, type Model } from "../model/model.ts";
import { type AdamOptions, type AdamState, adamSchedule, adamStep } from "./adam.ts";
import { type LossName, reconstructionLosses } from "./losses.ts";
import { scalePixels } from "./pixels.ts";
import { stack, type TrainedTensor, trainedTensors, unstack } from "./stacking.ts";

/** Names of a parameter's tensors among the inputs of the trainer; outputs have {@link updated} before them. */
export const firstMomentName = (parameter: string): string => `${parameter}.first_moment`;
export const secondMomentName = (parameter: string): string => `${parameter}.second_moment`;
export const updated = (name: string): string => `updated.${name}`;

/** Every tensor that the trainer carries from chunk to chunk, in order. */
export function stateNames(parameter: string): readonly [string, string, string] {
  return [parameter, firstMomentName(parameter), secondMomentName(parameter)];
}

/**
 * The training program: a loop over the steps of a chunk, each of which gathers a batch, computes the loss and its
 * gradients and lets Adam update the parameters.
 *
 * Inputs: `images` uint8 `[images, imageSize]`, `order` int32 `[steps, batch]` (the images of each step), `step` int64
 * (steps taken before), `learning_rate` float32 `[steps]`, and for every parameter its value and both moments. Outputs:
 * the same three of every parameter after the chunk, as `updated.NAME`, and `loss` float32 `[steps]`.
 */
export function trainerProgram(model: Model, loss: LossName, adam: AdamOptions): Program {
  const images = input("images", { dtype: "uint8", shape: ["images", model.imageSize] });
  const order = input("order", { dtype: "int32", shape: ["steps", "batch"] });
  const step = input("step", { dtype: "int64", shape: [] });
  const learningRate = input("learning_rate", { dtype: "float32", shape: ["steps"] });
  const tensors = trainedTensors(model);
  const states = tensors.map((tensor) => ({ tensor, inputs: stateInputs(tensor) }));

  const steps = dimension(order, 0);
  const batchSize = cast(dimension(order, 1), "float32");
  const scale = divide(scalar(1), multiply(batchSize, model.imageSize));
  const one = scalar(1, "int64");
  const first = add(step, one);
  const stepNumbers = cast(range(first, add(first, steps), one, "steps"), "float64");
  const schedule = adamSchedule(stepNumbers, learningRate, adam);

  const initial = states.flatMap(({ tensor, inputs }) => inputs.map((values) => stack(tensor, values)));
  const result = loop(steps, "steps", initial, (iteration, carried) => {
    const batch = scalePixels(gather(images, gather(order, iteration)));
    const before = tensors.map((_, index) => adamStateOf(carried, index));
    const weights = before.map(({ parameter }) => parameter);
    const values = new Map(
      tensors.flatMap((tensor, index) => {
        const parts = unstack(tensor, weights[index] as Value);
        return tensor.parameters.map(({ name }, part) => [name, parts[part] as Value] as const);
      }),
    );
    const logits = decodeToLogits(model, values, encode(model, values, batch));
    const sum = reconstructionLosses[loss].sum(logits, batch);
    const weightGradients = gradients(sum, weights);
    const now = {
      stepSize: gather(schedule.stepSize, iteration),
      epsilon: gather(schedule.epsilon, iteration),
    };
    const next = before.flatMap((state, index) => {
      const after = adamStep(state, weightGradients[index] as Value, scale, now, adam);
      return [after.parameter, after.firstMoment, after.secondMoment];
    });
    return { next, stacked: [multiply(sum, scale)] };
  });

  const outputs = tensors.flatMap((tensor, index) => {
    const { parameter, firstMoment, secondMoment } = adamStateOf(result.carried, index);
    const parts = [parameter, firstMoment, secondMoment].map((value) => unstack(tensor, value));
    return tensor.parameters.flatMap(({ name }, part) =>
      stateNames(name).map(
        (stateName, kind): ProgramOutput => ({
          name: updated(stateName),
          value: parts[kind]?.[part] as Value,
          description: `${stateName} after the last step`,
        }),
      ),
    );
  });
  const stateInputsOfAll = states.flatMap(({ inputs }) => inputs.flat());
  return {
    name: "trainer",
    description:
      `Trains the ${model.name} autoencoder for a chunk of steps. Objective: ${reconstructionLosses[loss].objective}. ` +
      "Start with moments of zeros and step 0; feed every updated.NAME back as NAME for the next chunk, with step " +
      "increased by the steps done.",
    inputs: [
      { value: images, description: "all training images, bytes 0 to 255, row-major" },
      { value: order, description: "the numbers of the images of each step" },
      { value: step, description: "how many steps were taken before this chunk" },
      { value: learningRate, description: "Adam's learning rate in each step" },
      ...stateInputsOfAll.map((value) => ({
        value,
        description: `${inputLabel(value)} before the first step`,
      })),
    ],
    outputs: [
      ...outputs,
      {
        name: "loss",
        value: result.stacked[0] as Value,
        description: "the objective on the batch of each step, before its update",
      },
    ],
    metadata: { objective: reconstructionLosses[loss].objective, ...adamMetadata(adam) },
  };
}

/** The inputs for a trained tensor: of each of its parameters the value, the first and the second moment. */
function stateInputs({ parameters }: TrainedTensor): readonly (readonly Value[])[] {
  return [0, 1, 2].map((kind) =>
    parameters.map(({ name, shape }) => input(stateNames(name)[kind] as string, { dtype: "float32", shape })),
  );
}

function adamStateOf(carried: readonly Value[], index: number): AdamState {
  const [parameter, firstMoment, secondMoment] = carried.slice(3 * index, 3 * index + 3);
  return { parameter, firstMoment, secondMoment } as AdamState;
}

/** The size of one axis when the program runs: int64 scalar. */
function dimension(x: Value, axis: number): Value {
  return reshape(slice(shapeOf(x), 0, axis, axis + 1), []);
}

function adamMetadata(adam: AdamOptions): Record<string, string> {
  return Object.fromEntries(Object.entries(adam).map(([key, value]) => [`adam.${key}`, String(value)]));
}
