import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runChild } from "./child.js";
import { pairedRatio } from "./statistics.js";

/** @import { Context, Start } from "./contestants.js" */
/** @import { BenchmarkModel } from "./models.js" */

/**
 * Matrix products of one thread, in FLOP/s, below which PyTorch has no optimised BLAS: the reference implementation
 * reaches 1 to 4 GFLOP/s on machines where the optimised ones reach 30 to 260.
 */
const slowestOptimised = 10e9;

/**
 * What holds OpenBLAS to the kernels and the cache of another processor than this, where the surroundings set it: for PyTorch it is unset.
 */
const restraints = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

const script = fileURLToPath(new URL("contestants/pytorch.py", import.meta.url));

/**
 * @typedef {object} Setting
 * @property {number} intraOpThreads
 * @property {number} blasThreads
 * @property {string} adam
 * @property {string} memoryFormat
 * @property {string} vectors ATEN_CPU_CAPABILITY, or "default"
 */

/**
 * How to start PyTorch at its best settings for a model, found by trying: how its threads are shared between PyTorch and OpenBLAS, then
 * the implementation of Adam, the memory format where there are convolutions, and the vectors of all that is no product.
 * @param {Context} context
 * @returns {Promise<Start>}
 * @throws Error when no Python here has PyTorch
 */
export async function findPyTorch(context) {
  found ??= findPython();
  const { python, implementations, flopPerSecond, mkl } = await found;
  const sharings = await trySettings(python, threadSettings(context.threads), context);
  const [best] = byRate(sharings);
  if (best === undefined) throw new Error("no setting of PyTorch was tried");
  const variants = memoryFormats(context.model).flatMap((memoryFormat) =>
    implementations.flatMap((adam) =>
      vectorSettings().map((vectors) => ({ ...best.setting, adam, memoryFormat, vectors })),
    ),
  );
  // The default runs again beside the others: a figure from another minute would not compare.
  const tried = variants.length < 2 ? [] : await trySettings(python, variants, context);
  const [chosen] = [...byRate(tried), best];
  const unset = restraints.filter((name) => process.env[name] !== undefined);
  const slower = byRate(tried.length > 0 ? tried : sharings).filter(
    ({ setting }) => describe(setting) !== describe(chosen.setting),
  );
  const notes = [
    `PyTorch ran with ${describe(chosen.setting)}: the fastest of ${sharings.length + tried.length} settings in short turns. Next came ` +
      `${slower
        .slice(0, 3)
        .map(
          ({ setting, rate }) =>
            `${describe(setting)} (${((100 * rate) / chosen.rate).toFixed(0)} % as fast)`,
        )
        .join("; ")}.`,
    ...(unset.length === 0
      ? []
      : [`For it, ${unset.join(" and ")} of the environment ${unset.length === 1 ? "was" : "were"} unset.`]),
    ...(mkl === undefined ? [] : [`MKL says of itself: ${mkl}.`]),
  ];
  return {
    ...startWith(python, chosen.setting),
    ...(flopPerSecond >= slowestOptimised ? {} : { handicap: describeSlowProducts(flopPerSecond) }),
    note: notes.join(" "),
  };
}

/**
 * The ways to share so many threads between PyTorch's operators and OpenBLAS's products.
 * @param {number} threads
 * @returns {Setting[]}
 */
export function threadSettings(threads) {
  const rest = { adam: "default", memoryFormat: "contiguous", vectors: "default" };
  const counts =
    threads === 1
      ? [[1, 1]]
      : [
          [threads, threads],
          [threads, 1],
          [1, threads],
        ];
  return counts.map(([intraOpThreads = 1, blasThreads = 1]) => ({ intraOpThreads, blasThreads, ...rest }));
}

/** @param {BenchmarkModel} model */
function memoryFormats({ name }) {
  return name === "convolutional" ? ["contiguous", "channels_last"] : ["contiguous"];
}

/** PyTorch takes AVX-512 for itself only where it is told to. */
function vectorSettings() {
  try {
    return /\bavx512f\b/.test(readFileSync("/proc/cpuinfo", "utf8")) ? ["default", "avx512"] : ["default"];
  } catch {
    return ["default"];
  }
}

/**
 * About how many settings will be tried: PyTorch offers one or two more implementations of Adam.
 * @param {number} threads
 * @param {BenchmarkModel} model
 */
export function settingsToTry(threads, model) {
  return threadSettings(threads).length + 2 * memoryFormats(model).length * vectorSettings().length;
}

/** @param {number} flopPerSecond */
function describeSlowProducts(flopPerSecond) {
  return (
    `this PyTorch has no optimised BLAS (${(flopPerSecond / 1e9).toFixed(1)} GFLOP/s in matrix products with one ` +
    "thread); for Debian's, install libopenblas0-pthread"
  );
}

/** Where Python may be, with what the benchmark compares with. */
export const pythons = ["python3", "/usr/bin/python3", "python"];

/** Once is enough. @type {ReturnType<typeof findPython> | undefined} */
let found;

/** @returns {Promise<{ python: string, implementations: string[], flopPerSecond: number, mkl?: string }>} */
async function findPython() {
  for (const python of pythons) {
    try {
      const env = { ...environment({ blasThreads: 1, vectors: "default" }), MKL_VERBOSE: "1" };
      const lines = (await runChild(python, [script, "--probe"], { env, limitSeconds: 60 }))
        .trimEnd()
        .split("\n");
      const mkl = lines.find((line) => /^MKL_VERBOSE .*MKL/.test(line))?.slice("MKL_VERBOSE ".length);
      return { python, ...JSON.parse(lines.at(-1) ?? ""), ...(mkl === undefined ? {} : { mkl }) };
    } catch {
      // The next one may have it.
    }
  }
  throw new Error("no Python with PyTorch and NumPy found");
}

/**
 * Every setting in turn, several times over; the rate is the geometric mean.
 * @param {string} python
 * @param {readonly Setting[]} settings
 * @param {Context} context
 */
async function trySettings(python, settings, { tryOut }) {
  const rates = await tryOut(
    settings.map((setting) => startWith(python, setting)),
    `trying ${settings.length} settings of PyTorch`,
  );
  return settings.map((setting, index) => {
    const own = rates[index] ?? [];
    return {
      setting,
      rate: pairedRatio(
        own,
        own.map(() => 1),
      ).ratio,
    };
  });
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
function startWith(python, setting) {
  const { intraOpThreads, adam, memoryFormat } = setting;
  return {
    command: python,
    args: [script],
    env: environment(setting),
    task: { intraOpThreads, adam, memoryFormat },
  };
}

/**
 * The surroundings' variables, without those that would override what is set here.
 * @param {Pick<Setting, "blasThreads" | "vectors">} setting
 * @param {NodeJS.ProcessEnv} [surroundings]
 * @returns {NodeJS.ProcessEnv}
 */
export function environment({ blasThreads, vectors }, surroundings = process.env) {
  const ours = ["OMP_NUM_THREADS", "MKL_NUM_THREADS", "ATEN_CPU_CAPABILITY", ...restraints];
  return {
    ...Object.fromEntries(Object.entries(surroundings).filter(([name]) => !ours.includes(name))),
    OPENBLAS_NUM_THREADS: String(blasThreads),
    ...(vectors === "default" ? {} : { ATEN_CPU_CAPABILITY: vectors }),
  };
}

/** @param {Setting} setting */
function describe({ intraOpThreads, blasThreads, adam, memoryFormat, vectors }) {
  return [
    `${intraOpThreads} intra-op thread${intraOpThreads === 1 ? "" : "s"}`,
    `OPENBLAS_NUM_THREADS=${blasThreads}`,
    `${adam} Adam`,
    ...(memoryFormat === "contiguous" ? [] : [memoryFormat]),
    ...(vectors === "default" ? [] : [`ATEN_CPU_CAPABILITY=${vectors}`]),
  ].join(", ");
}
