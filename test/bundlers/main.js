import {
  buildModel,
  createAutoencoder,
  createWebRuntime,
  fit,
  generateDigits,
  sliceImages,
} from "hourglass-lab";

const digits = await generateDigits({ seed: 1, trainCount: 120, testCount: 10 });
const splits = { train: sliceImages(digits.train, 0, 100), validation: sliceImages(digits.train, 100, 120) };

const runtime = await createWebRuntime({ threads: 1 });
const model = buildModel("vanilla", { sampleShape: digits.train, latentSize: 8 });
const { weights } = await fit(runtime, model, splits, { epochs: 1 });
const autoencoder = await createAutoencoder(runtime, model, weights);
const codes = await autoencoder.encode(digits.test.images);
document.querySelector("output").textContent = String(codes.length);
