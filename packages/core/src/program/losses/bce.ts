import { multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { withGradient } from "../../graph/operators/custom-gradient.ts";
import { log, relu, sigmoid } from "../../graph/operators/functions.ts";
import { maximum } from "../../graph/operators/selection.ts";
import { reduceProduct, reduceSum, reshape } from "../../graph/operators/shaping.ts";
import { slice } from "../../graph/operators/slicing.ts";
import type { Value } from "../../graph/value.ts";
import type { NoValues } from "../../kinds/kind.ts";
import type { LossKind } from "./loss-kind.ts";

/** Binary cross-entropy, from logits. */
export const bce: LossKind<"bce", NoValues> = {
  name: "bce",
  title: "binary cross-entropy",
  fields: {},
  needsOutput: "sigmoid",
  nearestError: "bce",
  unit: "nats",
  short: () => "BCE",
  phrase: () => "binary cross-entropy in nats",
  ofImages: ({ logits, targets }) => binaryCrossEntropy(logits, targets),
  slope: ({ logits, targets }) => subtract(sigmoid(logits), targets),
  sum: ({ logits, targets }) => binaryCrossEntropySum(logits, targets),
};

/**
 * Binary cross-entropy -(x log p + (1 - x) log(1 - p)), p = sigmoid(z), summed over the pixels of each image:
 * `[batch]`, in nats, from logits z and targets x of `[batch, pixels]`.
 *
 * With q = max(p, 1 - p) it equals max(z, 0) - x z - log q, which neither overflows nor cancels. A logarithm costs
 * more than all else here, so one is taken of the product of up to {@link factorLimit} values: each q lies in
 * [1/2, 1], so the product cannot underflow.
 */
function binaryCrossEntropy(logits: Value, targets: Value): Value {
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

/**
 * {@link binaryCrossEntropy} summed over the batch. Its gradient is p - x. Summed over images before pixels: whole rows are
 * added to each other, where the sum of a row is a chain of additions, each of which waits for the one before.
 */
function binaryCrossEntropySum(logits: Value, targets: Value): Value {
  const { positive, linear, logarithms } = crossEntropyTerms(logits, targets);
  const ofPixels = subtract(reduceSum(positive, [0]), reduceSum(linear, [0]));
  const value = subtract(reduceSum(ofPixels), reduceSum(logarithms));
  return withGradient(value, [logits], (gradient) => [
    multiply(subtract(sigmoid(logits), targets), gradient),
  ]);
}
