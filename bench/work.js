/** @import { Model } from "hourglass-core/internal/model/model.ts" */

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

/**
 * The layers that multiply, forward, as products of matrices: `[places, inputs]` of an image by `[inputs, outputs]`. A dense layer has one
 * place; a convolution one for each position of its kernel, and its window's values as inputs; of a transposed one, what the window gets are
 * the outputs.
 * @param {Pick<Model, "encoder" | "decoder">} model
 * @returns {{ places: number, inputs: number, outputs: number }[]}
 */
export function layerProducts({ encoder, decoder }) {
  return [...encoder, ...decoder].flatMap(({ multiplyAdds, parameters, inputShape }) => {
    const kernel = parameters.find(({ shape }) => shape.length > 1)?.shape;
    if (multiplyAdds === 0 || kernel === undefined) return [];
    const values = kernel.reduce((product, size) => product * size, 1);
    const places = multiplyAdds / values;
    const [first = 1] = kernel;
    // Dense kernels are [in, out], transposed ones [in, out, height, width], those of convolutions [out, in, height, width].
    const isConvolution = kernel.length === 4 && first !== inputShape[0];
    const inputs = isConvolution ? values / first : first;
    return [{ places, inputs, outputs: values / inputs }];
  });
}
