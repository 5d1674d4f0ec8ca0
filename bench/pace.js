/**
 * How long the benchmark takes its time for each thing.
 * @typedef {object} Pace
 * @property {number} rounds of each model
 * @property {number} warmUpSeconds of each run
 * @property {number} tensorflowWarmUpSeconds of each run of TensorFlow.js as WebAssembly
 * @property {number} wasmWarmUpSeconds of each run of ONNX Runtime as WebAssembly, a larger module: V8 optimises it meanwhile, on
 *   the same cores
 * @property {number} seconds measured of each run
 * @property {number} trials runs of each of PyTorch's settings
 * @property {number} trialWarmUpSeconds of each of these
 * @property {number} trialSeconds measured of each of these
 * @property {number} starts of the command line, for each figure of the start-up
 * @property {number} compilations of every preset's training program
 * @property {number} memoryEpochs over which memory is watched
 */

/** About ten minutes on two cores. @type {Pace} */
export const full = {
  rounds: 3,
  warmUpSeconds: 1,
  tensorflowWarmUpSeconds: 3,
  wasmWarmUpSeconds: 8,
  seconds: 3,
  trials: 1,
  trialWarmUpSeconds: 0.5,
  trialSeconds: 1,
  starts: 9,
  compilations: 5,
  memoryEpochs: 100,
};

/** About four minutes: to see that all works, not to quote. @type {Pace} */
export const quick = {
  rounds: 1,
  warmUpSeconds: 0.3,
  tensorflowWarmUpSeconds: 1,
  wasmWarmUpSeconds: 4,
  seconds: 0.7,
  trials: 1,
  trialWarmUpSeconds: 0.2,
  trialSeconds: 0.3,
  starts: 2,
  compilations: 2,
  memoryEpochs: 40,
};
