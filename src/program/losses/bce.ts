import { multiply, subtract } from "../graph/operators/arithmetic.ts";
import { withGradient } from "../graph/operators/custom-gradient.ts";
import { log, relu, sigmoid } from "../graph/operators/functions.ts";
import { maximum } from "../graph/operators/selection.ts";
import { reduceProduct, reduceSum, reshape } from "../graph/operators/shaping.ts";
import { slice } from "../graph/operators/slicing.ts";
import type { Value } from "../graph/value.ts";

export type LossName = "bce" | "mse";

/** A reconstruction loss, from `[batch, pixels]` logits and `[batch, pixels]` targets in [0, 1]. */
export interface ReconstructionLoss {
  /** In words: mean over pixels and images, as the objective of a deterministic code has it. */
  readonly unit: string;
  /** In words: summed over pixels, mean over images, as the objective of a Gaussian code has it. */
  readonly sumUnit: string;
  /** Summed over the pixels of each image: `[batch]`. */
  readonly ofImages: (logits: Value, targets: Value) => Value;
  /** Summed over pixels and images, with a gradient written by hand: a scalar. */
  readonly sum: (logits: Value, targets: Value) => Value;
}

export const reconstructionLosses: Readonly<Record<LossName, ReconstructionLoss>> = {
  bce: {
    unit: "binary cross-entropy in nats, mean over pixels and images",
    sumUnit: "binary cross-entropy in nats, summed over pixels, mean over images",
    ofImages: binaryCrossEntropy,
    sum: binaryCrossEntropySum,
  },
  mse: {
    unit: "squared error, mean over pixels and images",
    // -log N(x; p, 1/2) = (x - p)^2 + log(pi) / 2: nats, up to a constant.
    sumUnit:
      "squared error, summed over pixels, mean over images (nats of a normal distribution of variance 1/2, up to a constant)",
    ofImages: (logits, targets) => squaredError(sigmoid(logits), targets),
    sum: squaredErrorSum,
  },
};

/**
 * Binary cross-entropy -(x log p + (1 - x) log(1 - p)), p = sigmoid(z), summed over the pixels of each image:
 * `[batch]`, in nats, from logits z and targets x of `[batch, pixels]`.
 *
 * With q = max(p, 1 - p) it equals max(z, 0) - x z - log q, which neither overflows nor cancels. A logarithm costs
 * more than all else here, so one is taken of the product of up to {@link factorLimit} values: each q lies in
 * [1/2, 1], so the product cannot underflow.
 */
export function binaryCrossEntropy(logits: Value, targets: Value): Value {
  const { positive, linear, logarithms } = crossEntropyTerms(logits, targets);
  // Three sums of vectors a batch long, rather than one after two more passes over all pixels.
  return subtract(subtract(reduceSum(positive, [1]), reduceSum(linear, [1])), reduceSum(logarithms, [1]));
}

/** What {@link binaryCrossEntropy} is made of: max(z, 0) and x z of each pixel, and log q of some pixels together. */
function crossEntropyTerms(
  logits: Value,
  targets: Value,
): { readonly positive: Value; readonly linear: Value; readonly logarithms: Value } {
  const p = sigmoid(logits);
  const q = maximum(p, subtract(1, p));
  return { positive: relu(logits), linear: multiply(targets, logits), logarithms: log(productsOf(q)) };
}

/** Products of some values of each row, of `[batch, pixels]`. Parts are multiplied by each other first: that is much the faster product. */
function productsOf(q: Value): Value {
  const [batch, pixels] = q.shape as readonly [string, number];
  const count = largestDivisor(pixels, partLimit);
  const width = pixels / count;
  const parts = Array.from({ length: count }, (_, part) => slice(q, 1, part * width, (part + 1) * width));
  const product = parts.reduce((one, other) => multiply(one, other));
  const factors = largestDivisor(width, Math.floor(factorLimit / count));
  return reduceProduct(reshape(product, [batch, width / factors, factors]), [2]);
}

const partLimit = 4;

/** 2^-100 is above float32's smallest normal number, 2^-126. */
const factorLimit = 100;

function largestDivisor(count: number, limit: number): number {
  let divisor = Math.min(count, limit);
  while (count % divisor !== 0) divisor--;
  return divisor;
}

/** The squared error (p - x)^2 summed over the pixels of each image: `[batch]`, from `[batch, pixels]`. */
export function squaredError(reconstructions: Value, targets: Value): Value {
  const difference = subtract(reconstructions, targets);
  return reduceSum(multiply(difference, difference), [1]);
}

/**
 * {@link binaryCrossEntropy} summed over the batch. Its gradient is p - x. Summed over images before pixels: whole rows are
 * added to each other, where the sum of a row is a chain of additions, each of which waits for the one before.
 */
export function binaryCrossEntropySum(logits: Value, targets: Value): Value {
  const { positive, linear, logarithms } = crossEntropyTerms(logits, targets);
  const ofPixels = subtract(reduceSum(positive, [0]), reduceSum(linear, [0]));
  const value = subtract(reduceSum(ofPixels), reduceSum(logarithms));
  return withGradient(value, [logits], (gradient) => [
    multiply(subtract(sigmoid(logits), targets), gradient),
  ]);
}

/** {@link squaredError} of the sigmoid of the logits, summed over the batch. Its gradient is 2 (p - x) p (1 - p). */
export function squaredErrorSum(logits: Value, targets: Value): Value {
  const p = sigmoid(logits);
  const value = reduceSum(squaredError(p, targets));
  return withGradient(value, [logits], (gradient) => {
    const slope = multiply(p, subtract(1, p));
    return [multiply(multiply(subtract(p, targets), slope), multiply(gradient, 2))];
  });
}
