import { type Experiment, linkOf } from "./link.ts";
import { experiment } from "./session.ts";

/** Sets the experiment, and with it the page's link. */
export function putExperiment(next: Experiment): void {
  experiment.value = next;
  history.replaceState(null, "", `#${linkOf(next)}`);
}
