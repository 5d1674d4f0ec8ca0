// Trains an autoencoder with a trainer.onnx and ONNX Runtime, and nothing else: no code of Hourglass is used here.
// A trainer.onnx is an ordinary ONNX file, so the same few steps work from Python, C++, C#, Rust or a browser.
// docs/trainer.md describes its inputs and outputs.
//
//   npm install onnxruntime-node
//   node train-from-any-language.mjs runs/mnist-vanilla-1/trainer.onnx train-images-idx3-ubyte.gz
//
// The second argument, a file of images in the IDX format of MNIST, may be left out: bars of light stand in for it.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { InferenceSession, Tensor } from "onnxruntime-node";

// On Linux and macOS, ONNX Runtime tells its makers what it runs, unless this is said before the first session.
process.env.ORT_DISABLE_TELEMETRY = "1";

const epochs = 5;
const batchSize = 256;
const learningRate = 0.001;
/** How many steps one call takes. It decides how often we hear of the loss, and leaves the weights as they are. */
const stepsPerChunk = 25;

const [trainerFile, imageFile] = process.argv.slice(2);
if (trainerFile === undefined) {
  console.error("usage: node train-from-any-language.mjs TRAINER.onnx [IMAGES.gz]");
  process.exit(2);
}

// The file says all we need to know of the model: each parameter NAME is an input, and so are its two moments.
const trainer = await InferenceSession.create(trainerFile);
const shapes = new Map(trainer.inputMetadata.map(({ name, shape }) => [name, shape]));
const parameters = [...shapes.keys()].filter((name) => shapes.has(`${name}.first_moment`));
const imageSize = shapes.get("images")[1];

const random = createRandom(1);
const pixels = imageFile === undefined ? drawBars(2000, imageSize) : readIdxImages(imageFile, imageSize);
const imageCount = pixels.length / imageSize;
// All images go in as bytes; the program picks its batches from them and scales the pixels to [0, 1].
const images = new Tensor("uint8", pixels, [imageCount, imageSize]);

// What is carried from call to call: every parameter with Adam's two moments of it, which start at zero.
let state = {};
for (const name of parameters) {
  const shape = shapes.get(name);
  state[name] = new Tensor("float32", initialValues(shape), shape);
  for (const moment of [`${name}.first_moment`, `${name}.second_moment`]) {
    state[moment] = new Tensor("float32", new Float32Array(countOf(shape)), shape);
  }
}

let step = 0;
for (let epoch = 1; epoch <= epochs; epoch++) {
  const order = shuffled(imageCount);
  let lossOfEpoch = 0;
  let seen = 0;
  while (seen < imageCount) {
    // All steps of a call have batches of one size, so the smaller batch that ends an epoch gets a call of its own.
    const batch = Math.min(batchSize, imageCount - seen);
    const steps = Math.min(stepsPerChunk, Math.floor((imageCount - seen) / batch));
    const results = await trainer.run({
      ...state,
      images,
      // Which image is in which place of which batch.
      order: new Tensor("int32", order.subarray(seen, seen + steps * batch), [steps, batch]),
      // The steps taken so far, over all epochs: Adam's bias correction depends on it.
      step: new Tensor("int64", BigInt64Array.of(BigInt(step)), []),
      // One learning rate a step: a schedule is a matter of filling in other numbers.
      learning_rate: new Tensor("float32", new Float32Array(steps).fill(learningRate), [steps]),
    });
    // The tensor that came out as updated.NAME goes back in as NAME.
    state = Object.fromEntries(Object.keys(state).map((name) => [name, results[`updated.${name}`]]));
    for (const loss of results.loss.data) lossOfEpoch += loss * batch;
    seen += steps * batch;
    step += steps;
  }
  console.log(`epoch ${epoch}: loss ${(lossOfEpoch / imageCount).toFixed(4)} after ${step} steps`);
}

/** Glorot's uniform distribution for a matrix [inputs, outputs], zeros for a vector: the kernels and the biases. */
function initialValues(shape) {
  if (shape.length < 2) return new Float32Array(countOf(shape));
  const limit = Math.sqrt(6 / (shape[0] + shape[1]));
  return Float32Array.from({ length: countOf(shape) }, () => (2 * random() - 1) * limit);
}

function countOf(shape) {
  return shape.reduce((product, size) => product * size, 1);
}

/** The numbers from 0 to count - 1 in random order (Fisher and Yates). */
function shuffled(count) {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** The bytes of an IDX file of images: magic number 2051, count, height and width as big-endian words, then pixels. */
function readIdxImages(file, expectedSize) {
  const stored = readFileSync(file);
  const bytes = stored[0] === 0x1f && stored[1] === 0x8b ? gunzipSync(stored) : stored;
  const [magic, count, height, width] = [0, 4, 8, 12].map((offset) => bytes.readUInt32BE(offset));
  if (magic !== 2051 || height * width !== expectedSize || bytes.length !== 16 + count * expectedSize) {
    throw new Error(`${file}: expected an IDX file of images with ${expectedSize} pixels each`);
  }
  return new Uint8Array(bytes.subarray(16));
}

/** Images that are dark but for one bar of light. */
function drawBars(count, size) {
  const bytes = new Uint8Array(count * size);
  for (let image = 0; image < count; image++) {
    const start = Math.floor((random() * size) / 2);
    const length = Math.floor((random() * size) / 2);
    bytes.fill(255, image * size + start, image * size + start + length);
  }
  return bytes;
}

/** Numbers in [0, 1) from a seed (xorshift, Marsaglia 2003), so that every run prints the same. */
function createRandom(seed) {
  let x = seed;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}
