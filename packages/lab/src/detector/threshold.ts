import { UsageError } from "hourglass-core/internal/errors.ts";
import { counted } from "hourglass-core/internal/words.ts";
import jstat from "jstat";

/** The score above which an alarm is raised, and what it costs. */
export interface Threshold {
  readonly score: number;
  /** The share of normal samples that was asked for to be above it. */
  readonly falseAlarms: number;
  /** Held-out normal samples that it was set by. */
  readonly samples: number;
  /** The 95 % interval of the share of all normal samples that are above it, as far as these tell. */
  readonly interval: readonly [low: number, high: number];
}

/**
 * The score that a share of normal samples is above. Of n held-out scores it is the k-th, k = ceil((1 - share)(n + 1)), so that of
 * new normal samples a share of at most `falseAlarms` is above it on average, whatever the distribution of scores (Vovk, Gammerman and
 * Shafer, "Algorithmic learning in a random world", 2005). The share above the k-th of n is distributed as Beta(n + 1 - k, k).
 * @param scores of normal samples that nothing was fitted to
 * @throws UsageError where they are too few for such a share
 */
export function thresholdOf(scores: Float64Array, falseAlarms: number): Threshold {
  const count = scores.length;
  const place = thresholdPlace(count, falseAlarms);
  const rising = scores.toSorted();
  const [above, below] = [count + 1 - place, place];
  const quantile = (share: number): number => jstat.beta.inv(share, above, below);
  return {
    ...{ score: rising[place - 1] as number, falseAlarms, samples: count },
    interval: [quantile(0.025), quantile(0.975)],
  };
}

/**
 * The place of the threshold among as many ascending scores, from 1.
 * @throws UsageError where they are too few for such a share
 */
export function thresholdPlace(count: number, falseAlarms: number): number {
  const place = Math.ceil((1 - falseAlarms) * (count + 1));
  if (place >= 1 && place <= count) return place;
  const needed = Math.ceil(1 / falseAlarms) - 1;
  throw new UsageError(
    `a false-alarm rate of ${shareWords(falseAlarms)} needs at least ${counted(needed, "held-out normal sample")}, found ${count}: ` +
      "give more normal data, hold more of them out, or allow more false alarms",
  );
}

/** A share in per cent, with the digits that it has: `1 %`, `0.25 %`. */
export function shareWords(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

/**
 * The chance that as many alarms as these, or more, are raised among so many normal samples, if each raises one with the chance `share`:
 * near 0 where samples are unlike those of training.
 */
export function chanceOfAlarms(alarms: number, samples: number, share: number): number {
  return alarms === 0 ? 1 : jstat.ibeta(share, alarms, samples - alarms + 1);
}
