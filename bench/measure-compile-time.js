import {
  buildModel,
  presets,
  resolveSettings,
  toOnnx,
  trainerProgram,
  trainingOptions,
} from "./hourglass.js";
import { imageShape } from "./models.js";
import { createNativeRuntime } from "./native-runtime.js";
import { readArguments } from "./protocol.js";

/**
 * Measures how long it takes to compile the training program of every preset: to build the graph with its gradients, to
 * write it as ONNX, and to have ONNX Runtime load it. Not a contestant, but started like one, with the number of
 * compilations; one before them warms up.
 */
/** @type {{ task: { threads: number, compilations: number } }} */
const { task } = readArguments();
const runtime = await createNativeRuntime(task.threads);

/** @param {string} preset */
async function compile(preset) {
  const started = performance.now();
  const model = buildModel(preset, { sampleShape: imageShape });
  const { objective, optimizer } = trainingOptions(resolveSettings({ model: preset }, "benchmark"));
  const executable = await runtime.load(toOnnx(trainerProgram(model, objective, optimizer)));
  const seconds = (performance.now() - started) / 1000;
  await executable.release();
  return seconds;
}

/** @type {Record<string, number[]>} */
const seconds = {};
for (const preset of Object.keys(presets)) {
  await compile(preset);
  seconds[preset] = [];
  for (let run = 0; run < task.compilations; run++) seconds[preset].push(await compile(preset));
}
process.stdout.write(`${JSON.stringify({ seconds })}\n`, () => process.exit(0));
