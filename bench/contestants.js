import { fileURLToPath } from "node:url";
import { findPyTorch } from "./pytorch.js";

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
 * @property {number} threads
 * @property {Pace} pace
 * @property {(start: Start, text: string) => Promise<Result>} tryOut a short run, announced to the user as `text`
 * @property {() => Promise<void>} installPeers
 *
 * @typedef {object} Contestant
 * @property {string} name for --only
 * @property {string} title
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
      withTask(await findTensorFlow("wasm", installPeers), { warmUpSeconds: pace.wasmWarmUpSeconds }),
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
    find: async ({ pace }) =>
      withTask(nodeScript("contestants/hourglass-wasm.js"), { warmUpSeconds: pace.wasmWarmUpSeconds }),
  },
  {
    name: "tensorflow-cpu",
    title: "TensorFlow.js, plain JavaScript",
    find: ({ installPeers }) => findTensorFlow("cpu", installPeers),
  },
];

/** The machine's matrix-product rate is measured in every round, before all contestants. */
export const matrixProduct = nodeScript("matrix-product.js");

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
