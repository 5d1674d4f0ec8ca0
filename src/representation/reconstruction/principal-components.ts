import { EigenvalueDecomposition, Matrix as Numbers, QrDecomposition } from "ml-matrix";
import { type ImageSet, imageSize } from "../../data/image-set.ts";
import { createProgress, type ProgressHooks } from "../../evaluation/progress.ts";
import { type Program, toOnnx } from "../../graph/onnx/serialise.ts";
import { multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { matMul } from "../../graph/operators/product.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { input } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { scalePixels } from "../../program/pixels.ts";
import { createRandom } from "../../random/random.ts";
import { float32, float32Result, type Runtime, uint8 } from "../../runtime/runtime.ts";

/** How the pixels of a set, in [0, 1], vary together. */
export interface PixelCovariance {
  /** `[imageSize]` */
  readonly mean: Float64Array;
  /** `[imageSize, imageSize]`, divided by the number of images, as `numpy.cov` has it with `bias=True`. */
  readonly covariance: Numbers;
}

/** The directions in which the pixels of a set vary most. */
export interface PrincipalComponents {
  /** `[imageSize]` */
  readonly mean: Float64Array;
  /** `[count, imageSize]`, row-major: orthonormal, by falling variance. */
  readonly components: Float64Array;
  /** The variance along each component. */
  readonly variances: readonly number[];
  /** Of all pixels together. */
  readonly totalVariance: number;
}

interface CentredImages {
  readonly images: Value;
  readonly mean: Value;
  /** `[batch, size]` */
  readonly centred: Value;
}

function centredImages(size: number): CentredImages {
  const images = input("images", { dtype: "uint8", shape: ["batch", size] });
  const mean = input("mean", { dtype: "float32", shape: [size] });
  return { images, mean, centred: subtract(scalePixels(images), mean) };
}

/** The sum over a batch of the outer products of images less the mean. */
function covarianceProgram(size: number): Program {
  const { images, mean, centred } = centredImages(size);
  return {
    name: "covariance",
    description: "Outer products of images less their mean.",
    inputs: [
      { value: images, description: "images, bytes 0 to 255, row-major" },
      { value: mean, description: "mean pixels, in [0, 1]" },
    ],
    outputs: [
      {
        name: "products",
        value: matMul(centred, centred, { transposeA: true }),
        description: "summed over the batch",
      },
    ],
  };
}

/** The squared errors of images that are projected on components, one an image. */
function projectionProgram(size: number, count: number): Program {
  const { images, mean, centred } = centredImages(size);
  const components = input("components", { dtype: "float32", shape: [count, size] });
  const projected = matMul(matMul(centred, components, { transposeB: true }), components);
  const difference = subtract(centred, projected);
  return {
    name: "projection",
    description: "Squared errors of images projected on principal components.",
    inputs: [
      { value: images, description: "images, bytes 0 to 255, row-major" },
      { value: mean, description: "mean pixels, in [0, 1]" },
      { value: components, description: "orthonormal, a row each" },
    ],
    outputs: [
      {
        name: "sse",
        value: reduceSum(multiply(difference, difference), [1]),
        description: "squared error, summed over the pixels of the image",
      },
    ],
  };
}

/** Mean and covariance of the pixels of a set, which is not empty. */
export async function covarianceOfPixels(
  runtime: Runtime,
  set: ImageSet,
  hooks: ProgressHooks = {},
): Promise<PixelCovariance> {
  const size = imageSize(set);
  const mean = meanPixels(set);
  const executable = await runtime.load(toOnnx(covarianceProgram(size)));
  const sums = new Float64Array(size * size);
  try {
    for await (const { images, count } of createProgress(set.count, hooks).batches(set)) {
      const results = await executable.run({
        images: uint8(images, [count, size]),
        mean: float32(Float32Array.from(mean)),
      });
      // Batches are added up in float64.
      const products = float32Result(results, "products");
      for (let index = 0; index < sums.length; index++) sums[index]! += products[index]!;
    }
  } finally {
    await executable.release();
  }
  return { mean, covariance: Numbers.from1DArray(size, size, sums).div(set.count) };
}

function meanPixels(set: ImageSet): Float64Array {
  const size = imageSize(set);
  const mean = new Float64Array(size);
  for (let start = 0; start < set.images.length; start += size) {
    for (let pixel = 0; pixel < size; pixel++) mean[pixel]! += set.images[start + pixel]!;
  }
  return mean.map((sum) => sum / (255 * set.count));
}

/** Random directions beside those that are wanted, which take the error of what is left out of the iteration. */
const oversampling = 10;
/** With twice the directions, these leave of a sum of squared errors less than a millionth to gain. */
const iterations = 6;

/**
 * The `count` principal components of pixels. All eigenvectors of the covariance would take the cube of the number of
 * pixels; few are found in a subspace that a power of the covariance turns random directions to (Halko, Martinsson and
 * Tropp, "Finding structure with randomness", 2011, algorithm 4.4), by the eigenvectors of the small covariance there.
 * @param count at most the number of pixels
 */
export function principalComponents(
  { mean, covariance }: PixelCovariance,
  count: number,
): PrincipalComponents {
  const size = mean.length;
  const directions = 2 * count + oversampling;
  const basis = 2 * directions < size ? leadingSubspace(covariance, directions) : Numbers.eye(size);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    basis.transpose().mmul(covariance).mmul(basis),
    { assumeSymmetric: true },
  );
  // In rising order, as symmetric matrices have them.
  const last = realEigenvalues.length;
  const chosen = eigenvectorMatrix.subMatrix(0, last - 1, last - count, last - 1);
  const components = basis.mmul(chosen).transpose().to2DArray().reverse();
  return {
    mean,
    components: Float64Array.from(components.flat()),
    variances: realEigenvalues.slice(-count).reverse(),
    totalVariance: covariance.trace(),
  };
}

/** An orthonormal basis `[size, directions]` of what is nearly the span of the leading eigenvectors. */
function leadingSubspace(covariance: Numbers, directions: number): Numbers {
  const random = createRandom(0, "principal components");
  const size = covariance.rows;
  const start = Float64Array.from({ length: size * directions }, () => random.normal());
  let basis = Numbers.from1DArray(size, directions, start);
  for (let iteration = 0; iteration < iterations; iteration++) {
    basis = new QrDecomposition(covariance.mmul(basis)).orthogonalMatrix;
  }
  return basis;
}

/** The squared error of images projected on components, summed over the pixels, mean over the images. */
export async function projectionError(
  runtime: Runtime,
  set: ImageSet,
  { mean, components }: PrincipalComponents,
  hooks: ProgressHooks = {},
): Promise<number> {
  const size = mean.length;
  const count = components.length / size;
  const executable = await runtime.load(toOnnx(projectionProgram(size, count)));
  const given = {
    mean: float32(Float32Array.from(mean)),
    components: float32(Float32Array.from(components), [count, size]),
  };
  let sum = 0;
  try {
    for await (const batch of createProgress(set.count, hooks).batches(set)) {
      const results = await executable.run({ ...given, images: uint8(batch.images, [batch.count, size]) });
      for (const error of float32Result(results, "sse")) sum += error;
    }
  } finally {
    await executable.release();
  }
  return sum / set.count;
}
