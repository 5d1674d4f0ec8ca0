import { compareLosses, summarise, summariseRatios } from "./statistics.js";

/** @import { Contestant } from "./contestants.js" */
/** @import { BenchmarkModel } from "./models.js" */
/** @import { Measurements } from "./rounds.js" */
/** @import { Summary } from "./statistics.js" */

/**
 * A contestant beside the native Hourglass of the same rounds.
 * @typedef {object} Comparison
 * @property {string} name
 * @property {string} title
 * @property {string} version
 * @property {number} threads
 * @property {Summary} rate images a second
 * @property {Summary} [ofNative] its rate over the native one's
 * @property {Summary} [nativeOver] the native one's rate over its
 * @property {Summary} share of the matrix-product rate
 * @property {{ steps: number, loss: number, reference: number }} [losses] of the round in which they differ most
 * @property {number} lossTolerance relative difference of these losses above which it does not train the same
 * @property {string} [handicap] why it is not at its best on this machine
 * @property {number} peakMemory in bytes, the largest of all rounds
 */

/** The contestant that all others are compared with. */
export const reference = "hourglass-native";

/**
 * @param {BenchmarkModel} model
 * @param {readonly Contestant[]} contestants
 * @param {Measurements} measurements
 * @param {number} work of an image, in FLOP
 * @returns {Comparison[]} of those that were measured
 */
export function compareContestants(
  { lossTolerance },
  contestants,
  { results, productRates, handicaps },
  work,
) {
  const native = results.get(reference) ?? [];
  return contestants.flatMap(({ name, title }) => {
    const own = results.get(name) ?? [];
    const measured = own.filter((result) => result !== undefined);
    const [first] = measured;
    if (first === undefined) return [];
    const rates = ratesOf(own);
    const ofNative = name === reference ? undefined : summariseRatios(rates, ratesOf(native));
    const nativeOver = name === reference ? undefined : summariseRatios(ratesOf(native), rates);
    const handicap = handicaps.get(name);
    const losses = name === reference ? undefined : worstLosses(own, native);
    const share = summariseRatios(
      rates.map((rate) => (rate === undefined ? undefined : rate * work)),
      productRates,
    );
    if (share === undefined) return [];
    return {
      ...{ name, title, version: first.version, threads: first.threads, share, lossTolerance },
      rate: summarise(rates.filter((rate) => rate !== undefined)),
      ...(ofNative === undefined || nativeOver === undefined ? {} : { ofNative, nativeOver }),
      ...(handicap === undefined ? {} : { handicap }),
      ...(losses === undefined ? {} : { losses }),
      peakMemory: Math.max(...measured.map(({ peakMemory }) => peakMemory)),
    };
  });
}

/** @param {Comparison} comparison */
export function trainsTheSame({ losses, lossTolerance }) {
  return losses === undefined || lossDifference(losses) <= lossTolerance;
}

/** @param {{ loss: number, reference: number }} losses */
function lossDifference({ loss, reference: expected }) {
  const difference = Math.abs(loss - expected) / expected;
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
}

/** @param {Measurements["results"] extends ReadonlyMap<string, infer R> ? R : never} results */
function ratesOf(results) {
  return results.map((result) => (result === undefined ? undefined : result.images / result.seconds));
}

/**
 * @param {Parameters<typeof ratesOf>[0]} own
 * @param {Parameters<typeof ratesOf>[0]} native
 */
function worstLosses(own, native) {
  const pairs = own.flatMap((result, round) => {
    const expected = native[round];
    return result === undefined || expected === undefined
      ? []
      : [compareLosses(result.losses, expected.losses)];
  });
  return pairs.sort((a, b) => lossDifference(b) - lossDifference(a))[0];
}
