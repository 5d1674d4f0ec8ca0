import { longTrainings } from "./memory.js";
import { summarise } from "./statistics.js";

/** @import { Comparison } from "./comparison.js" */
/** @import { CompileTimes } from "./compile-time.js" */
/** @import { LongTrainings } from "./memory.js" */
/** @import { Figure, StartUp } from "./start-up.js" */
/** @import { Summary } from "./statistics.js" */

/**
 * @typedef {object} Figures
 * @property {ReadonlyMap<string, readonly Comparison[]>} comparisons by model
 * @property {StartUp} [startUp]
 * @property {CompileTimes} [compileTimes]
 * @property {LongTrainings} [longTrainings]
 */

/**
 * What the speed of Hourglass is to be, on two cores. `scale` takes the figure to the unit of `limit`.
 * @typedef {object} Target
 * @property {string} text
 * @property {"at least" | "under"} direction
 * @property {number} limit
 * @property {string} unit
 * @property {number} scale
 * @property {(figures: Figures) => Figure} figure
 */

/** @type {readonly Target[]} */
export const targets = [
  ...ofModel("vanilla", { overPyTorch: 2.5, overTensorFlow: 40, share: 45 }),
  atLeast(
    30,
    "%",
    100,
    "vanilla, WebAssembly training's speed against native",
    ofComparison("vanilla", "hourglass-wasm", "ofNative"),
  ),
  ...ofModel("deep", { overPyTorch: 1.2, share: 70 }),
  ...ofModel("convolutional", { overPyTorch: 1.5, share: 55 }),
  ...ofModel("denoising", { overPyTorch: 2, share: 35 }),
  under(0.5, "s", 1, "compile time of the slowest preset's training program", slowestToCompile),
  under(0.2, "s", 1, "`hourglass --help`", ofStartUp("help")),
  under(1, "s", 1, "`hourglass train` to the end of its first step", ofStartUp("firstStep")),
  under(450, "MB", 1e-6, "peak memory of `hourglass train`", ofStartUp("peakMemory")),
  ...longTrainings.map(({ model }) =>
    under(5, "%", 100, `${model}, growth of memory from epoch 20 to the last`, ofLongTraining(model)),
  ),
];

/**
 * The targets of native training of a model.
 * @param {string} model
 * @param {{ overPyTorch: number, overTensorFlow?: number, share: number }} limits times as fast, and per cent
 * @returns {Target[]}
 */
function ofModel(model, { overPyTorch, overTensorFlow, share }) {
  const times = (/** @type {number} */ limit, /** @type {string} */ title, /** @type {string} */ name) =>
    atLeast(limit, "times", 1, `${model}, speed against ${title}`, ofComparison(model, name, "nativeOver"));
  return [
    times(overPyTorch, "PyTorch", "pytorch"),
    ...(overTensorFlow === undefined
      ? []
      : [times(overTensorFlow, "TensorFlow.js (WebAssembly)", "tensorflow-wasm")]),
    atLeast(
      share,
      "%",
      100,
      `${model}, share of the matrix-product rate`,
      ofComparison(model, "hourglass-native", "share"),
    ),
  ];
}

/**
 * @param {number} limit
 * @param {string} unit
 * @param {number} scale
 * @param {string} text
 * @param {Target["figure"]} figure
 * @returns {Target}
 */
function atLeast(limit, unit, scale, text, figure) {
  return { direction: "at least", limit, unit, scale, text, figure };
}

/** @type {typeof atLeast} */
function under(limit, unit, scale, text, figure) {
  return { direction: "under", limit, unit, scale, text, figure };
}

/**
 * @param {string} model
 * @param {string} name
 * @param {"nativeOver" | "ofNative" | "share"} field
 * @returns {Target["figure"]}
 */
function ofComparison(model, name, field) {
  return ({ comparisons }) => {
    const comparison = comparisons.get(model)?.find((candidate) => candidate.name === name);
    if (comparison?.handicap !== undefined) return { missing: comparison.handicap };
    const value = comparison?.[field];
    return value === undefined ? { missing: `${name} was not measured` } : { value };
  };
}

/** @type {Target["figure"]} */
function slowestToCompile({ compileTimes }) {
  const [slowest] = [...(compileTimes?.values() ?? [])].sort((a, b) => b.median - a.median);
  return slowest === undefined ? { missing: "compile time was not measured" } : { value: slowest };
}

/**
 * @param {string} model
 * @returns {Target["figure"]}
 */
function ofLongTraining(model) {
  return ({ longTrainings: measured }) => {
    const growth = measured?.get(model)?.growth;
    return growth === undefined ? { missing: "memory was not measured" } : { value: summarise([growth]) };
  };
}

/**
 * @param {keyof StartUp} field
 * @returns {Target["figure"]}
 */
function ofStartUp(field) {
  return ({ startUp }) => startUp?.[field] ?? { missing: "start-up was not measured" };
}

/**
 * @param {Target} target
 * @param {Summary} summary
 */
export function isReached({ direction, limit, scale }, { median }) {
  return direction === "under" ? median * scale < limit : median * scale >= limit;
}
