import { z } from "zod";
import { checkArgument } from "../arguments.ts";
import { gradients } from "../graph/differentiate.ts";
import type { Program, ProgramOutput } from "../graph/onnx/serialise.ts";
import { add } from "../graph/operators/arithmetic.ts";
import { gather, range } from "../graph/operators/indexing.ts";
import { loop } from "../graph/operators/loop.ts";
import { cast } from "../graph/operators/selection.ts";
import { sizeOf } from "../graph/operators/slicing.ts";
import { input, scalar } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { type Model, modelParameters, requireModel } from "../model/model.ts";
import type { Parameter } from "../model/parameter.ts";
import {
  type AdamOptions,
  type AdamState,
  adamSchedule,
  adamSchema,
  adamStep,
  clipGradients,
} from "./adam.ts";
import { type GivenNoise, givenNoiseOfSteps, type NoiseInput } from "./noise-inputs.ts";
import { describeObjective, type Objective, objectiveValues, requireObjective } from "./objective.ts";
import { scalePixels } from "./pixels.ts";
import { stack, trainedTensors, unstack } from "./stacking.ts";

/** Outputs have {@link updated} before the names of the inputs that they follow. */
export const updated = (name: string): string => `updated.${name}`;

/** A parameter that gradients move, and both its moments, by their names among the trainer's inputs. */
function momentNames(parameter: string): readonly [string, string, string] {
  return [parameter, `${parameter}.first_moment`, `${parameter}.second_moment`];
}

/** A tensor that training carries from step to step. */
export interface StateTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** The parameter that it is, or whose moment it is. */
  readonly parameter: Parameter;
  readonly isMoment: boolean;
}

/** Every tensor that training carries, in order: parameters, each with its moments where gradients move it. */
export function stateTensors(model: Model): readonly StateTensor[] {
  return modelParameters(model).flatMap((parameter): readonly StateTensor[] => {
    const { name, shape, trainable } = parameter;
    if (!trainable) return [{ name, shape, parameter, isMoment: false }];
    return momentNames(name).map((tensor, index) => ({
      name: tensor,
      shape,
      parameter,
      isMoment: index > 0,
    }));
  });
}

/** A training program and the random words that it wants for each step. */
export interface TrainerProgram extends Program {
  readonly noise: readonly NoiseInput[];
  /** Whether it has the input `progress`. */
  readonly wantsProgress: boolean;
}

/**
 * The training program: a loop over the steps of a chunk, each of which gathers a batch, computes the objective and its
 * gradients and lets Adam update the parameters.
 *
 * Inputs: `images` uint8 `[images, imageSize]`, `order` int32 `[steps, batch]` (the images of each step), `step` int64
 * (steps taken before), `learning_rate` float32 `[steps]`, for every parameter its value and both moments, and where
 * the model or the objective is random, `noise.SOURCE` int32 `[steps, count]`; where a layer changes in the course of
 * training, `progress` float32 `[steps]` (the share of all steps that were taken before each). Outputs: the same parameters
 * and moments after the chunk, as `updated.NAME`, and `loss` float32 `[steps]`.
 * @param precision in which Adam's corrections of the learning rate are computed, once a chunk
 * @throws UsageError on what is no model, and on objectives and options that do not go with it
 */
export function trainerProgram(
  model: Model,
  objective: Objective,
  adam: AdamOptions,
  precision: "float64" | "float32" = "float64",
): TrainerProgram {
  requireModel(model, "trainerProgram");
  requireObjective(model, objective, "trainerProgram", "objective");
  checkArgument(adamSchema, adam, "trainerProgram", "adam");
  checkArgument(z.enum(["float64", "float32"]), precision, "trainerProgram", "precision");
  const images = input("images", { dtype: "uint8", shape: ["images", model.imageSize] });
  const order = input("order", { dtype: "int32", shape: ["steps", "batch"] });
  const step = input("step", { dtype: "int64", shape: [] });
  const learningRate = input("learning_rate", { dtype: "float32", shape: ["steps"] });
  const trained = trainedTensors(model);
  const statistics = modelParameters(model).filter(({ trainable }) => !trainable);
  const stateInputs = new Map(
    stateTensors(model).map(({ name, shape }) => [name, input(name, { dtype: "float32", shape })]),
  );
  const stateInput = (name: string): Value => stateInputs.get(name) as Value;

  const steps = sizeOf(order, 0);
  const one = scalar(1, "int64");
  const first = add(step, one);
  const stepNumbers = cast(range(first, add(first, steps), one, "steps"), precision);
  const schedule = adamSchedule(stepNumbers, learningRate, adam);

  const initial = [
    ...trained.flatMap((tensor) =>
      [0, 1, 2].map((kind) =>
        stack(
          tensor,
          tensor.parameters.map(({ name }) => stateInput(momentNames(name)[kind] as string)),
        ),
      ),
    ),
    ...statistics.map(({ name }) => stateInput(name)),
  ];
  let given: GivenNoise | undefined;
  let progress: Value | undefined;
  const result = loop(steps, "steps", initial, (iteration, carried) => {
    const noise = givenNoiseOfSteps(iteration);
    given = noise;
    const batch = scalePixels(gather(images, gather(order, iteration)));
    const before = trained.map((_, index) => adamStateOf(carried, index));
    const weights = before.map(({ parameter }) => parameter);
    const statisticsBefore = carried.slice(3 * trained.length);
    const values = new Map([
      ...trained.flatMap((tensor, index) => {
        const parts = unstack(tensor, weights[index] as Value);
        return tensor.parameters.map(({ name }, part) => [name, parts[part] as Value] as const);
      }),
      ...statistics.map(({ name }, index) => [name, statisticsBefore[index] as Value] as const),
    ]);
    const updates = new Map<Parameter, Value>();
    const { objective: value } = objectiveValues(model, objective, values, batch, noise.noise, {
      noise: noise.noise,
      update: (statistic, next) => updates.set(statistic, next),
      progress: () => {
        progress ??= input("progress", { dtype: "float32", shape: ["steps"] });
        return gather(progress, iteration);
      },
    });
    const weightGradients = gradients(value, weights);
    const now = {
      stepSize: gather(schedule.stepSize, iteration),
      epsilon: gather(schedule.epsilon, iteration),
      decay: gather(schedule.decay, iteration),
    };
    const clipped =
      adam.clipNorm === undefined ? weightGradients : clipGradients(weightGradients, adam.clipNorm);
    const next = before.flatMap((state, index) => {
      const after = adamStep(state, clipped[index] as Value, now, adam);
      return [after.parameter, after.firstMoment, after.secondMoment];
    });
    const nextStatistics = statistics.map(
      (statistic, index) => updates.get(statistic) ?? (statisticsBefore[index] as Value),
    );
    return { next: [...next, ...nextStatistics], stacked: [value] };
  });

  const results = new Map([
    ...trained.flatMap((tensor, index) => {
      const { parameter, firstMoment, secondMoment } = adamStateOf(result.carried, index);
      const parts = [parameter, firstMoment, secondMoment].map((value) => unstack(tensor, value));
      return tensor.parameters.flatMap(({ name }, part) =>
        momentNames(name).map((tensorName, kind) => [tensorName, parts[kind]?.[part] as Value] as const),
      );
    }),
    ...statistics.map(
      ({ name }, index) => [name, result.carried[3 * trained.length + index] as Value] as const,
    ),
  ]);
  const words = describeObjective(model, objective);
  return {
    name: "trainer",
    description:
      `Trains the ${model.name} autoencoder for a chunk of steps. Objective: ${words}. ` +
      "Start with moments of zeros and step 0; feed every updated.NAME back as NAME for the next chunk, with step " +
      "increased by the steps done.",
    inputs: [
      { value: images, description: "all training images, bytes 0 to 255, row-major" },
      { value: order, description: "the numbers of the images of each step" },
      { value: step, description: "how many steps were taken before this chunk" },
      { value: learningRate, description: "Adam's learning rate in each step" },
      ...[...stateInputs].map(([name, value]) => ({ value, description: `${name} before the first step` })),
      ...(given?.inputs() ?? []),
      ...(progress === undefined
        ? []
        : [{ value: progress, description: "the share of all steps that were taken before each, 0 to 1" }]),
    ],
    outputs: [
      ...[...results].map(
        ([name, value]): ProgramOutput => ({
          name: updated(name),
          value,
          description: `${name} after the last step`,
        }),
      ),
      {
        name: "loss",
        value: result.stacked[0] as Value,
        description: "the objective on the batch of each step, before its update",
      },
    ],
    metadata: { objective: words, ...adamMetadata(adam) },
    noise: given?.wanted() ?? [],
    wantsProgress: progress !== undefined,
  };
}

function adamStateOf(carried: readonly Value[], index: number): AdamState {
  const [parameter, firstMoment, secondMoment] = carried.slice(3 * index, 3 * index + 3);
  return { parameter, firstMoment, secondMoment } as AdamState;
}

function adamMetadata(adam: AdamOptions): Record<string, string> {
  return Object.fromEntries(Object.entries(adam).map(([key, value]) => [`adam.${key}`, String(value)]));
}
