/** @import { Comparison } from "./comparison.js" */
/** @import { Figure, StartUp } from "./start-up.js" */
/** @import { Summary } from "./statistics.js" */

/**
 * @typedef {object} Figures
 * @property {readonly Comparison[]} comparisons
 * @property {StartUp} [startUp]
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
  atLeast(
    2.5,
    "times",
    1,
    "speed of native training, against PyTorch",
    ofComparison("pytorch", "nativeOver"),
  ),
  atLeast(
    40,
    "times",
    1,
    "speed of native training, against TensorFlow.js (WebAssembly)",
    ofComparison("tensorflow-wasm", "nativeOver"),
  ),
  atLeast(
    45,
    "%",
    100,
    "native training's share of the matrix-product rate",
    ofComparison("hourglass-native", "share"),
  ),
  atLeast(
    30,
    "%",
    100,
    "speed of WebAssembly training, against native",
    ofComparison("hourglass-wasm", "ofNative"),
  ),
  under(0.2, "s", 1, "`hourglass --help`", ofStartUp("help")),
  under(1, "s", 1, "`hourglass train` to the end of its first step", ofStartUp("firstStep")),
  under(450, "MB", 1e-6, "peak memory of `hourglass train`", ofStartUp("peakMemory")),
];

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
 * @param {string} name
 * @param {"nativeOver" | "ofNative" | "share"} field
 * @returns {Target["figure"]}
 */
function ofComparison(name, field) {
  return ({ comparisons }) => {
    const comparison = comparisons.find((candidate) => candidate.name === name);
    if (comparison?.handicap !== undefined) return { missing: comparison.handicap };
    const value = comparison?.[field];
    return value === undefined ? { missing: `${name} was not measured` } : { value };
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
