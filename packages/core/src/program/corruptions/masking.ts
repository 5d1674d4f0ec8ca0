import { select } from "../../graph/operators/selection.ts";
import { scalar } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { bernoulli } from "../../model/noise.ts";
import { type CorruptionKind, type CorruptionPass, probabilities, probability } from "./corruption-kind.ts";

/** Values become 0: Vincent and others, "Stacked denoising autoencoders", 2010, section 3.3. */
export const masking: CorruptionKind<"masking", { readonly level: number }> = {
  name: "masking",
  title: "masking",
  fields: { level: { ...probability, first: 0.5 } },
  axis: "probability that a pixel is replaced",
  levels: probabilities,
  phrase: ({ level }) => `masking noise of ${level}`,
  sentence: ({ level }) => `masking noise: each value becomes 0 with probability ${level}`,
  hidden: (images, pass) => select(masked(images, pass), scalar(1), scalar(0)),
  apply: (images, pass) => select(masked(images, pass), scalar(0), images),
};

/** bool `[batch, sampleSize]` */
function masked(
  images: Value,
  { level, noise }: Pick<CorruptionPass<{ readonly level: number }>, "level" | "noise">,
): Value {
  return bernoulli(noise.bits("corruption", images.shape[1] as number), level);
}
