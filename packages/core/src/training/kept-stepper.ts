import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import { type Program, toOnnx } from "../graph/onnx/serialise.ts";
import type { OptimizerOptions } from "../program/optimizers/optimizers.ts";
import { keptLosses, seenSamples, stepwiseTrainer } from "../program/stepwise-trainer.ts";
import type { Task } from "../program/task.ts";
import { stateTensors, updated } from "../program/trainer-state.ts";
import type { Releasable } from "../runtime/releasable.ts";
import {
  float32,
  float32Result,
  int32,
  int64Scalar,
  type KeepingDevice,
  type KeptTensors,
  type Tensor,
  type Tensors,
} from "../runtime/runtime.ts";
import type { Stepper } from "./stepper.ts";

/** Steps in a run each, which leave what they carry on the device. */
export async function keptStepper(
  device: KeepingDevice,
  task: Task,
  optimizer: OptimizerOptions,
  data: Tensors,
  precision: "float64" | "float32",
): Promise<Stepper> {
  const { samples, others } = partData(task, data);
  const sees = samples.dtype === "uint8" && 4 * samples.data.length <= device.largestTensor;
  const trainer = stepwiseTrainer(task, optimizer, precision, sees);
  const { see, noise, numbers, carried, usesProgress } = trainer;
  const given = { [samplesName(task)]: samples };
  const seen = see !== undefined && sees ? await seenOnce(device, see, given) : undefined;
  const begin = await device.load(toOnnx(trainer.begin), carried);
  const changed = trainer.step.outputs.map(({ name }) => name);
  const step = await device.load(toOnnx(trainer.step), changed, { ...(sees ? {} : given), ...others });
  const finish = await device.load(toOnnx(trainer.finish), []);
  const state = stateTensors(task.network, optimizer);

  return {
    most: keptLosses,
    take: async (steps) => {
      const begun = await begin.run(
        {
          ...Object.fromEntries(
            state.map(({ name, shape }) => [name, float32(steps.tensors.get(name) as Float32Array, shape)]),
          ),
          step: int64Scalar(steps.step),
          learning_rate: float32(steps.learningRates),
        },
        {},
      );
      const words = steps.words(noise);
      let now = begun.kept;
      try {
        for (let index = 0; index < steps.learningRates.length; index++) {
          const { batchSize, order, progress } = steps;
          const next = await step.run(
            {
              chosen: int32(order.subarray(index * batchSize, (index + 1) * batchSize)),
              ...Object.fromEntries(
                numbers.map((name) => [name, scalarOf(float32Result(begun.results, name), index)]),
              ),
              ...rowsOf(words, index),
              ...(usesProgress ? { progress: scalarOf(progress, index) } : {}),
            },
            { ...now, ...seen?.kept },
          );
          now = withChanges(now, next.kept);
        }
        const { results } = await finish.run({}, now);
        return {
          tensors: new Map(state.map(({ name }) => [name, float32Result(results, updated(name))])),
          losses: float32Result(results, "loss").slice(-steps.learningRates.length),
        };
      } finally {
        releaseAll(now);
      }
    },
    release: async () => {
      await Promise.all([seen, begin, step, finish].map((program) => program?.release()));
    },
  };
}

function samplesName({ network }: Task): string {
  return kindOfSamples(network.sampleShape).plural;
}

/** The samples, and what is given beside them. */
function partData(task: Task, data: Tensors): { readonly samples: Tensor; readonly others: Tensors } {
  const { [samplesName(task)]: samples, ...others } = data;
  return { samples: samples as Tensor, others };
}

/** All samples as the network sees them, on the device: their memory is that of the program, which is to be released after them. */
async function seenOnce(
  device: KeepingDevice,
  see: Program,
  samples: Tensors,
): Promise<Releasable & { readonly kept: KeptTensors }> {
  const program = await device.load(toOnnx(see), [seenSamples]);
  const { kept } = await program.run(samples, {});
  return {
    kept,
    release: async () => {
      releaseAll(kept);
      await program.release();
    },
  };
}

/** What is carried after a step; what it has changed of that before is released. */
function withChanges(before: KeptTensors, changes: KeptTensors): KeptTensors {
  return Object.fromEntries(
    Object.entries(before).map(([name, old]) => {
      const next = changes[updated(name)];
      if (next === undefined) return [name, old];
      old.release();
      return [name, next];
    }),
  );
}

function releaseAll(kept: KeptTensors): void {
  for (const tensor of Object.values(kept)) tensor.release();
}

function scalarOf(values: Float32Array, index: number): Tensor {
  return float32(values.slice(index, index + 1), []);
}

/** The words of one step. */
function rowsOf(words: Tensors, index: number): Tensors {
  return Object.fromEntries(
    Object.entries(words).map(([name, { data, shape }]) => {
      const width = shape[1] as number;
      return [name, int32((data as Int32Array).subarray(index * width, (index + 1) * width))];
    }),
  );
}
