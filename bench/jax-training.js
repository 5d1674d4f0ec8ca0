/** @import { Job } from "./job.js" */

/**
 * jax-js at its best, under Node and in a page: a step is one jitted function of parameters, Adam's moments and the batch, so that it fuses
 * what it can; batches are put together in JavaScript from float32 pixels, faster than its gather; the loss has the gradient
 * sigmoid(z) - x by hand. Noise is drawn by its own generator within the step. Adam is part of the step.
 * @param {any} jax the module `@jax-js/jax`, with a device chosen
 * @param {string} model
 * @param {Pick<Job, "imageSize" | "learningRate" | "beta1" | "beta2" | "epsilon">} job
 * @param {readonly { shape: readonly number[], values: Float32Array }[]} weights
 * @param {Float32Array} pixels of all images
 */
export function createJaxTraining(jax, model, job, weights, pixels) {
  const { jit, numpy: np, random, tree, valueAndGrad } = jax;
  const objective = objectivesOf(jax)[model];
  if (objective === undefined) throw new Error(`jax-training.js has no model "${model}"`);
  const { imageSize, learningRate, beta1, beta2, epsilon } = job;

  let parameters = weights.map(({ shape, values }) => np.array(values).reshape([...shape]));
  let first = weights.map(({ shape }) => np.zeros([...shape]));
  let second = weights.map(({ shape }) => np.zeros([...shape]));

  const update = jit(
    (
      /** @type {any[]} */ values,
      /** @type {any[]} */ firsts,
      /** @type {any[]} */ seconds,
      /** @type {any} */ x,
      /** @type {any} */ key,
      /** @type {any} */ rate,
      /** @type {any} */ correction,
    ) => {
      const [[surrogate, loss], gradients] = valueAndGrad(objective, { hasAux: true })(
        tree.ref(values),
        x,
        key,
      );
      surrogate.dispose();
      /** @type {any[][]} */
      const [nextValues, nextFirsts, nextSeconds] = [[], [], []];
      for (const [index, value] of values.entries()) {
        const gradient = gradients[index];
        const m = firsts[index].mul(beta1).add(gradient.ref.mul(1 - beta1));
        const v = seconds[index].mul(beta2).add(np.square(gradient).mul(1 - beta2));
        const root = np.sqrt(v.ref.mul(correction.ref)).add(epsilon);
        nextValues?.push(value.sub(m.ref.mul(rate.ref).div(root)));
        nextFirsts?.push(m);
        nextSeconds?.push(v);
      }
      rate.dispose();
      correction.dispose();
      return [loss, nextValues, nextFirsts, nextSeconds];
    },
  );

  let steps = 0;
  /**
   * @param {Int32Array} indices of the images of the batch
   * @returns {Promise<number>} the loss before the update
   */
  return async (indices) => {
    const batch = new Float32Array(indices.length * imageSize);
    indices.forEach((index, row) => {
      batch.set(pixels.subarray(index * imageSize, (index + 1) * imageSize), row * imageSize);
    });
    steps += 1;
    /** @type {any} */
    let loss;
    [loss, parameters, first, second] = update(
      parameters,
      first,
      second,
      np.array(batch).reshape([indices.length, imageSize]),
      random.key(steps),
      np.array(learningRate / (1 - beta1 ** steps)),
      np.array(1 / (1 - beta2 ** steps)),
    );
    await jax.blockUntilReady(parameters);
    return (await loss.data())[0];
  };
}

/**
 * The objective of each model: of parameters, images and a key, a value with the gradient to descend, and beside it the loss.
 * @param {any} jax
 * @returns {Record<string, (parameters: any[], x: any, key: any) => [any, any]>}
 */
function objectivesOf({ lax, nn, numpy: np, random }) {
  /** @typedef {(x: any) => any} Activation */
  const relu = (/** @type {any} */ x) => nn.relu(x);
  const tanh = (/** @type {any} */ x) => np.tanh(x);
  const linear = (/** @type {any} */ x) => x;
  /** Padding of an axis that has none. */
  const none = [0, 0];

  /**
   * Dense layers, one for each activation.
   * @param {any} x
   * @param {any[]} parameters
   * @param {readonly Activation[]} activations
   */
  const dense = (x, parameters, activations) =>
    activations.reduce(
      (input, activation, index) =>
        activation(np.matmul(input, parameters[2 * index]).add(parameters[2 * index + 1])),
      x,
    );

  /**
   * Cross-entropy from logits, as a sum: (p - x) z with p - x held still has the gradient p - x.
   * @param {any} logits
   * @param {any} x
   * @param {number} count over which the mean is taken
   * @returns {[any, any]}
   */
  const crossEntropy = (logits, x, count) => {
    const z = lax.stopGradient(logits.ref);
    const difference = nn.sigmoid(z.ref).sub(x.ref);
    const loss = nn
      .relu(z.ref)
      .sub(x.mul(z.ref))
      .add(np.log1p(np.exp(np.abs(z).mul(-1))))
      // An image after the other: it adds in float32, which over all pixels at once would cost the fourth digit.
      .sum(1)
      .sum()
      .mul(1 / count);
    return [
      logits
        .mul(lax.stopGradient(difference))
        .sum()
        .mul(1 / count),
      loss,
    ];
  };
  /** @param {any} logits @param {any} x */
  const meanCrossEntropy = (logits, x) => crossEntropy(logits, x, x.shape[0] * x.shape[1]);

  /**
   * Windows side by side, `[batch, height, width, windows * channels]`: `places` of each window from the corner of the padded images.
   * @param {any} padded [batch, height + 1 or + 2, ..., channels]
   * @param {number} height
   * @param {number} width
   * @param {readonly number[]} places
   */
  const windows = (padded, height, width, places) => {
    const shifted = places.flatMap((row) =>
      places.map((column) => padded.ref.slice([], [row, row + height], [column, column + width], [])),
    );
    padded.dispose();
    return np.concatenate(shifted, 3);
  };

  /**
   * A convolution, pooling and ReLU, channels last, as a product with the windows: its own
   * convolution takes many times as long as WebAssembly.
   * @param {any} x
   * @param {any} kernel [out, in, height, width]
   * @param {any} bias
   */
  const convolve = (x, kernel, bias) => {
    const [batch, height, width, inputs] = x.shape;
    const [outputs] = kernel.shape;
    const padded = np.pad(x, [none, [1, 1], [1, 1], none]);
    const joined = windows(padded, height, width, [0, 1, 2]).reshape([-1, 9 * inputs]);
    const matrix = np.transpose(kernel, [2, 3, 1, 0]).reshape([9 * inputs, outputs]);
    const convolved = np.matmul(joined, matrix).add(bias);
    return nn.relu(np.max(convolved.reshape([batch, height / 2, 2, width / 2, 2, outputs]), [2, 4]));
  };

  /**
   * A transposed convolution with stride 2: the four pixels that a place becomes, from it and its neighbours to the right and below. Of a
   * row's pixels, the first has the middle tap of the place, the second the last of the place and the first of the neighbour.
   * @param {any} x
   * @param {any} kernel [in, out, height, width]
   * @param {any} bias
   */
  const double = (x, kernel, bias) => {
    const [batch, height, width, inputs] = x.shape;
    const [, outputs] = kernel.shape;
    const padded = np.pad(x, [none, [0, 1], [0, 1], none]);
    const joined = windows(padded, height, width, [0, 1]).reshape([-1, 4 * inputs]);
    const taps = [
      [1, 2],
      [undefined, 0],
    ];
    const blocks = [0, 1].flatMap((rowShift) =>
      [0, 1].map((columnShift) =>
        np.concatenate(
          [0, 1].flatMap((rowPixel) =>
            [0, 1].map((columnPixel) => {
              const [row, column] = [taps[rowShift]?.[rowPixel], taps[columnShift]?.[columnPixel]];
              return row === undefined || column === undefined
                ? np.zeros([inputs, outputs])
                : kernel.ref.slice([], [], row, column);
            }),
          ),
          1,
        ),
      ),
    );
    kernel.dispose();
    const pixels = np
      .matmul(joined, np.concatenate(blocks, 0))
      .reshape([batch, height, width, 2, 2, outputs]);
    return np
      .transpose(pixels, [0, 1, 3, 2, 4, 5])
      .reshape([batch, 2 * height, 2 * width, outputs])
      .add(bias);
  };

  return {
    vanilla: (parameters, x, key) => {
      key.dispose();
      return meanCrossEntropy(dense(x.ref, parameters, [relu, linear]), x);
    },
    deep: (parameters, x, key) => {
      key.dispose();
      return meanCrossEntropy(dense(x.ref, parameters, [relu, relu, linear, relu, relu, linear]), x);
    },
    convolutional: (parameters, x, key) => {
      key.dispose();
      const [k1, b1, k2, b2, k3, b3, k4, b4, k5, b5, k6, b6] = parameters;
      const [batch] = x.shape;
      const small = convolve(convolve(x.ref.reshape([batch, 28, 28, 1]), k1, b1), k2, b2);
      // Only around the dense layers the channels are first, as in the weights.
      const flat = np.transpose(small, [0, 3, 1, 2]).reshape([batch, 64 * 7 * 7]);
      const planes = dense(flat, [k3, b3, k4, b4], [linear, relu]).reshape([batch, 64, 7, 7]);
      const larger = nn.relu(double(np.transpose(planes, [0, 2, 3, 1]), k5, b5));
      return meanCrossEntropy(double(larger, k6, b6).reshape([batch, 28 * 28]), x);
    },
    denoising: (parameters, x, key) => {
      const noisy = np.clip(random.normal(key, x.shape).mul(0.5).add(x.ref), 0, 1);
      return meanCrossEntropy(dense(noisy, parameters, [relu, linear]), x);
    },
    variational: (parameters, x, key) => {
      const [batch] = x.shape;
      const keys = random.split(key, 2);
      const [ofImages, ofCodes] = [keys.ref.slice(0), keys.slice(1)];
      const drawn = random.uniform(ofImages, x.shape);
      const binary = np.less(drawn, x).astype(np.float32);
      const encoded = dense(binary.ref, parameters.slice(0, 6), [tanh, tanh, linear]);
      const [mean, logVariance] = np.split(encoded, 2, 1);
      const noise = random.normal(ofCodes, [batch, 50]);
      const codes = mean.ref.add(np.exp(logVariance.ref.mul(0.5)).mul(noise));
      const [surrogate, error] = crossEntropy(
        dense(codes, parameters.slice(6), [tanh, tanh, linear]),
        binary,
        batch,
      );
      const divergence = np
        .square(mean)
        .add(np.exp(logVariance.ref))
        .sub(logVariance.add(1))
        .sum()
        .mul(0.5 / batch);
      return [surrogate.add(divergence.ref), error.add(lax.stopGradient(divergence))];
    },
  };
}
