import { divide, multiply, subtract } from "../graph/operators/arithmetic.ts";
import { logSumExp } from "../graph/operators/log-sum-exp.ts";
import { cast } from "../graph/operators/selection.ts";
import { expandLike, reduceSum, reshape } from "../graph/operators/shaping.ts";
import { sizeOf } from "../graph/operators/slicing.ts";
import { timesSize } from "../graph/type.ts";
import type { Value } from "../graph/value.ts";
import type { CodeDistribution } from "../model/codes/code-kind.ts";
import type { Noise } from "../model/noise.ts";
import type { Loss } from "./losses/losses.ts";

/** The importance-weighted bound of a batch: scalars. */
export interface ImportanceBound {
  /** -L_k, mean over images, in nats. */
  readonly objective: Value;
  /** -log p(x|z), mean over images and codes. */
  readonly reconstruction: Value;
  /** The rest of the objective. */
  readonly term: Value;
}

/** What the objective has beside the reconstruction error, in words. */
export function importanceBoundPhrase(samples: number): string {
  return (
    `the rest of the negative importance-weighted bound: -log of the mean over ${samples} samples of q(z|x) of p(x|z) p(z) / q(z|x), in nats, ` +
    "mean over images"
  );
}

/**
 * -L_k = -log (1/k) sum of p(x|z_i) p(z_i) / q(z_i|x) over k samples of q(z|x): Burda, Grosse and Salakhutdinov, "Importance weighted
 * autoencoders", 2016, equation 8, with the gradient that follows from it (equation 14).
 * @param encoded `[batch, values]`
 * @param decode `[k x batch, latentSize]` codes to logits of as many
 * @param target `[batch, sampleSize]`
 */
export function importanceBound(
  { drawSeveral }: CodeDistribution,
  encoded: Value,
  target: Value,
  {
    samples,
    noise,
    loss,
    decode,
  }: {
    readonly samples: number;
    readonly noise: Noise;
    readonly loss: Loss;
    readonly decode: (codes: Value) => Value;
  },
): ImportanceBound {
  const [batch, pixels] = target.shape as readonly [string, number];
  const { codes, logRatio } = (drawSeveral as NonNullable<typeof drawSeveral>)(encoded, noise, samples);
  const [, , latentSize] = codes.shape as readonly [string, number, number];
  // One after the other, the codes of an image beside each other.
  const all = timesSize(samples, batch);
  const logits = decode(reshape(codes, [all, latentSize]));
  const byImage = reshape(logits, [batch, samples, pixels]);
  const targets = reshape(expandLike(reshape(target, [batch, 1, pixels]), byImage), [all, pixels]);
  const errors = reshape(loss.trainable(logits, targets), [batch, samples]);
  const count = cast(sizeOf(target, 0), "float32");
  const mean = divide(reduceSum(logSumExp(subtract(logRatio, errors))), count);
  const objective = subtract(Math.log(samples), mean);
  const reconstruction = divide(reduceSum(errors), multiply(count, samples));
  return { objective, reconstruction, term: subtract(objective, reconstruction) };
}
