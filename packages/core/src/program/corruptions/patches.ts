import { requireImageShape } from "../../data/samples/samples.ts";
import { multiply } from "../../graph/operators/arithmetic.ts";
import { select } from "../../graph/operators/selection.ts";
import { reshape } from "../../graph/operators/shaping.ts";
import { slice } from "../../graph/operators/slicing.ts";
import { constant, scalar } from "../../graph/operators/source.ts";
import { bernoulli } from "../../model/noise.ts";
import { type CorruptionKind, probabilities, probability } from "./corruption-kind.ts";

/**
 * Square patches of an image become 0: the image is cut into squares of `size` pixels from its upper left corner, and each, with all
 * channels, is masked with a probability of its own. As He and others, "Masked autoencoders are scalable vision learners", 2022, section 3,
 * mask patches, but for their fixed number of them.
 */
export const patches: CorruptionKind<"patches", { readonly size: number; readonly level: number }> = {
  name: "patches",
  title: "masked patches",
  fields: {
    size: {
      title: "side of a patch in pixels",
      placeholder: "SIZE",
      minimum: 1,
      maximum: 4096,
      whole: true,
      first: 4,
      step: 1,
    },
    level: { ...probability, title: "share of patches", first: 0.5 },
  },
  axis: "probability that a patch is masked",
  levels: probabilities,
  phrase: ({ size, level }) => `patches of ${size} x ${size} pixels masked with probability ${level}`,
  sentence: ({ size, level }) =>
    `each square of ${size} x ${size} pixels becomes 0 with probability ${level}`,
  needsImages: true,
  apply: (images, { values: { size }, level, noise, sampleShape }) => {
    const { height, width, channels } = requireImageShape(sampleShape, "patches");
    const [batch] = images.shape as readonly [string, number];
    const [rows, columns] = [Math.ceil(height / size), Math.ceil(width / size)];
    const masked = bernoulli(noise.bits("corruption", rows * columns), level);
    // A square for each patch, and what reaches over the lower and right edge cut off.
    const kept = select(masked, scalar(0), scalar(1));
    const squares = reshape(kept, [batch, rows, 1, columns, 1]);
    const like = constant(Array(size * size).fill(1), [1, 1, size, 1, size], "float32");
    const whole = reshape(multiply(squares, like), [batch, rows * size, columns * size]);
    const cut = slice(slice(whole, 1, 0, height), 2, 0, width);
    const pixels = reshape(images, [batch, height, width, channels]);
    return reshape(multiply(pixels, reshape(cut, [batch, height, width, 1])), images.shape);
  },
};
