/**
 * The grid of a study.
 * @typedef {object} StudyShape
 * @property {string} name
 * @property {readonly string[]} data
 * @property {readonly string[]} models
 * @property {Readonly<Record<string, readonly (string | number)[]>>} vary
 * @property {number} seeds how many
 */

const tenSizes = [2, 3, 4, 6, 8, 12, 16, 24, 32, 64];
const tenRates = Array.from({ length: 10 }, (_, index) => Number((1e-4 * 2 ** index).toPrecision(3)));
const fiveNoises = ["none", "gaussian:0.1", "gaussian:0.3", "masking:0.2", "masking:0.5"];
const twoSets = ["mnist", "fashion-mnist"];
const twoModels = ["vanilla", "deep"];

/**
 * Grids of as many trainings as a study may have, by what there is much of: cells, seeds, values of one setting.
 * @type {readonly StudyShape[]}
 */
export const shapes = [
  {
    ...{ name: "2,000 cells of 5 seeds, 3 settings", data: twoSets, models: twoModels, seeds: 5 },
    vary: { latentSize: tenSizes, learningRate: tenRates, corruption: fiveNoises },
  },
  {
    ...{ name: "10,000 cells of 1 seed, 4 settings", data: twoSets, models: twoModels, seeds: 1 },
    vary: {
      ...{ latentSize: tenSizes, learningRate: tenRates, corruption: fiveNoises },
      weightDecay: [0, 1e-5, 1e-4, 1e-3, 1e-2],
    },
  },
  {
    ...{ name: "100 cells of 100 seeds", data: ["mnist"], models: twoModels, seeds: 100 },
    vary: { latentSize: tenSizes, corruption: fiveNoises },
  },
  { name: "2 cells of 5,000 seeds", data: ["mnist"], models: twoModels, vary: {}, seeds: 5000 },
  {
    ...{ name: "1,000 values of one setting, 10 seeds", data: ["mnist"], models: ["vanilla"], seeds: 10 },
    vary: { learningRate: Array.from({ length: 1000 }, (_, index) => (index + 1) / 1e5) },
  },
  {
    name: "1,000 models of 10 seeds",
    ...{
      data: ["mnist"],
      models: Array.from({ length: 1000 }, (_, index) => `model ${index + 1}`),
      seeds: 10,
    },
    vary: {},
  },
];
