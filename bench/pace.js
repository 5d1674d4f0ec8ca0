/**
 * How long the benchmark takes its time for each thing.
 * @typedef {object} Pace
 * @property {number} rounds
 * @property {number} warmUpSeconds of each run
 * @property {number} wasmWarmUpSeconds of each run as WebAssembly: V8 optimises the module meanwhile, on the same cores
 * @property {number} seconds measured of each run
 * @property {number} trials runs of each of PyTorch's settings
 * @property {number} trialSeconds measured of each of these
 * @property {number} starts of the command line, for each figure of the start-up
 */

/** About eight minutes on two cores. @type {Pace} */
export const full = {
  rounds: 5,
  warmUpSeconds: 1,
  wasmWarmUpSeconds: 8,
  seconds: 4,
  trials: 3,
  trialSeconds: 2,
  starts: 9,
};

/** About two minutes: to see that all works, not to quote. @type {Pace} */
export const quick = {
  rounds: 2,
  warmUpSeconds: 0.3,
  wasmWarmUpSeconds: 6,
  seconds: 1,
  trials: 1,
  trialSeconds: 0.5,
  starts: 3,
};
