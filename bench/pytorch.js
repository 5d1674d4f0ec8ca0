import { fileURLToPath } from "node:url";
import { askChild } from "./child.js";
import { summarise } from "./statistics.js";

/** @import { Context, Start } from "./contestants.js" */
/** @import { BenchmarkModel } from "./models.js" */

/**
 * Matrix products of one thread, in FLOP/s, below which PyTorch has no optimised BLAS: the reference implementation
 * reaches 1 to 4 GFLOP/s on machines where the optimised ones reach 30 to 100.
 */
const slowestOptimised = 10e9;

const script = fileURLToPath(new URL("contestants/pytorch.py", import.meta.url));

/** @typedef {{ intraOpThreads: number, blasThreads: number, adam: string, memoryFormat: string }} Setting */

/** The number of threads that comes second stays in where it comes as near to the best as this. */
const closeBehind = 0.7;

/**
 * How to start PyTorch at its best settings for a model, found by trying: the number of intra-op threads and of OpenBLAS's
 * own, then the implementation of Adam and, where there are convolutions, the memory format.
 * @param {Context} context
 * @returns {Promise<Start>}
 * @throws Error when no Python here has PyTorch
 */
export async function findPyTorch(context) {
  const { python, implementations, flopPerSecond } = await findPython();
  const threadTrials = await trySettings(python, threadSettings(context.threads), context);
  const [best, ...slower] = byRate(threadTrials);
  if (best === undefined) throw new Error("no setting of PyTorch was tried");
  // Which number of threads is faster changes with what else the machine does: both stay in.
  const second = slower.find(
    ({ setting, rate }) =>
      setting.intraOpThreads !== best.setting.intraOpThreads && rate >= closeBehind * best.rate,
  );
  const variants = memoryFormats(context.model).flatMap((memoryFormat) =>
    implementations.map((adam) => ({ ...best.setting, adam, memoryFormat })),
  );
  // The default runs again beside the others: a figure from another minute would not compare.
  const variantTrials = variants.length < 2 ? [] : await trySettings(python, variants, context);
  const chosen = byRate(variantTrials)[0]?.setting ?? best.setting;
  const { adam, memoryFormat } = chosen;
  const rival = second && { ...second.setting, adam, memoryFormat };
  const tried = [...threadTrials, ...variantTrials].map(
    ({ setting, rate }) => `${describe(setting)}: ${Math.round(rate).toLocaleString("en")}`,
  );
  const settings = [chosen, ...(rival === undefined ? [] : [rival])].map(describe).join(", and with ");
  return {
    ...startWith(python, chosen),
    ...(rival === undefined ? {} : { rival: startWith(python, rival) }),
    ...(flopPerSecond >= slowestOptimised ? {} : { handicap: describeSlowProducts(flopPerSecond) }),
    note:
      `PyTorch ran in every round with ${settings}${rival === undefined ? "" : ", and the faster counts"}: the best ` +
      `of what was tried (images/s): ${tried.join("; ")}.`,
  };
}

/**
 * @param {number} threads
 * @returns {Setting[]}
 */
function threadSettings(threads) {
  const counts = [...new Set([1, threads])];
  return counts.flatMap((intraOpThreads) =>
    counts.map((blasThreads) => ({
      intraOpThreads,
      blasThreads,
      adam: "default",
      memoryFormat: "contiguous",
    })),
  );
}

/** @param {BenchmarkModel} model */
function memoryFormats({ name }) {
  return name === "convolutional" ? ["contiguous", "channels_last"] : ["contiguous"];
}

/**
 * About how many settings will be tried: PyTorch offers one or two more implementations of Adam.
 * @param {number} threads
 * @param {BenchmarkModel} model
 */
export function settingsToTry(threads, model) {
  return threadSettings(threads).length + 2 * memoryFormats(model).length;
}

/** @param {number} flopPerSecond */
function describeSlowProducts(flopPerSecond) {
  return (
    `this PyTorch has no optimised BLAS (${(flopPerSecond / 1e9).toFixed(1)} GFLOP/s in matrix products with one ` +
    "thread); for Debian's, install libopenblas0-pthread"
  );
}

/** @returns {Promise<{ python: string, implementations: string[], flopPerSecond: number }>} */
async function findPython() {
  for (const python of ["python3", "/usr/bin/python3", "python"]) {
    try {
      return {
        python,
        ...(await askChild(python, [script, "--probe"], { env: environment(1), limitSeconds: 60 })),
      };
    } catch {
      // The next one may have it.
    }
  }
  throw new Error("no Python with PyTorch and NumPy found");
}

/**
 * Every setting in turn, several times over.
 * @param {string} python
 * @param {readonly Setting[]} settings
 * @param {Context} context
 */
async function trySettings(python, settings, { pace, tryOut }) {
  /** @type {number[][]} */
  const rates = settings.map(() => []);
  for (let pass = 0; pass < pace.trials; pass++) {
    for (const [index, setting] of settings.entries()) {
      const { images, seconds } = await tryOut(
        startWith(python, setting),
        `PyTorch: trying ${describe(setting)}`,
      );
      rates[index]?.push(images / seconds);
    }
  }
  return settings.map((setting, index) => ({ setting, rate: summarise(rates[index] ?? []).median }));
}

/** @param {{ setting: Setting, rate: number }[]} trials */
function byRate(trials) {
  return [...trials].sort((a, b) => b.rate - a.rate);
}

/**
 * @param {string} python
 * @param {Setting} setting
 * @returns {Start}
 */
function startWith(python, { blasThreads, ...task }) {
  return { command: python, args: [script], env: environment(blasThreads), task };
}

/** @param {number} blasThreads */
function environment(blasThreads) {
  // Variables of the surroundings would override what is set here.
  const { OMP_NUM_THREADS, MKL_NUM_THREADS, ...others } = process.env;
  return { ...others, OPENBLAS_NUM_THREADS: String(blasThreads) };
}

/** @param {Setting} setting */
function describe({ intraOpThreads, blasThreads, adam, memoryFormat }) {
  const threads = `${intraOpThreads} intra-op thread${intraOpThreads === 1 ? "" : "s"}`;
  const format = memoryFormat === "contiguous" ? "" : `, ${memoryFormat}`;
  return `${threads}, OPENBLAS_NUM_THREADS=${blasThreads}, ${adam} Adam${format}`;
}
