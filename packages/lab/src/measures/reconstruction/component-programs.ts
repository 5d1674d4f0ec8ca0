import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { type SampleShape, sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { Program } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { multiply, subtract } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { matMul } from "hourglass-core/internal/graph/operators/product.ts";
import { reduceSum } from "hourglass-core/internal/graph/operators/shaping.ts";
import { input } from "hourglass-core/internal/graph/operators/source.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { scalePixels } from "hourglass-core/internal/program/samples.ts";
import { float32, type Tensor, uint8 } from "hourglass-core/internal/runtime/runtime.ts";

/** Samples as the programs take them, `[count, size]`. */
export function rawTensor(set: Samples): Tensor {
  const values = valuesOf(set);
  const shape = [set.count, sampleSize(shapeOf(set))];
  return values instanceof Uint8Array ? uint8(values, shape) : float32(values, shape);
}

type Input = Program["inputs"][number];

/** Samples as sets of raw values have them (bytes, or standardised numbers), and as a model sees them. */
function rawInput(
  shape: SampleShape,
  name: string,
  count: string,
): { readonly given: Input; readonly seen: Value } {
  const { plural, dtype } = kindOfSamples(shape);
  const value = input(name, { dtype, shape: [count, sampleSize(shape)] });
  const what = dtype === "uint8" ? "bytes 0 to 255" : "standardised";
  return {
    given: { value, description: `${plural}, ${what}, row-major` },
    seen: dtype === "uint8" ? scalePixels(value) : value,
  };
}

/** Samples `[batch, size]` with their mean `[size]`, and what is left of them without it. */
function centredSamples(shape: SampleShape): {
  readonly inputs: Program["inputs"];
  readonly mean: Value;
  readonly centred: Value;
} {
  const { given, seen } = rawInput(shape, "samples", "batch");
  const mean = input("mean", { dtype: "float32", shape: [sampleSize(shape)] });
  return {
    inputs: [given, { value: mean, description: "mean of every value, as a model sees them" }],
    mean,
    centred: subtract(seen, mean),
  };
}

/** The sum over a batch of the outer products of samples less the mean: `products` `[size, size]`. */
export function covarianceProgram(shape: SampleShape): Program {
  const { inputs, centred } = centredSamples(shape);
  return {
    name: "covariance",
    description: "Outer products of samples less their mean.",
    inputs,
    outputs: [
      {
        name: "products",
        value: matMul(centred, centred, { transposeA: true }),
        description: "summed over the batch",
      },
    ],
  };
}

/** The same times `columns` `[size, count]`, without forming it: `products` `[size, count]`. */
export function covarianceTimesProgram(shape: SampleShape, count: number): Program {
  const { inputs, centred } = centredSamples(shape);
  const columns = input("columns", { dtype: "float32", shape: [sampleSize(shape), count] });
  return {
    name: "covariance_times_columns",
    description: "Outer products of samples less their mean, times columns.",
    inputs: [...inputs, { value: columns, description: "what they are multiplied with" }],
    outputs: [
      {
        name: "products",
        value: matMul(centred, matMul(centred, columns), { transposeA: true }),
        description: "summed over the batch",
      },
    ],
  };
}

/** Inner products of samples less the mean with others: `products` `[images, others]`. */
export function innerProductsProgram(shape: SampleShape): Program {
  const { inputs, mean, centred } = centredSamples(shape);
  const others = rawInput(shape, "others", "others");
  return {
    name: "inner_products",
    description: "Inner products of samples less their mean.",
    inputs: [...inputs, others.given],
    outputs: [
      {
        name: "products",
        value: matMul(centred, subtract(others.seen, mean), { transposeB: true }),
        description: "of every sample with every other",
      },
    ],
  };
}

/** Sums of samples less the mean, weighted by `weights` `[batch, count]`: `sums` `[count, size]`. */
export function weightedSumsProgram(shape: SampleShape, count: number): Program {
  const { inputs, centred } = centredSamples(shape);
  const weights = input("weights", { dtype: "float32", shape: ["batch", count] });
  return {
    name: "weighted_sums",
    description: "Weighted sums of samples less their mean.",
    inputs: [...inputs, { value: weights, description: "a row a sample" }],
    outputs: [
      {
        name: "sums",
        value: matMul(weights, centred, { transposeA: true }),
        description: "summed over the batch",
      },
    ],
  };
}

/** Samples projected on components `[count, size]`: their `coordinates` there `[batch, count]`, and `sse`, one a sample. */
export function projectionProgram(shape: SampleShape, count: number): Program {
  const { inputs, centred } = centredSamples(shape);
  const components = input("components", { dtype: "float32", shape: [count, sampleSize(shape)] });
  const coordinates = matMul(centred, components, { transposeB: true });
  const difference = subtract(centred, matMul(coordinates, components));
  return {
    name: "projection",
    description: "Samples projected on principal components, and their squared errors.",
    inputs: [...inputs, { value: components, description: "orthonormal, a row each" }],
    outputs: [
      {
        name: "sse",
        value: reduceSum(multiply(difference, difference), [1]),
        description: "squared error, summed over the values of the sample",
      },
      { name: "coordinates", value: coordinates, description: "along each component" },
    ],
  };
}
