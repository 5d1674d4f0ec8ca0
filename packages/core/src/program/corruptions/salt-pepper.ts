import { multiply } from "../../graph/operators/arithmetic.ts";
import { select } from "../../graph/operators/selection.ts";
import { scalar } from "../../graph/operators/source.ts";
import { bernoulli } from "../../model/noise.ts";
import { type CorruptionKind, probabilities, probability } from "./corruption-kind.ts";

/** Values become 0 or 1, each with half the probability: Vincent and others, "Stacked denoising autoencoders", 2010, section 3.3. */
export const saltPepper: CorruptionKind<"salt-pepper", { readonly level: number }> = {
  name: "salt-pepper",
  title: "salt and pepper",
  fields: { level: probability },
  axis: "probability that a pixel is replaced",
  levels: probabilities,
  phrase: ({ level }) => `salt-pepper noise of ${level}`,
  sentence: ({ level }) =>
    `salt-and-pepper noise: each value becomes 0 or 1, with probability ${level / 2} each`,
  needsImages: true,
  apply: (images, { level, noise }) => {
    const bits = noise.bits("corruption", images.shape[1] as number);
    const replaced = select(bernoulli(bits, level), scalar(1), images);
    return select(bernoulli(bits, multiply(level, 0.5)), scalar(0), replaced);
  },
};
