import { type Experiment, linkOf } from "./link.ts";
import { experiment } from "./session.ts";

/** Sets the experiment, and with it the page's link. */
export function putExperiment(next: Experiment): void {
  experiment.value = next;
  // What moments.ts says of the entry stays.
  history.replaceState(history.state, "", `#${linkOf(next)}`);
}
