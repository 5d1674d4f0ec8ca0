/**
 * How long the benchmark takes its time for each thing.
 * @typedef {object} Pace
 * @property {number} rounds of each model on each number of threads: so many turns has everybody
 * @property {number} turnSeconds of each turn
 * @property {number} warmUpSeconds of each contestant, before its first turn, unless it needs more
 * @property {number} probeSeconds of matrix products before and after each turn
 * @property {number} trialRounds of each of PyTorch's settings
 * @property {number} trialSeconds of each of these
 * @property {number} starts of the command line, for each figure of the start-up
 * @property {number} compilations of every preset's training program
 * @property {number} detections of odd rows of a table, learning and all
 * @property {number} studies of each number of workers
 * @property {import("./study-workers.js").WorkedStudy} study that they train
 * @property {number} aggregations of each made-up study
 * @property {number} memoryShare of the epochs over which memory is watched
 */

/** About an hour on two cores. @type {Pace} */
export const full = {
  rounds: 20,
  turnSeconds: 1,
  warmUpSeconds: 2,
  probeSeconds: 0.15,
  trialRounds: 4,
  trialSeconds: 0.7,
  starts: 20,
  compilations: 5,
  detections: 5,
  studies: 3,
  aggregations: 3,
  study: { model: "deep", seeds: 8, epochs: 3 },
  memoryShare: 1,
};

/** A few minutes: to see that all works, not to quote. @type {Pace} */
export const quick = {
  rounds: 3,
  turnSeconds: 0.3,
  warmUpSeconds: 0.3,
  probeSeconds: 0.05,
  trialRounds: 1,
  trialSeconds: 0.2,
  starts: 3,
  compilations: 2,
  detections: 1,
  studies: 1,
  aggregations: 1,
  study: { model: "vanilla", seeds: 4, epochs: 1 },
  memoryShare: 0.05,
};
