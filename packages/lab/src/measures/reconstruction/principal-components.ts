import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf, sliceSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import { type Program, toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import {
  type Executable,
  float32,
  float32Result,
  type Runtime,
} from "hourglass-core/internal/runtime/runtime.ts";
import { Matrix as Numbers } from "ml-matrix";
import { createProgress, type ProgressHooks } from "../../evaluation/progress.ts";
import { valueSums } from "../../evaluation/value-sums.ts";
import { leadingEigenvectors, searchDirections } from "../leading-eigenvectors.ts";
import { columnMeans } from "../matrix.ts";
import type { MeasureSizes } from "../measure-sizes.ts";
import {
  covarianceProgram,
  covarianceTimesProgram,
  innerProductsProgram,
  rawTensor,
  weightedSumsProgram,
} from "./component-programs.ts";

/** The directions in which the raw values of a set vary most. */
export interface PrincipalComponents extends ValueStatistics {
  /** `[count, sampleSize]`, row-major: orthonormal, by falling variance; 0 from where nothing varies any more. */
  readonly components: Float64Array;
  /** The variance along each component, divided by the number of samples, as `numpy.var` has it. */
  readonly variances: readonly number[];
}

interface ValueStatistics {
  /** `[sampleSize]`, as models see samples: of images in [0, 1]. */
  readonly mean: Float64Array;
  /** Of all values together, divided by the number of samples. */
  readonly totalVariance: number;
}

/** How the raw values of a set vary together. */
export interface ValueSpread {
  /** @param count at most the size of a sample */
  components(count: number, hooks?: ProgressHooks): Promise<PrincipalComponents>;
}

/** Below, all products of values are formed, whatever the number of samples. */
const smallSample = 1_024;
/** Up to this size they are formed where there are more samples; their square takes 134 MB. */
const greatestCovariance = 4_096;
/** Up to as many samples have all products of samples with each other formed. */
const fewSamples = 1_024;

type Method = "covariance" | "inner products" | "passes";

/** The way that takes the least: all lead to the same components, but for rounding. */
function methodFor(samples: number, size: number): Method {
  if (size <= smallSample) return "covariance";
  if (samples < size && samples <= fewSamples) return "inner products";
  return size <= greatestCovariance ? "covariance" : "passes";
}

/**
 * How the raw values of a set vary.
 * @param set not empty, as models see it: of images their bytes
 */
export function spreadOfValues(
  runtime: Runtime,
  set: Samples,
  hooks: ProgressHooks = {},
): Promise<ValueSpread> {
  return spreadBy[methodFor(set.count, sampleSize(shapeOf(set)))](runtime, set, hooks);
}

/** About how many bytes {@link spreadOfValues} and as many components as a code has values take. */
export function componentsMemory({
  train,
  imageSize: size,
  latentSize,
}: Pick<MeasureSizes, "train" | "imageSize" | "latentSize">): number {
  const count = Math.min(latentSize, size);
  const held = {
    covariance: 28 * size ** 2,
    "inner products": 28 * train ** 2,
    passes: 32 * size * searchDirections(size, count),
  };
  return held[methodFor(train, size)] + 28 * count * size;
}

/** The ways to find components, each for other numbers of values and samples. */
export const spreadBy: Readonly<
  Record<Method, (runtime: Runtime, set: Samples, hooks?: ProgressHooks) => Promise<ValueSpread>>
> = {
  /** By the eigenvectors of the covariance of the values. */
  covariance: async (runtime, set, hooks = {}) => {
    const shape = shapeOf(set);
    const size = sampleSize(shape);
    const statistics = valueStatistics(set);
    const sums = await sumOverBatches(runtime, covarianceProgram(shape), "products", set, statistics, hooks);
    const covariance = Numbers.from1DArray(size, size, sums).div(set.count);
    return {
      components: async (count) => {
        const times = (columns: Numbers): Numbers => covariance.mmul(columns);
        const { values, vectors } = await leadingEigenvectors({ size, times }, count);
        return { ...statistics, components: Float64Array.from(vectors.flat()), variances: values };
      },
    };
  },

  /**
   * By the eigenvectors of the products of samples with each other, which have the same eigenvalues: the weights with which
   * samples sum up to components.
   */
  "inner products": async (runtime, set, hooks = {}) => {
    const shape = shapeOf(set);
    const size = sampleSize(shape);
    const statistics = valueStatistics(set);
    const products = await innerProducts(runtime, set, statistics, hooks);
    return {
      components: async (count, given = {}) => {
        const times = (columns: Numbers): Numbers => products.mmul(columns);
        const found = await leadingEigenvectors({ size: set.count, times }, Math.min(count, set.count));
        const kept = found.vectors.length;
        const weights = Numbers.checkMatrix(found.vectors.map((vector) => [...vector])).transpose();
        const sums = await sumOverBatches(
          runtime,
          weightedSumsProgram(shape, kept),
          "sums",
          set,
          statistics,
          given,
          (start, end) => ({
            weights: float32(Float32Array.from(weights.subMatrix(start, end - 1, 0, kept - 1).to1DArray()), [
              end - start,
              kept,
            ]),
          }),
        );
        return { ...statistics, ...ofLengthOne(sums, size, count, found.values) };
      },
    };
  },

  /** By passes over the samples, which multiply their covariance without forming it. */
  passes: async (runtime, set) => {
    const shape = shapeOf(set);
    const size = sampleSize(shape);
    const statistics = valueStatistics(set);
    return {
      components: async (count, { signal } = {}) => {
        const program = covarianceTimesProgram(shape, searchDirections(size, count));
        const times = async (columns: Numbers): Promise<Numbers> => {
          const given = {
            columns: float32(Float32Array.from(columns.to1DArray()), [size, columns.columns]),
          };
          const hooks = signal === undefined ? {} : { signal };
          const sums = await sumOverBatches(
            runtime,
            program,
            "products",
            set,
            statistics,
            hooks,
            () => given,
          );
          return Numbers.from1DArray(size, columns.columns, sums).div(set.count);
        };
        const { values, vectors } = await leadingEigenvectors({ size, times }, count);
        return { ...statistics, components: Float64Array.from(vectors.flat()), variances: values };
      },
    };
  },
};

/** What a program gives for batches of a set, added up in float64. */
async function sumOverBatches(
  runtime: Runtime,
  program: Program,
  output: string,
  set: Samples,
  { mean }: ValueStatistics,
  hooks: ProgressHooks,
  given: (start: number, end: number) => Parameters<Executable["run"]>[0] = () => ({}),
): Promise<Float64Array> {
  const executable = await runtime.load(toOnnx(program));
  let sums = new Float64Array();
  let start = 0;
  try {
    for await (const batch of createProgress(set.count, hooks).batches(set)) {
      const results = await executable.run({
        ...given(start, start + batch.count),
        samples: rawTensor(batch),
        mean: float32(Float32Array.from(mean)),
      });
      const products = float32Result(results, output);
      if (start === 0) sums = new Float64Array(products.length);
      for (let index = 0; index < sums.length; index++) sums[index]! += products[index]!;
      start += batch.count;
    }
  } finally {
    await executable.release();
  }
  return sums;
}

/** Inner products of all samples less the mean, `[count, count]`, divided by their number. */
async function innerProducts(
  runtime: Runtime,
  set: Samples,
  { mean }: ValueStatistics,
  hooks: ProgressHooks,
): Promise<Numbers> {
  const executable = await runtime.load(toOnnx(innerProductsProgram(shapeOf(set))));
  const products = Numbers.zeros(set.count, set.count);
  let row = 0;
  try {
    for await (const batch of createProgress(set.count, hooks).batches(set)) {
      const above = sliceSamples(set, 0, row + batch.count);
      let column = 0;
      for await (const others of createProgress(above.count, {}).batches(above)) {
        const results = await executable.run({
          samples: rawTensor(batch),
          others: rawTensor(others),
          mean: float32(Float32Array.from(mean)),
        });
        const found = float32Result(results, "products");
        for (let index = 0; index < found.length; index++) {
          const [i, j] = [row + Math.floor(index / others.count), column + (index % others.count)];
          products.set(i, j, found[index]! / set.count);
          products.set(j, i, found[index]! / set.count);
        }
        column += others.count;
      }
      row += batch.count;
    }
  } finally {
    await executable.release();
  }
  return products;
}

/** Of the largest: what varies less in float32 sums is their rounding. */
const leastVariance = 1e-6;

/** Sums of samples as components: of length 1, and 0 where their variance is. */
function ofLengthOne(
  sums: Float64Array,
  size: number,
  count: number,
  values: readonly number[],
): Pick<PrincipalComponents, "components" | "variances"> {
  const components = new Float64Array(count * size);
  const variances = Array.from({ length: count }, (_, component) => {
    const variance = values[component] ?? 0;
    if (variance <= leastVariance * values[0]!) return 0;
    const sum = sums.subarray(component * size, (component + 1) * size);
    const length = Math.sqrt(sum.reduce((squares, entry) => squares + entry * entry, 0));
    components.set(
      sum.map((entry) => entry / length),
      component * size,
    );
    return variance;
  });
  return { components, variances };
}

/** The mean of a value that never varies is exactly what the programs see of it, so that nothing is left of it. */
function valueStatistics(set: Samples): ValueStatistics {
  const values = valuesOf(set);
  const size = sampleSize(shapeOf(set));
  if (values instanceof Uint8Array) return byteStatistics(values, size, set.count);
  const mean = columnMeans({ rows: set.count, columns: size, data: values });
  const squares = values.reduce((sum, value, at) => sum + (value - mean[at % size]!) ** 2, 0);
  return { mean, totalVariance: squares / set.count };
}

function byteStatistics(bytes: Uint8Array, size: number, count: number): ValueStatistics {
  const { sums, squares } = valueSums(bytes, size);
  // The sums are exact, and so is a variance of 0.
  const variances = squares.map((square, pixel) => (square - sums[pixel]! ** 2 / count) / (255 ** 2 * count));
  const scaled = (byte: number): number => Math.fround(byte * Math.fround(1 / 255));
  return {
    mean: sums.map((sum, pixel) => (variances[pixel] === 0 ? scaled(sum / count) : sum / (255 * count))),
    totalVariance: variances.reduce((total, variance) => total + variance, 0),
  };
}
