import { requireImageShape } from "../../data/samples/samples.ts";
import { multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { select } from "../../graph/operators/selection.ts";
import { reshape } from "../../graph/operators/shaping.ts";
import { slice } from "../../graph/operators/slicing.ts";
import { constant, scalar } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { bernoulli } from "../../model/noise.ts";
import { type CorruptionKind, type CorruptionPass, probabilities, probability } from "./corruption-kind.ts";

type PatchValues = { readonly size: number; readonly level: number };

/**
 * Square patches of an image become 0: the image is cut into squares of `size` pixels from its upper left corner, and each, with all
 * channels, is masked with a probability of its own. As He and others, "Masked autoencoders are scalable vision learners", 2022, section 3,
 * mask patches, but for their fixed number of them.
 */
export const patches: CorruptionKind<"patches", PatchValues> = {
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
  hidden: (images, pass) => {
    const { channels } = requireImageShape(pass.sampleShape, "patches");
    const kept = keptPlaces(images, pass);
    const hidden = reshape(subtract(1, kept), [...kept.shape, 1]);
    const each = constant(Array(channels).fill(1), [1, 1, 1, channels], "float32");
    return reshape(multiply(hidden, each), images.shape);
  },
  apply: (images, pass) => {
    const { height, width, channels } = requireImageShape(pass.sampleShape, "patches");
    const [batch] = images.shape as readonly [string, number];
    const kept = keptPlaces(images, pass);
    const pixels = reshape(images, [batch, height, width, channels]);
    return reshape(multiply(pixels, reshape(kept, [batch, height, width, 1])), images.shape);
  },
};

/** 1 where a pixel stays, 0 where its patch is masked: float32 `[batch, height, width]`. */
function keptPlaces(
  images: Value,
  { values: { size }, level, noise, sampleShape }: CorruptionPass<PatchValues>,
): Value {
  const { height, width } = requireImageShape(sampleShape, "patches");
  const [batch] = images.shape as readonly [string, number];
  const [rows, columns] = [Math.ceil(height / size), Math.ceil(width / size)];
  const masked = bernoulli(noise.bits("corruption", rows * columns), level);
  // A square for each patch, and what reaches over the lower and right edge cut off.
  const kept = select(masked, scalar(0), scalar(1));
  const squares = reshape(kept, [batch, rows, 1, columns, 1]);
  const like = constant(Array(size * size).fill(1), [1, 1, size, 1, size], "float32");
  const whole = reshape(multiply(squares, like), [batch, rows * size, columns * size]);
  return slice(slice(whole, 1, 0, height), 2, 0, width);
}
