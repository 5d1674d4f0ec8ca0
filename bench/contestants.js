import { fileURLToPath } from "node:url";
import { findPyTorch } from "./pytorch.js";

/** @import { BenchmarkModel } from "./models.js" */
/** @import { Pace } from "./pace.js" */
/** @import { Result } from "./protocol.js" */

/**
 * How to start a contestant.
 * @typedef {object} Start
 * @property {string} command
 * @property {string[]} args before the job's folder and the task
 * @property {NodeJS.ProcessEnv} [env]
 * @property {Record<string, unknown>} [task] what this contestant's task has besides
 * @property {Start} [rival] another setting that runs beside it in every round; the faster one counts
 * @property {string} [note] for the readers of the results
 * @property {string} [handicap] why it is not at its best on this machine, so that no target is judged by it
 *
 * @typedef {object} Context
 * @property {BenchmarkModel} model that is to be trained
 * @property {number} threads
 * @property {Pace} pace
 * @property {(start: Start, text: string) => Promise<Result>} tryOut a short run, announced to the user as `text`
 * @property {() => Promise<void>} installPeers
 *
 * @typedef {object} Contestant
 * @property {string} name for --only
 * @property {string} title
 * @property {readonly string[]} [only] the models that it trains; without, all
 * @property {(context: Context) => Promise<Start>} find throws where it cannot run here, saying why
 */

/**
 * In the order of a round: those whose ratio is a target run next to each other.
 * @type {readonly Contestant[]}
 */
export const contestants = [
  {
    name: "tensorflow-wasm",
    title: "TensorFlow.js, WebAssembly",
    find: async ({ installPeers, pace }) =>
      withTask(await findTensorFlow("wasm", installPeers), { warmUpSeconds: pace.tensorflowWarmUpSeconds }),
  },
  {
    name: "hourglass-native",
    title: "Hourglass, native",
    find: async () => nodeScript("contestants/hourglass-native.js"),
  },
  { name: "pytorch", title: "PyTorch", find: findPyTorch },
  {
    name: "hourglass-wasm",
    title: "Hourglass, WebAssembly under Node",
    only: ["vanilla"],
    find: async ({ pace }) =>
      withTask(nodeScript("contestants/hourglass-wasm.js"), { warmUpSeconds: pace.wasmWarmUpSeconds }),
  },
  {
    name: "tensorflow-cpu",
    title: "TensorFlow.js, plain JavaScript",
    only: ["vanilla"],
    find: ({ installPeers }) => findTensorFlow("cpu", installPeers),
  },
];

/**
 * @param {Contestant} contestant
 * @param {BenchmarkModel} model
 */
export function takesPart({ only }, { name }) {
  return only === undefined || only.includes(name);
}

/** The machine's matrix-product rate is measured in every round, before all contestants. */
export const matrixProduct = nodeScript("matrix-product.js");

/** Measures how long the training program of every preset takes to compile. */
export const compileTime = nodeScript("measure-compile-time.js");

/** Measures the memory of a long training. */
export const longTraining = nodeScript("measure-memory.js");

/**
 * @param {string} path
 * @returns {Start}
 */
function nodeScript(path) {
  return { command: process.execPath, args: [fileURLToPath(new URL(path, import.meta.url))] };
}

/**
 * @param {Start} start
 * @param {Record<string, unknown>} task
 * @returns {Start}
 */
function withTask(start, task) {
  return { ...start, task: { ...start.task, ...task } };
}

/**
 * @param {"wasm" | "cpu"} backend
 * @param {() => Promise<void>} installPeers
 * @returns {Promise<Start>}
 */
async function findTensorFlow(backend, installPeers) {
  await installPeers();
  return { ...nodeScript("contestants/tensorflow.js"), task: { backend } };
}
