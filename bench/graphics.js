import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { askChild } from "./child.js";
import { createNodeRuntime, secondsOfSample } from "./hourglass.js";
import { hourglassModel, hourglassTraining, imageShape, imageSize, modelNamed } from "./models.js";
import { environment, pythons } from "./pytorch.js";

/** @import { Runtime } from "hourglass-core/internal/runtime/runtime.ts" */

const script = fileURLToPath(new URL("pytorch-cuda.py", import.meta.url));

/**
 * What is measured, in about five minutes.
 * @typedef {object} GraphicsTask
 * @property {string[]} models
 * @property {number[]} batchSizes
 * @property {number} rounds
 * @property {number} seconds of a round of PyTorch
 */

/** @type {GraphicsTask} */
export const fullTask = {
  models: ["deep", "convolutional"],
  batchSizes: [256, 4096],
  rounds: 10,
  seconds: 1,
};

/** To see that all works, also with a driver in software. @type {GraphicsTask} */
export const quickTask = { models: ["deep", "convolutional"], batchSizes: [4], rounds: 2, seconds: 0.1 };

/**
 * Images a second of a model, a number a round; what PyTorch has is absent where it has no CUDA.
 * @typedef {{ model: string, batchSize: number, webgpu: number[], cpu: number[], pytorch?: number[] }} GraphicsRates
 *
 * @typedef {object} GraphicsSpeed
 * @property {string} runtime with the driver in software, if it is one
 * @property {number} threads of the processor
 * @property {string} pytorch its version and device, or why it is missing
 * @property {GraphicsRates[]} rates
 * @property {{ model: string, batchSize: number, operators: { operator: string, share: number, launches: number }[] }[]} profiles by the
 *   provider's own timestamps: of a step the share of the time on the device, and how often each operator is launched, those of all first
 */

/**
 * Training on WebGPU beside the processor and PyTorch on CUDA, and what costs most there.
 * @param {GraphicsTask} task
 * @param {number} threads
 * @param {(text: string) => void} tell
 * @returns {Promise<GraphicsSpeed>}
 * @throws Error where there is no WebGPU
 */
export async function measureGraphics(task, threads, tell) {
  const webgpu = await createNodeRuntime({ device: "webgpu", threads, onNotice: tell });
  const cpu = await createNodeRuntime({ device: "cpu", threads, onNotice: tell });
  tell("PyTorch on CUDA");
  const peer = await askPyTorch(task);
  const rates = [];
  const profiles = [];
  for (const model of task.models) {
    for (const batchSize of task.batchSizes) {
      /** @type {GraphicsRates} */
      const found = { model, batchSize, webgpu: [], cpu: [] };
      const own = peer.rates.find((one) => one.model === model && one.batchSize === batchSize)?.rates;
      if (own !== undefined) found.pytorch = own;
      for (let round = 0; round < task.rounds; round++) {
        tell(`${model}, batches of ${batchSize}, round ${round + 1} of ${task.rounds}`);
        found.webgpu.push(1 / (await timeSample(webgpu, model, batchSize)));
        found.cpu.push(1 / (await timeSample(cpu, model, batchSize)));
      }
      rates.push(found);
      profiles.push({ model, batchSize, operators: await profile(model, batchSize, threads) });
    }
  }
  return { runtime: webgpu.description, threads: cpu.threads, pytorch: peer.words, rates, profiles };
}

/** @param {Runtime} runtime @param {string} name @param {number} batchSize */
function timeSample(runtime, name, batchSize) {
  const model = modelNamed(name);
  const count = 3 * batchSize;
  const images = Uint8Array.from({ length: count * imageSize }, (_, index) => (index * 7919) % 256);
  const options = { ...hourglassTraining(model), batchSize };
  return secondsOfSample(runtime, hourglassModel(model), options, { ...imageShape, count, images });
}

/** @param {string} model @param {number} batchSize @param {number} threads */
async function profile(model, batchSize, threads) {
  const folder = mkdtempSync(join(tmpdir(), "hourglass-profile-"));
  try {
    const runtime = await createNodeRuntime({
      ...{ device: "webgpu", threads, profile: join(folder, "profile") },
      onNotice: () => {},
    });
    await timeSample(runtime, model, batchSize);
    const { events, runs } = readdirSync(folder)
      .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")))
      .map((events) => ({ events, runs: events.filter(({ name }) => name === "model_run").length }))
      // Each program has a file; that of a step has run most often.
      .reduce((one, other) => (other.runs > one.runs ? other : one));
    /** @type {Map<string, { time: number, launches: number }>} */
    const found = new Map();
    for (const { cat, name, dur } of events) {
      if (cat !== "Api") continue;
      const operator = name.split("&").at(-1);
      const { time = 0, launches = 0 } = found.get(operator) ?? {};
      found.set(operator, { time: time + dur, launches: launches + 1 });
    }
    const all = [...found.values()].reduce(
      (sum, { time, launches }) => ({ time: sum.time + time, launches: sum.launches + launches }),
      { time: 0, launches: 0 },
    );
    return [["all", all], ...[...found].sort(([, a], [, b]) => b.time - a.time).slice(0, 10)].map(
      ([operator, { time, launches }]) => ({ operator, share: time / all.time, launches: launches / runs }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {GraphicsTask} task
 * @returns {Promise<{ words: string, rates: readonly { model: string, batchSize: number, rates: number[] }[] }>}
 */
async function askPyTorch(task) {
  const env = environment({ blasThreads: 1, vectors: "default" });
  let words = "no Python with PyTorch found";
  for (const python of pythons) {
    try {
      const answer = await askChild(python, [script, JSON.stringify(task)], { env, limitSeconds: 300 });
      if (answer.missing === undefined) {
        return { words: `${answer.version}, ${answer.device}`, rates: answer.rates };
      }
      words = answer.missing;
    } catch {
      // The next one may have it.
    }
  }
  return { words, rates: [] };
}
