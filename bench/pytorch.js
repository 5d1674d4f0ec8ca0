import { fileURLToPath } from "node:url";
import { askChild } from "./child.js";
import { summarise } from "./statistics.js";

/** @import { Context, Start } from "./contestants.js" */

const script = fileURLToPath(new URL("contestants/pytorch.py", import.meta.url));

/** @typedef {{ intraOpThreads: number, blasThreads: number, adam: string }} Setting */

/**
 * How to start PyTorch at its best setting, found by trying: the number of intra-op threads and of OpenBLAS's own, then
 * the implementation of Adam.
 * @param {Context} context
 * @returns {Promise<Start>}
 * @throws Error when no Python here has PyTorch
 */
export async function findPyTorch(context) {
  const { python, implementations } = await findPython();
  const threadTrials = await trySettings(python, threadSettings(context.threads), context);
  const { setting: best } = fastest(threadTrials);
  const others = implementations.filter((adam) => adam !== "default").map((adam) => ({ ...best, adam }));
  // The best so far runs again beside the others: a figure from another minute would not compare.
  const adamTrials = others.length === 0 ? [] : await trySettings(python, [best, ...others], context);
  const chosen = adamTrials.length === 0 ? best : fastest(adamTrials).setting;
  const tried = [...threadTrials, ...adamTrials].map(
    ({ setting, rate }) => `${describe(setting)}: ${Math.round(rate).toLocaleString("en")}`,
  );
  return {
    ...startWith(python, chosen),
    note: `PyTorch runs with ${describe(chosen)}, the best setting tried here (images/s): ${tried.join("; ")}.`,
  };
}

/**
 * @param {number} threads
 * @returns {Setting[]}
 */
function threadSettings(threads) {
  const counts = [...new Set([1, threads])];
  return counts.flatMap((intraOpThreads) =>
    counts.map((blasThreads) => ({ intraOpThreads, blasThreads, adam: "default" })),
  );
}

/**
 * About how many settings will be tried: PyTorch offers one or two more implementations of Adam.
 * @param {number} threads
 */
export function settingsToTry(threads) {
  return threadSettings(threads).length + 2;
}

/** @returns {Promise<{ python: string, implementations: string[] }>} */
async function findPython() {
  for (const python of ["python3", "/usr/bin/python3", "python"]) {
    try {
      return { python, ...(await askChild(python, [script, "--probe"], { limitSeconds: 60 })) };
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
function fastest(trials) {
  return trials.reduce((best, trial) => (trial.rate > best.rate ? trial : best));
}

/**
 * @param {string} python
 * @param {Setting} setting
 * @returns {Start}
 */
function startWith(python, { intraOpThreads, blasThreads, adam }) {
  // Variables of the surroundings would override what is set here.
  const { OMP_NUM_THREADS, MKL_NUM_THREADS, ...env } = process.env;
  return {
    command: python,
    args: [script],
    env: { ...env, OPENBLAS_NUM_THREADS: String(blasThreads) },
    task: { intraOpThreads, adam },
  };
}

/** @param {Setting} setting */
function describe({ intraOpThreads, blasThreads, adam }) {
  return `${intraOpThreads} intra-op thread${intraOpThreads === 1 ? "" : "s"}, OPENBLAS_NUM_THREADS=${blasThreads}, ${adam} Adam`;
}
