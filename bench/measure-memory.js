import { fit } from "./hourglass.js";
import { readImages } from "./job.js";
import { hourglassModel, hourglassTraining, imageShape, imageSize, modelNamed } from "./models.js";
import { createNativeRuntime } from "./native-runtime.js";
import { readArguments } from "./protocol.js";

/** @import { MemorySample } from "./memory.js" */

/**
 * Watches the memory of a training: answers with a sample after every epoch. Under `--expose-gc`, the garbage is collected
 * before each. Not a contestant, but started like one.
 */
/** @type {{ folder: string, task: { model: string, threads: number, images: number, epochs: number } }} */
const { folder, task } = readArguments();
const benchmarkModel = modelNamed(task.model);
const runtime = await createNativeRuntime(task.threads);
const images = readImages(folder).slice(0, task.images * imageSize);
const train = { ...imageShape, count: images.length / imageSize, images };
const collect = /** @type {(() => void) | undefined} */ (Reflect.get(globalThis, "gc"));
/** @type {MemorySample[]} */
const samples = [];
await fit(
  runtime,
  hourglassModel(benchmarkModel),
  { train },
  {
    ...hourglassTraining(benchmarkModel),
    epochs: task.epochs,
    earlyStopping: { monitor: "training", patience: 0, minDelta: 0 },
  },
  {
    onEpoch: () => {
      collect?.();
      samples.push(sample());
    },
  },
);
process.stdout.write(`${JSON.stringify({ samples })}\n`, () => process.exit(0));

/** @returns {MemorySample} */
function sample() {
  const { rss, heapTotal, heapUsed, external, arrayBuffers } = process.memoryUsage();
  return {
    resident: rss,
    heap: heapTotal,
    heapUsed,
    external,
    arrayBuffers,
    native: rss - heapTotal - external,
  };
}
