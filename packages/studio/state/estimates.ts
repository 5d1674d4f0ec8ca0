import { type Signal, signal } from "@preact/signals";
import { type Change, changed } from "./check-experiment.ts";
import { connected } from "./connection.ts";
import { type Experiment, linkOf } from "./link.ts";
import { isPartOfData, loadedData, training } from "./session.ts";

// How long what could be trained next would take here, measured while nothing trains.

/** Seconds that a training of an experiment takes, by the experiment's link. */
export const estimates: Signal<ReadonlyMap<string, number>> = signal(new Map());

/** Seconds that the page waits after a training before it measures: what a person looks at then is drawn first. */
const rest = 2.5;

/** Seconds that an experiment would take, as far as that is known. */
export function estimateOf(experiment: Experiment): number | undefined {
  return estimates.value.get(linkOf(experiment));
}

/** The experiment that a change leads to. */
export function experimentAfter(before: Experiment, change: Change): Experiment {
  return changed(before, change, loadedData.value?.sample);
}

/** Measures what is not known yet, one after the other, until the function that it returns is called. */
export function estimateAll(experiments: readonly Experiment[]): () => void {
  let isMeant = true;
  const measure = async (): Promise<void> => {
    for (const experiment of experiments) {
      const link = linkOf(experiment);
      if (!isMeant || isBusy()) return;
      if (estimates.peek().has(link)) continue;
      const seconds = await connected().trainer.estimate(experiment);
      if (seconds !== undefined) estimates.value = new Map(estimates.peek()).set(link, seconds);
    }
  };
  const timer = setTimeout(() => {
    // Without an estimate nothing is missing but a number.
    measure().catch(() => undefined);
  }, 1000 * rest);
  return () => {
    isMeant = false;
    clearTimeout(timer);
  };
}

function isBusy(): boolean {
  return isPartOfData.peek() || ["training", "pausing"].includes(training.peek().status);
}
