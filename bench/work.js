/** @import { Model } from "../dist/model/model.js" */

/**
 * Floating-point operations of one image's training step: the multiply-adds of the model's matrix products and
 * convolutions, times two. Backward, a layer costs as much as forward for the gradient of its weights, and as
 * much again for that of its input, which the first that multiplies, whose input is the image, does not need.
 * Activations, noise, loss, optimiser and the handling of images count as no work.
 * @param {Pick<Model, "encoder" | "decoder">} model
 */
export function trainingWork({ encoder, decoder }) {
  const forward = [...encoder, ...decoder].map(({ multiplyAdds }) => multiplyAdds);
  const all = forward.reduce((sum, count) => sum + count, 0);
  const first = forward.find((count) => count > 0) ?? 0;
  return 2 * (3 * all - first);
}
