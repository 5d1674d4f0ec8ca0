import { readFileSync } from "node:fs";
import { createJaxTraining } from "../jax-training.js";
import { readImages, readJob, readOrder, readWeights } from "../job.js";
import { batchesOf, obey, readArguments, takingSteps } from "../protocol.js";

/**
 * jax-js as WebAssembly, the one device that it has under Node, where it has one thread: its workers are those of browsers.
 */
const { folder, task } = readArguments();
const library = new URL("../peers/node_modules/@jax-js/jax/", import.meta.url);
const { version } = JSON.parse(readFileSync(new URL("package.json", library), "utf8"));
const jax = await import(new URL("dist/index.js", library).href);
await jax.init("wasm");
jax.defaultDevice("wasm");

const job = readJob(folder);
const pixels = new Float32Array(readImages(folder)).map((byte) => byte / 255);
const step = createJaxTraining(jax, task.model, job, readWeights(folder, task.model), pixels);
const nextBatch = batchesOf(job, readOrder(folder));
/** @type {number[]} */
const losses = [];
await obey(
  { version: `jax-js ${version}, WebAssembly`, threads: 1 },
  takingSteps(async () => {
    const indices = nextBatch();
    losses.push(await step(indices));
    return indices.length;
  }),
  losses,
);
