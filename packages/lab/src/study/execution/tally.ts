import { type RunEstimate, totalSeconds } from "../schedule.ts";
import type { JobPart } from "./jobs.ts";

/** How far the jobs of a study have come. */
export interface Tally {
  start(id: string): void;
  progress(id: string, part: JobPart, fraction: number, text: string): void;
  /** @param isDone whether the job needs no more work */
  end(id: string, isDone: boolean): void;
  /** Of the expected work, 0 to 1. */
  fraction(): number;
  secondsLeft(): number;
  /** What every job under way is doing. */
  running(): readonly { readonly id: string; readonly text: string }[];
}

/** So much work is believed to go as estimated before what was measured counts alone. */
const trustedSeconds = 5;

/**
 * @param estimates of all jobs still to be done, by their ids
 * @param workers how many work at a time
 * @param now the time in seconds; a test gives its own
 */
export function createTally(
  estimates: ReadonlyMap<string, RunEstimate>,
  workers: number,
  now: () => number = () => performance.now() / 1000,
): Tally {
  const started = now();
  const total = [...estimates.values()].reduce((sum, estimate) => sum + totalSeconds(estimate), 0);
  const underWay = new Map<string, { readonly text: string; readonly done: number }>();
  /** A run may end twice: as its worker says, and as its files do. */
  const ended = new Set<string>();
  let finished = 0;
  const secondsOf = (id: string): RunEstimate => estimates.get(id) ?? { training: 0, after: 0 };
  const done = (): number => [...underWay.values()].reduce((sum, one) => sum + one.done, finished);
  return {
    start: (id) => underWay.set(id, { text: "starting", done: 0 }),
    progress: (id, part, fraction, text) => {
      const { training, after } = secondsOf(id);
      underWay.set(id, {
        text,
        done: part === "training" ? fraction * training : training + fraction * after,
      });
    },
    end: (id, isDone) => {
      underWay.delete(id);
      if (!isDone || ended.has(id)) return;
      ended.add(id);
      finished += totalSeconds(secondsOf(id));
    },
    fraction: () => (total === 0 ? 1 : done() / total),
    secondsLeft: () => {
      const trusted = trustedSeconds * workers;
      const rate = (done() + trusted) / (now() - started + trusted / workers);
      return (total - done()) / rate;
    },
    running: () => [...underWay].map(([id, { text }]) => ({ id, text })),
  };
}
