import { select } from "../../graph/operators/selection.ts";
import { scalar } from "../../graph/operators/source.ts";
import { bernoulli } from "../../model/noise.ts";
import { type CorruptionKind, probabilities, probability } from "./corruption-kind.ts";

/** Values become 0: Vincent and others, "Stacked denoising autoencoders", 2010, section 3.3. */
export const masking: CorruptionKind<"masking", { readonly level: number }> = {
  name: "masking",
  title: "masking",
  fields: { level: { ...probability, first: 0.5 } },
  axis: "probability that a pixel is replaced",
  levels: probabilities,
  phrase: ({ level }) => `masking noise of ${level}`,
  sentence: ({ level }) => `masking noise: each value becomes 0 with probability ${level}`,
  apply: (images, { level, noise }) => {
    const bits = noise.bits("corruption", images.shape[1] as number);
    return select(bernoulli(bits, level), scalar(0), images);
  },
};
