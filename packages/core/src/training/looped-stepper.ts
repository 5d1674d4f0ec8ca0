import { toOnnx } from "../graph/onnx/serialise.ts";
import type { OptimizerOptions } from "../program/optimizers/optimizers.ts";
import type { Task } from "../program/task.ts";
import { taskTrainer } from "../program/trainer.ts";
import { stateTensors, updated } from "../program/trainer-state.ts";
import {
  float32,
  float32Result,
  int32,
  int64Scalar,
  type Runtime,
  type Tensors,
} from "../runtime/runtime.ts";
import type { Stepper } from "./stepper.ts";

/** Steps in one run of the training program, whose loop they are. */
export async function loopedStepper(
  runtime: Runtime,
  task: Task,
  optimizer: OptimizerOptions,
  data: Tensors,
  precision: "float64" | "float32",
): Promise<Stepper> {
  const program = taskTrainer(task, optimizer, precision);
  const trainer = await runtime.load(toOnnx(program), data);
  const carried = stateTensors(task.network, optimizer);
  return {
    take: async ({ tensors, order, batchSize, step, learningRates, progress, words }) => {
      const results = await trainer.run({
        ...Object.fromEntries(
          carried.map(({ name, shape }) => [name, float32(tensors.get(name) as Float32Array, shape)]),
        ),
        order: int32(order, [learningRates.length, batchSize]),
        step: int64Scalar(step),
        learning_rate: float32(learningRates),
        ...words(program.noise),
        ...(program.usesProgress ? { progress: float32(progress) } : {}),
      });
      return {
        tensors: new Map(carried.map(({ name }) => [name, float32Result(results, updated(name))])),
        losses: float32Result(results, "loss"),
      };
    },
    release: () => trainer.release(),
  };
}
