import { startContestant } from "./contestant-process.js";
import { matrixProduct, reference } from "./contestants.js";
import { epochOrder } from "./hourglass.js";

/** @import { RunningContestant } from "./contestant-process.js" */
/** @import { Contestant, Start } from "./contestants.js" */
/** @import { BenchmarkModel } from "./models.js" */
/** @import { Pace } from "./pace.js" */
/** @import { createProgress } from "./progress.js" */
/** @import { Farewell, Ready } from "./protocol.js" */

/**
 * @typedef {object} MeasuredTurn
 * @property {number} rate images a second
 * @property {[before: number, after: number]} products the machine's rate in matrix products around the turn, in FLOP/s
 *
 * What a contestant did on a model.
 * @typedef {object} Measured
 * @property {Ready} ready
 * @property {readonly MeasuredTurn[]} turns one a round
 * @property {Farewell} farewell
 * @property {string} [note]
 * @property {string} [handicap]
 *
 * @typedef {object} Rounds
 * @property {ReadonlyMap<string, Measured>} measured by contestant
 * @property {ReadonlyMap<string, string>} missing why a contestant has nothing
 *
 * @typedef {object} Circumstances
 * @property {string} folder the job's
 * @property {number} threads
 * @property {Pace} pace
 * @property {ReturnType<typeof createProgress>} progress
 * @property {() => Promise<void>} installPeers
 */

/**
 * Lets the contestants train a model in short turns, each in a process of its own that waits meanwhile. Who fails is left out, with the
 * reason.
 * @param {BenchmarkModel} model
 * @param {readonly Contestant[]} contestants
 * @param {Circumstances} circumstances
 * @returns {Promise<Rounds>}
 */
export async function runRounds(model, contestants, circumstances) {
  const { pace, threads, progress, folder } = circumstances;
  const where = sessionName(model, threads);
  const task = { model: model.name, threads };
  /** @type {Map<string, string>} */
  const missing = new Map();
  /** @type {Map<string, { start: Start, process: RunningContestant, turns: MeasuredTurn[] }>} */
  const running = new Map();
  const fail = (/** @type {Contestant} */ { name, title }, /** @type {unknown} */ error) => {
    missing.set(name, messageOf(error));
    running.get(name)?.process.kill();
    running.delete(name);
    process.stderr.write(`${where}: without ${title}: ${messageOf(error)}\n`);
  };
  for (const contestant of contestants) {
    const { name, title, warmUpSeconds = pace.warmUpSeconds } = contestant;
    try {
      const start = await contestant.find(contextOf(model, circumstances));
      await progress.during({ kind: "start", session: where }, `${where}: ${title} starts`, async () => {
        const process = await startContestant(start, folder, task);
        running.set(name, { start, process, turns: [] });
        await process.train(warmUpSeconds);
      });
    } catch (error) {
      fail(contestant, error);
    }
  }
  progress.drop({ kind: "start", session: where });
  progress.drop({ kind: "trial", session: where });
  if (!running.has(reference)) {
    for (const { process } of running.values()) process.kill();
    progress.drop({ kind: "round", session: where });
    return { measured: new Map(), missing };
  }
  const probe = await startContestant(matrixProduct, folder, task);
  await probe.train(1);
  const productRate = async () => {
    const { amount, seconds } = await probe.train(pace.probeSeconds);
    return amount / seconds;
  };
  for (let round = 1; round <= pace.rounds; round++) {
    await progress.during(
      { kind: "round", session: where },
      `${where}: round ${round} of ${pace.rounds}`,
      async () => {
        let before = await productRate();
        for (const index of orderOfRound(round, contestants.length)) {
          const contestant = /** @type {Contestant} */ (contestants[index]);
          const own = running.get(contestant.name);
          if (own === undefined) continue;
          try {
            const { amount, seconds } = await own.process.train(pace.turnSeconds);
            const after = await productRate();
            own.turns.push({ rate: amount / seconds, products: [before, after] });
            before = after;
          } catch (error) {
            fail(contestant, error);
          }
        }
      },
    );
  }
  probe.kill();
  /** @type {Map<string, Measured>} */
  const measured = new Map();
  for (const [name, { start, process, turns }] of running) {
    const { note, handicap } = start;
    measured.set(name, {
      ...{ ready: process.ready, turns, farewell: await process.end() },
      ...(note === undefined ? {} : { note }),
      ...(handicap === undefined ? {} : { handicap }),
    });
  }
  return { measured, missing };
}

/**
 * Who goes when in a round: drawn by a seed in every other round, and the other way round in the next, so that nobody comes earlier, or after
 * somebody, more often than the other way.
 * @param {number} round from 1
 * @param {number} count
 * @returns {number[]}
 */
export function orderOfRound(round, count) {
  const drawn = [...epochOrder(1, Math.ceil(round / 2), count)];
  return round % 2 === 1 ? drawn : drawn.reverse();
}

/** @param {BenchmarkModel} model @param {number} threads */
export function sessionName({ name }, threads) {
  return `${name}, ${threads} thread${threads === 1 ? "" : "s"}`;
}

/**
 * @param {BenchmarkModel} model
 * @param {Circumstances} circumstances
 * @returns {import("./contestants.js").Context}
 */
function contextOf(model, { pace, threads, progress, folder, installPeers }) {
  const session = sessionName(model, threads);
  return {
    ...{ model, threads, installPeers },
    tryOut: (starts, text) =>
      progress.during({ kind: "trial", session }, `${session}: ${text}`, async () => {
        const processes = await inTurn(starts, (start) =>
          startContestant(start, folder, { model: model.name, threads }),
        );
        const rates = starts.map(() => /** @type {number[]} */ ([]));
        for (let round = 0; round <= pace.trialRounds; round++) {
          for (const index of orderOfRound(round + 1, processes.length)) {
            const done = await processes[index]?.train(pace.trialSeconds);
            // The first warms up.
            if (done !== undefined && round > 0) rates[index]?.push(done.amount / done.seconds);
          }
        }
        for (const process of processes) process.kill();
        return rates;
      }),
  };
}

/**
 * @template T, R
 * @param {readonly T[]} list
 * @param {(one: T) => Promise<R>} work
 */
async function inTurn(list, work) {
  /** @type {R[]} */
  const results = [];
  for (const one of list) results.push(await work(one));
  return results;
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
