import { Matrix as Numbers } from "ml-matrix";
import { type ImageSet, imageSize, sliceImages } from "../../data/image-set.ts";
import { createProgress, type ProgressHooks } from "../../evaluation/progress.ts";
import { valueSums } from "../../evaluation/value-sums.ts";
import { type Program, toOnnx } from "../../graph/onnx/serialise.ts";
import { type Executable, float32, float32Result, type Runtime, uint8 } from "../../runtime/runtime.ts";
import { leadingEigenvectors, searchDirections } from "../leading-eigenvectors.ts";
import type { MeasureSizes } from "../measure-sizes.ts";
import {
  covarianceProgram,
  covarianceTimesProgram,
  innerProductsProgram,
  weightedSumsProgram,
} from "./pixel-programs.ts";

/** The directions in which the pixels of a set vary most. */
export interface PrincipalComponents extends PixelStatistics {
  /** `[count, imageSize]`, row-major: orthonormal, by falling variance; 0 from where nothing varies any more. */
  readonly components: Float64Array;
  /** The variance along each component, divided by the number of images, as `numpy.var` has it. */
  readonly variances: readonly number[];
}

interface PixelStatistics {
  /** `[imageSize]`, in [0, 1] */
  readonly mean: Float64Array;
  /** Of all pixels together, divided by the number of images. */
  readonly totalVariance: number;
}

/** How the pixels of a set, in [0, 1], vary together. */
export interface PixelSpread {
  /** @param count at most the size of an image */
  components(count: number, hooks?: ProgressHooks): Promise<PrincipalComponents>;
}

/** Below, all products of pixels are formed, whatever the number of images. */
const smallImage = 1_024;
/** Up to this size they are formed where there are more images; their square takes 134 MB. */
const greatestCovariance = 4_096;
/** Up to as many images have all products of images with each other formed. */
const fewImages = 1_024;

type Method = "covariance" | "inner products" | "passes";

/** The way that takes the least: all lead to the same components, but for rounding. */
function methodFor(images: number, size: number): Method {
  if (size <= smallImage) return "covariance";
  if (images < size && images <= fewImages) return "inner products";
  return size <= greatestCovariance ? "covariance" : "passes";
}

/** How the pixels of a set vary, which is not empty. */
export function spreadOfPixels(
  runtime: Runtime,
  set: ImageSet,
  hooks: ProgressHooks = {},
): Promise<PixelSpread> {
  return spreadBy[methodFor(set.count, imageSize(set))](runtime, set, hooks);
}

/** About how many bytes {@link spreadOfPixels} and as many components as a code has values take. */
export function componentsMemory({ train, imageSize: size, latentSize }: MeasureSizes): number {
  const count = Math.min(latentSize, size);
  const held = {
    covariance: 28 * size ** 2,
    "inner products": 28 * train ** 2,
    passes: 32 * size * searchDirections(size, count),
  };
  return held[methodFor(train, size)] + 28 * count * size;
}

/** The ways to find components, each for other numbers of pixels and images. */
export const spreadBy: Readonly<
  Record<Method, (runtime: Runtime, set: ImageSet, hooks?: ProgressHooks) => Promise<PixelSpread>>
> = {
  /** By the eigenvectors of the covariance of the pixels. */
  covariance: async (runtime, set, hooks = {}) => {
    const size = imageSize(set);
    const statistics = pixelStatistics(set);
    const sums = await sumOverBatches(runtime, covarianceProgram(size), "products", set, statistics, hooks);
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
   * By the eigenvectors of the products of images with each other, which have the same eigenvalues: the weights with which
   * images sum up to components.
   */
  "inner products": async (runtime, set, hooks = {}) => {
    const size = imageSize(set);
    const statistics = pixelStatistics(set);
    const products = await innerProducts(runtime, set, statistics, hooks);
    return {
      components: async (count, given = {}) => {
        const times = (columns: Numbers): Numbers => products.mmul(columns);
        const found = await leadingEigenvectors({ size: set.count, times }, Math.min(count, set.count));
        const kept = found.vectors.length;
        const weights = Numbers.checkMatrix(found.vectors.map((vector) => [...vector])).transpose();
        const sums = await sumOverBatches(
          runtime,
          weightedSumsProgram(size, kept),
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

  /** By passes over the images, which multiply their covariance without forming it. */
  passes: async (runtime, set) => {
    const size = imageSize(set);
    const statistics = pixelStatistics(set);
    return {
      components: async (count, { signal } = {}) => {
        const program = covarianceTimesProgram(size, searchDirections(size, count));
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
  set: ImageSet,
  { mean }: PixelStatistics,
  hooks: ProgressHooks,
  given: (start: number, end: number) => Parameters<Executable["run"]>[0] = () => ({}),
): Promise<Float64Array> {
  const size = imageSize(set);
  const executable = await runtime.load(toOnnx(program));
  let sums = new Float64Array();
  let start = 0;
  try {
    for await (const { images, count } of createProgress(set.count, hooks).batches(set)) {
      const results = await executable.run({
        ...given(start, start + count),
        images: uint8(images, [count, size]),
        mean: float32(Float32Array.from(mean)),
      });
      const products = float32Result(results, output);
      if (start === 0) sums = new Float64Array(products.length);
      for (let index = 0; index < sums.length; index++) sums[index]! += products[index]!;
      start += count;
    }
  } finally {
    await executable.release();
  }
  return sums;
}

/** Inner products of all images less the mean, `[count, count]`, divided by their number. */
async function innerProducts(
  runtime: Runtime,
  set: ImageSet,
  { mean }: PixelStatistics,
  hooks: ProgressHooks,
): Promise<Numbers> {
  const size = imageSize(set);
  const executable = await runtime.load(toOnnx(innerProductsProgram(size)));
  const products = Numbers.zeros(set.count, set.count);
  let row = 0;
  try {
    for await (const batch of createProgress(set.count, hooks).batches(set)) {
      const above = sliceImages(set, 0, row + batch.count);
      let column = 0;
      for await (const others of createProgress(above.count, {}).batches(above)) {
        const results = await executable.run({
          images: uint8(batch.images, [batch.count, size]),
          others: uint8(others.images, [others.count, size]),
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

/** Sums of images as components: of length 1, and 0 where their variance is. */
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

/** The mean of a pixel that never varies is exactly what the programs scale its byte to, so that nothing is left of it. */
function pixelStatistics(set: ImageSet): PixelStatistics {
  const { count } = set;
  const { sums, squares } = valueSums(set.images, imageSize(set));
  // The sums are exact, and so is a variance of 0.
  const variances = squares.map((square, pixel) => (square - sums[pixel]! ** 2 / count) / (255 ** 2 * count));
  const scaled = (byte: number): number => Math.fround(byte * Math.fround(1 / 255));
  return {
    mean: sums.map((sum, pixel) => (variances[pixel] === 0 ? scaled(sum / count) : sum / (255 * count))),
    totalVariance: variances.reduce((total, variance) => total + variance, 0),
  };
}
