import { fileURLToPath } from "node:url";
import { findPyTorch } from "./pytorch.js";

/** @import { BenchmarkModel } from "./models.js" */

/**
 * How to start a contestant.
 * @typedef {object} Start
 * @property {string} command
 * @property {string[]} args before the job's folder and the task
 * @property {NodeJS.ProcessEnv} [env]
 * @property {Record<string, unknown>} [task] what this contestant's task has besides
 * @property {string} [note] for the readers of the results
 * @property {string} [handicap] why it is not at its best on this machine, so that no target is judged by it
 *
 * @typedef {object} Context
 * @property {BenchmarkModel} model that is to be trained
 * @property {number} threads
 * @property {(starts: readonly Start[], text: string) => Promise<(number[] | undefined)[]>} tryOut rates of short turns, announced to the
 *   user as `text`
 * @property {() => Promise<void>} installPeers
 *
 * @typedef {object} Contestant
 * @property {string} name for --only
 * @property {string} title
 * @property {readonly string[]} [models] those that it trains; without, all
 * @property {1} [threads] the number that it has, whatever it is given; without, any
 * @property {number} [warmUpSeconds] an engine that compiles while it runs is slow at first; without, those of the pace
 * @property {(context: Context) => Promise<Start>} find throws where it cannot run here, saying why
 */

/** The contestant that all others are compared with. */
export const reference = "hourglass-native";

/** @type {readonly Contestant[]} */
export const contestants = [
  {
    name: reference,
    title: "Hourglass, native",
    find: async () => nodeScript("contestants/hourglass-native.js"),
  },
  { name: "pytorch", title: "PyTorch", find: findPyTorch },
  {
    name: "hourglass-wasm",
    title: "Hourglass, WebAssembly under Node",
    models: ["vanilla"],
    // A larger module: V8 optimises it meanwhile, on the same cores.
    warmUpSeconds: 8,
    find: async () => nodeScript("contestants/hourglass-wasm.js"),
  },
  {
    name: "jax-js-wasm",
    title: "jax-js, WebAssembly under Node",
    threads: 1,
    warmUpSeconds: 3,
    find: ({ installPeers }) => findPeer("contestants/jax-js.js", {}, installPeers),
  },
  {
    name: "tensorflow-wasm",
    title: "TensorFlow.js, WebAssembly under Node",
    threads: 1,
    warmUpSeconds: 3,
    find: ({ installPeers }) => findPeer("contestants/tensorflow.js", { backend: "wasm" }, installPeers),
  },
  {
    name: "tensorflow-cpu",
    title: "TensorFlow.js, plain JavaScript",
    models: ["vanilla"],
    threads: 1,
    find: ({ installPeers }) => findPeer("contestants/tensorflow.js", { backend: "cpu" }, installPeers),
  },
];

/**
 * @param {Contestant} contestant
 * @param {BenchmarkModel} model
 * @param {number} threads
 */
export function takesPart({ models, threads: own }, { name }, threads) {
  return (models === undefined || models.includes(name)) && (own === undefined || own === threads);
}

/** The machine's matrix-product rate is measured before and after every turn. */
export const matrixProduct = nodeScript("matrix-product.js");

/** Measures how long the training program of every preset takes to compile. */
export const compileTime = nodeScript("measure-compile-time.js");

/** Measures the memory of a long training. @param {{ collecting: boolean }} options whether the garbage is collected before every sample */
export function longTraining({ collecting }) {
  const start = nodeScript("measure-memory.js");
  return collecting ? { ...start, args: ["--expose-gc", ...start.args] } : start;
}

/**
 * @param {string} path
 * @returns {Start}
 */
function nodeScript(path) {
  return { command: process.execPath, args: [fileURLToPath(new URL(path, import.meta.url))] };
}

/**
 * @param {string} path
 * @param {Record<string, unknown>} task
 * @param {() => Promise<void>} installPeers
 * @returns {Promise<Start>}
 */
async function findPeer(path, task, installPeers) {
  await installPeers();
  return { ...nodeScript(path), task };
}
