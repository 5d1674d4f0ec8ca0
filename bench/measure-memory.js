import { fit } from "./hourglass.js";
import { readImages } from "./job.js";
import { hourglassModel, hourglassTraining, imageShape, imageSize, modelNamed } from "./models.js";
import { createNativeRuntime } from "./native-runtime.js";
import { readArguments } from "./protocol.js";

/**
 * Watches the memory of a training: answers with the resident set, in bytes, after every tenth epoch. Not a contestant,
 * but started like one.
 */
/** @type {{ folder: string, task: { model: string, threads: number, images: number, epochs: number } }} */
const { folder, task } = readArguments();
const benchmarkModel = modelNamed(task.model);
const runtime = await createNativeRuntime(task.threads);
const images = readImages(folder).slice(0, task.images * imageSize);
const train = { ...imageShape, count: images.length / imageSize, images };
const validation = { ...train, count: 0, images: new Uint8Array(0) };
/** @type {number[]} */
const resident = [];
await fit(
  runtime,
  hourglassModel(benchmarkModel),
  { train, validation },
  {
    ...hourglassTraining(benchmarkModel),
    epochs: task.epochs,
    earlyStopping: { monitor: "training", patience: 0, minDelta: 0 },
  },
  {
    onEpoch: ({ epoch }) => {
      if (epoch % 10 === 0) resident.push(process.memoryUsage.rss());
    },
  },
);
process.stdout.write(`${JSON.stringify({ resident })}\n`, () => process.exit(0));
