import type { Program } from "../../graph/onnx/serialise.ts";
import { multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { matMul } from "../../graph/operators/product.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { input } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { scalePixels } from "../../program/samples.ts";

const bytesOfPixels = "images, bytes 0 to 255, row-major";

/** Bytes `[images, size]` with the mean pixels `[size]`, and what is left of the images without it. */
function centredImages(size: number): {
  readonly inputs: Program["inputs"];
  readonly mean: Value;
  readonly centred: Value;
} {
  const images = input("images", { dtype: "uint8", shape: ["batch", size] });
  const mean = input("mean", { dtype: "float32", shape: [size] });
  return {
    inputs: [
      { value: images, description: bytesOfPixels },
      { value: mean, description: "mean pixels, in [0, 1]" },
    ],
    mean,
    centred: subtract(scalePixels(images), mean),
  };
}

/** The sum over a batch of the outer products of images less the mean: `products` `[size, size]`. */
export function covarianceProgram(size: number): Program {
  const { inputs, centred } = centredImages(size);
  return {
    name: "covariance",
    description: "Outer products of images less their mean.",
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
export function covarianceTimesProgram(size: number, count: number): Program {
  const { inputs, centred } = centredImages(size);
  const columns = input("columns", { dtype: "float32", shape: [size, count] });
  return {
    name: "covariance_times_columns",
    description: "Outer products of images less their mean, times columns.",
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

/** Inner products of images less the mean with others: `products` `[images, others]`. */
export function innerProductsProgram(size: number): Program {
  const { inputs, mean, centred } = centredImages(size);
  const others = input("others", { dtype: "uint8", shape: ["others", size] });
  return {
    name: "inner_products",
    description: "Inner products of images less their mean.",
    inputs: [...inputs, { value: others, description: bytesOfPixels }],
    outputs: [
      {
        name: "products",
        value: matMul(centred, subtract(scalePixels(others), mean), { transposeB: true }),
        description: "of every image with every other",
      },
    ],
  };
}

/** Sums of images less the mean, weighted by `weights` `[batch, count]`: `sums` `[count, size]`. */
export function weightedSumsProgram(size: number, count: number): Program {
  const { inputs, centred } = centredImages(size);
  const weights = input("weights", { dtype: "float32", shape: ["batch", count] });
  return {
    name: "weighted_sums",
    description: "Weighted sums of images less their mean.",
    inputs: [...inputs, { value: weights, description: "a row an image" }],
    outputs: [
      {
        name: "sums",
        value: matMul(weights, centred, { transposeA: true }),
        description: "summed over the batch",
      },
    ],
  };
}

/** Images projected on components `[count, size]`: their `coordinates` there `[images, count]`, and `sse`, one an image. */
export function projectionProgram(size: number, count: number): Program {
  const { inputs, centred } = centredImages(size);
  const components = input("components", { dtype: "float32", shape: [count, size] });
  const coordinates = matMul(centred, components, { transposeB: true });
  const difference = subtract(centred, matMul(coordinates, components));
  return {
    name: "projection",
    description: "Images projected on principal components, and their squared errors.",
    inputs: [...inputs, { value: components, description: "orthonormal, a row each" }],
    outputs: [
      {
        name: "sse",
        value: reduceSum(multiply(difference, difference), [1]),
        description: "squared error, summed over the pixels of the image",
      },
      { name: "coordinates", value: coordinates, description: "along each component" },
    ],
  };
}
