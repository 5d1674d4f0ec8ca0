import { gradients } from "hourglass-core/internal/graph/differentiate.ts";
import { type Program, toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { add, multiply, negate, subtract } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { withGradient } from "hourglass-core/internal/graph/operators/custom-gradient.ts";
import { exp } from "hourglass-core/internal/graph/operators/functions.ts";
import { logSoftmax } from "hourglass-core/internal/graph/operators/log-softmax.ts";
import { matMul } from "hourglass-core/internal/graph/operators/product.ts";
import { cast } from "hourglass-core/internal/graph/operators/selection.ts";
import { reduceSum, transpose } from "hourglass-core/internal/graph/operators/shaping.ts";
import { input } from "hourglass-core/internal/graph/operators/source.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import {
  float32,
  float32Result,
  type Runtime,
  type Tensor,
  type Tensors,
} from "hourglass-core/internal/runtime/runtime.ts";
import type { Matrix } from "../matrix.ts";
import { type LbfgsOptions, type Minimum, minimise } from "./lbfgs.ts";

/** What multinomial logistic regression learns. */
export interface LogisticWeights {
  /** `[columns, classes]`, row-major. */
  readonly kernel: Float64Array;
  /** `[classes]` */
  readonly bias: Float64Array;
}

export interface LogisticFit extends LogisticWeights, Pick<Minimum, "iterations" | "converged"> {}

/** Multinomial logistic regression on given rows, to be fitted under one strength of the penalty after the other. */
export interface LogisticRegression {
  /**
   * The weights that minimise |kernel|^2 / 2 + C (sum of the cross-entropies of the rows, in nats): the objective of
   * scikit-learn's `LogisticRegression`, whose bias is not penalised either. `tolerance` is about its mean: divided by
   * C and the number of rows, which moves no minimum.
   * @param start from where, such as the weights under a similar C; from 0 unless given
   */
  fit(C: number, options: LbfgsOptions, start?: LogisticWeights): Promise<LogisticFit>;
  release(): Promise<void>;
}

/**
 * The sum of the cross-entropies of rows, from logits and targets `[rows, classes]`: a float64 scalar. Its gradient is
 * softmax(z) - t, written by hand: the derived one takes twice the time.
 */
function crossEntropySum(logits: Value, targets: Value): Value {
  const likelihoods = logSoftmax(logits);
  const ofRows = reduceSum(multiply(targets, likelihoods), [1]);
  // In float64: a line search compares losses whose difference float32 does not show.
  const sum = negate(reduceSum(cast(ofRows, "float64")));
  return withGradient(sum, [logits], (gradient) => [
    multiply(subtract(exp(likelihoods), targets), cast(gradient, "float32")),
  ]);
}

/**
 * Logits `[rows, classes]` whose gradient for the kernel is computed from the transposed rows: a product over as many rows,
 * with as few classes, takes ONNX Runtime three times as long from the rows as they are (73 against 24 ms for 50,000 x 784
 * on one thread).
 */
function logitsOf(x: Value, transposed: Value, kernel: Value, bias: Value): Value {
  return withGradient(matMul(x, kernel, { bias }), [kernel, bias], (gradient) => [
    matMul(transposed, gradient),
    reduceSum(gradient, [0]),
  ]);
}

/** `x` `[rows, columns]` to `transposed` `[columns, rows]`. */
function transposeProgram(columns: number): Program {
  const x = input("x", { dtype: "float32", shape: ["rows", columns] });
  return {
    name: "transpose",
    description: "A matrix, transposed.",
    inputs: [{ value: x, description: "a row an example" }],
    outputs: [{ name: "transposed", value: transpose(x, [1, 0]), description: "a column an example" }],
  };
}

/**
 * Loss and gradients in one run: `x` `[rows, columns]`, the same transposed, `targets` `[rows, classes]` (1 at the class, else 0), kernel,
 * bias and the weight of the penalty to `loss` (a float64 scalar), `kernel_gradient` and `bias_gradient`.
 */
function lossProgram(columns: number, classes: number): Program {
  const x = input("x", { dtype: "float32", shape: ["rows", columns] });
  const transposed = input("transposed", { dtype: "float32", shape: [columns, "rows"] });
  const targets = input("targets", { dtype: "float32", shape: ["rows", classes] });
  const kernel = input("kernel", { dtype: "float32", shape: [columns, classes] });
  const bias = input("bias", { dtype: "float32", shape: [classes] });
  const penalty = input("penalty", { dtype: "float32", shape: [] });
  const fit = crossEntropySum(logitsOf(x, transposed, kernel, bias), targets);
  const squares = reduceSum(multiply(kernel, kernel));
  const loss = add(fit, cast(multiply(squares, multiply(penalty, 0.5)), "float64"));
  const [kernelGradient, biasGradient] = gradients(loss, [kernel, bias]) as [Value, Value];
  return {
    name: "logistic_regression",
    description: "The loss of multinomial logistic regression, and its gradients.",
    inputs: [
      { value: x, description: "a row an example" },
      { value: transposed, description: "the same, a column an example" },
      { value: targets, description: "1 at the class of the example" },
      { value: kernel, description: "weights" },
      { value: bias, description: "a number a class" },
      { value: penalty, description: "of half the squared weights" },
    ],
    outputs: [
      { name: "loss", value: loss, description: "cross-entropy in nats, summed over the rows, and penalty" },
      { name: "kernel_gradient", value: kernelGradient, description: "its gradient for the weights" },
      { name: "bias_gradient", value: biasGradient, description: "its gradient for the bias" },
    ],
  };
}

async function transposeRows(runtime: Runtime, x: Tensor, columns: number): Promise<Float32Array> {
  const executable = await runtime.load(toOnnx(transposeProgram(columns)));
  try {
    return float32Result(await executable.run({ x }), "transposed");
  } finally {
    await executable.release();
  }
}

/** @param labels a class a row, below `classes` */
export async function createLogisticRegression(
  runtime: Runtime,
  { rows, columns, data }: Matrix,
  labels: Uint8Array,
  classes: number,
): Promise<LogisticRegression> {
  const executable = await runtime.load(toOnnx(lossProgram(columns, classes)));
  const targets = new Float32Array(rows * classes);
  labels.forEach((label, row) => {
    targets[row * classes + label] = 1;
  });
  const x = float32(data, [rows, columns]);
  const transposed = await transposeRows(runtime, x, columns);
  const given: Tensors = {
    x,
    transposed: float32(transposed, [columns, rows]),
    targets: float32(targets, [rows, classes]),
  };
  const split = columns * classes;
  return {
    fit: async (C, options, start) => {
      const point = new Float64Array(split + classes);
      if (start !== undefined) {
        point.set(start.kernel);
        point.set(start.bias, split);
      }
      const penalty = float32(Float32Array.of(1 / C), []);
      const found = await minimise(
        async (at) => {
          const results = await executable.run({
            ...given,
            kernel: float32(new Float32Array(at.subarray(0, split)), [columns, classes]),
            bias: float32(new Float32Array(at.subarray(split))),
            penalty,
          });
          const gradient = new Float64Array(at.length);
          gradient.set(float32Result(results, "kernel_gradient"));
          gradient.set(float32Result(results, "bias_gradient"), split);
          for (let entry = 0; entry < gradient.length; entry++) gradient[entry]! /= rows;
          return { value: Number(results["loss"]?.data[0]) / rows, gradient };
        },
        point,
        options,
      );
      return {
        kernel: found.point.subarray(0, split),
        bias: found.point.subarray(split),
        iterations: found.iterations,
        converged: found.converged,
      };
    },
    release: () => executable.release(),
  };
}
