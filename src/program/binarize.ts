import { z } from "zod";
import { real } from "../arguments.ts";
import { add, multiply } from "../graph/operators/arithmetic.ts";
import { cast, clip, greater, select } from "../graph/operators/selection.ts";
import { scalar } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { bernoulli, type Noise, normal, toUniform } from "../model/noise.ts";

export const corruptionKinds = ["gaussian", "masking", "salt-pepper"] as const;

export type CorruptionKind = (typeof corruptionKinds)[number];

/** How the input of a denoising autoencoder is spoilt; the target stays clean. */
export interface Corruption {
  readonly kind: CorruptionKind;
  /** The standard deviation of Gaussian noise; of the others the probability that a pixel is replaced. */
  readonly level: number;
}

/** The strongest Gaussian noise that is trained with. */
const mostDeviation = 10;

const corruptionUpTo = (deviation: number): z.ZodType<Corruption> =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("gaussian"), level: real(0, deviation) }),
    z.strictObject({ kind: z.literal("masking"), level: real(0, 0.99) }),
    z.strictObject({ kind: z.literal("salt-pepper"), level: real(0, 0.99) }),
  ]);

/** Of training. */
export const corruptionSchema: z.ZodType<Corruption> = corruptionUpTo(mostDeviation);

/** Of a trained model: what it does is measured up to twice the noise of its training. */
export const measuredCorruptionSchema: z.ZodType<Corruption> = corruptionUpTo(2 * mostDeviation);

/**
 * Corrupted images of `[batch, pixels]` in [0, 1]: Vincent and others, "Stacked denoising autoencoders", 2010,
 * section 3.3.
 * - gaussian: normal noise is added, and the result held to [0, 1];
 * - masking: pixels become 0;
 * - salt-pepper: pixels become 0 or 1, each with half the probability.
 * @param level float32 scalar; see {@link Corruption.level}
 */
export function corrupt(images: Value, kind: CorruptionKind, level: Value, noise: Noise): Value {
  const pixels = images.shape[1] as number;
  if (kind === "gaussian") {
    return clip(add(images, multiply(normal(noise, "corruption", pixels), level)), 0, 1);
  }
  const bits = noise.bits("corruption", pixels);
  const black = scalar(0);
  if (kind === "masking") return select(bernoulli(bits, level), black, images);
  const replaced = select(bernoulli(bits, level), scalar(1), images);
  return select(bernoulli(bits, multiply(level, 0.5)), black, replaced);
}

/** Black-and-white images: every pixel is 1 with the probability that its intensity says. */
export function binarize(images: Value, noise: Noise): Value {
  const uniform = toUniform(noise.bits("binarization", images.shape[1] as number));
  return cast(greater(images, uniform), images.dtype);
}
