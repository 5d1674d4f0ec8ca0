import type { LossWord } from "hourglass-core/internal/program/losses/losses.ts";
import type { AdamOptions } from "hourglass-core/internal/program/optimizers/adam.ts";

/**
 * The shallow autoencoder and its training in plain loops and float64: a reference without graphs, for models of
 * a few pixels. Tensors are row-major; kernels are `[inputs, outputs]`.
 */
export interface PlainWeights {
  readonly encoderKernel: readonly number[];
  readonly encoderBias: readonly number[];
  readonly decoderKernel: readonly number[];
  readonly decoderBias: readonly number[];
}

/** The names that the model has for them, in order. */
export const parameterNames = {
  encoderKernel: "encoder.code.kernel",
  encoderBias: "encoder.code.bias",
  decoderKernel: "decoder.output.kernel",
  decoderBias: "decoder.output.bias",
} as const;

type WeightName = keyof PlainWeights;
const weightNames = Object.keys(parameterNames) as WeightName[];

export function plainWeights(weights: ReadonlyMap<string, Float32Array>): PlainWeights {
  const entries = weightNames.map((name) => [name, [...(weights.get(parameterNames[name]) ?? [])]]);
  return Object.fromEntries(entries) as PlainWeights;
}

const sum = (count: number, term: (index: number) => number): number => {
  let total = 0;
  for (let index = 0; index < count; index++) total += term(index);
  return total;
};

const sumOfSquares = (values: readonly number[]): number =>
  sum(values.length, (index) => values[index]! ** 2);

export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Binary cross-entropy of a logit in nats: max(z, 0) - x z + log(1 + exp(-|z|)), which loses no digits. */
export function plainCrossEntropy(logit: number, target: number): number {
  return Math.max(logit, 0) - target * logit + Math.log1p(Math.exp(-Math.abs(logit)));
}

/** x kernel + bias for one row. */
function affine(x: readonly number[], kernel: readonly number[], bias: readonly number[]): number[] {
  return bias.map((offset, unit) => offset + sum(x.length, (k) => x[k]! * kernel[k * bias.length + unit]!));
}

export function plainEncode(weights: PlainWeights, image: readonly number[]): number[] {
  return affine(image, weights.encoderKernel, weights.encoderBias).map((x) => Math.max(x, 0));
}

export function plainDecodeToLogits(weights: PlainWeights, code: readonly number[]): number[] {
  return affine(code, weights.decoderKernel, weights.decoderBias);
}

/** The loss of one image, mean over its pixels, and its derivative for every logit, not divided. */
function lossOf(
  loss: LossWord,
  logits: readonly number[],
  image: readonly number[],
): readonly [number, number[]] {
  const p = logits.map(logistic);
  const mean =
    sum(image.length, (k) =>
      loss === "bce" ? plainCrossEntropy(logits[k]!, image[k]!) : (p[k]! - image[k]!) ** 2,
    ) / image.length;
  const slopes = p.map((y, k) => (loss === "bce" ? y - image[k]! : 2 * (y - image[k]!) * y * (1 - y)));
  return [mean, slopes];
}

/** The mean loss of a batch. */
export function plainLoss(
  loss: LossWord,
  weights: PlainWeights,
  images: readonly (readonly number[])[],
): number {
  const each = images.map(
    (image) => lossOf(loss, plainDecodeToLogits(weights, plainEncode(weights, image)), image)[0],
  );
  return sum(each.length, (index) => each[index]!) / each.length;
}

/** Its gradient, by hand. */
function plainGradient(
  loss: LossWord,
  weights: PlainWeights,
  images: readonly (readonly number[])[],
): Record<WeightName, number[]> {
  const gradient = Object.fromEntries(
    weightNames.map((name) => [name, weights[name].map(() => 0)]),
  ) as Record<WeightName, number[]>;
  for (const image of images) {
    const code = plainEncode(weights, image);
    const [, slopes] = lossOf(loss, plainDecodeToLogits(weights, code), image);
    const scale = 1 / (images.length * image.length);
    slopes.forEach((slope, pixel) => {
      gradient.decoderBias[pixel]! += slope * scale;
    });
    code.forEach((activation, unit) => {
      slopes.forEach((slope, pixel) => {
        gradient.decoderKernel[unit * image.length + pixel]! += activation * slope * scale;
      });
      if (activation === 0) return;
      const forUnit =
        sum(image.length, (k) => slopes[k]! * weights.decoderKernel[unit * image.length + k]!) * scale;
      gradient.encoderBias[unit]! += forUnit;
      image.forEach((x, pixel) => {
        gradient.encoderKernel[pixel * code.length + unit]! += x * forUnit;
      });
    });
  }
  return gradient;
}

/** Parameters with both moments. */
export interface PlainState {
  readonly weights: PlainWeights;
  readonly first: PlainWeights;
  readonly second: PlainWeights;
}

/** One step of Adam (Kingma and Ba 2015) with decoupled weight decay and clipping; `step` counts from 1. */
export function plainStep(
  state: PlainState,
  loss: LossWord,
  images: readonly (readonly number[])[],
  step: number,
  learningRate: number,
  { beta1, beta2, epsilon, epsilonTo, weightDecay = 0, clipNorm = Number.POSITIVE_INFINITY }: AdamOptions,
): PlainState {
  const whole = plainGradient(loss, state.weights, images);
  const norm = Math.sqrt(sum(weightNames.length, (index) => sumOfSquares(whole[weightNames[index]!])));
  const shortened = Math.min(1, clipNorm / norm);
  const gradient = Object.fromEntries(
    weightNames.map((name) => [name, whole[name].map((slope) => slope * shortened)]),
  ) as Record<WeightName, number[]>;
  const each = (update: (name: WeightName, index: number) => number): PlainWeights =>
    Object.fromEntries(
      weightNames.map((name) => [name, gradient[name].map((_, index) => update(name, index))]),
    ) as unknown as PlainWeights;
  const first = each(
    (name, index) => beta1 * state.first[name][index]! + (1 - beta1) * gradient[name][index]!,
  );
  const second = each(
    (name, index) => beta2 * state.second[name][index]! + (1 - beta2) * gradient[name][index]! ** 2,
  );
  const correction1 = 1 - beta1 ** step;
  const correction2 = 1 - beta2 ** step;
  const weights = each((name, index) => {
    const m = first[name][index]! / correction1;
    const v = second[name][index]!;
    const denominator =
      epsilonTo === "corrected"
        ? Math.sqrt(v / correction2) + epsilon
        : (Math.sqrt(v) + epsilon) / Math.sqrt(correction2);
    const kept = state.weights[name][index]! * (1 - learningRate * weightDecay);
    return kept - (learningRate * m) / denominator;
  });
  return { weights, first, second };
}
