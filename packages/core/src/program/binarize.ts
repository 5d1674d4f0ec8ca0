import { cast, greater } from "../graph/operators/selection.ts";
import type { Value } from "../graph/value.ts";
import { type Noise, toUniform } from "../model/noise.ts";

/** Black-and-white images: every pixel is 1 with the probability that its intensity says. */
export function binarize(images: Value, noise: Noise): Value {
  const uniform = toUniform(noise.bits("binarization", images.shape[1] as number));
  return cast(greater(images, uniform), images.dtype);
}
