import { whyAnew } from "hourglass-core/internal/settings/begins-anew.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { Experiment } from "./link.ts";
import { messageOf, tell } from "./notice.ts";
import { putExperiment } from "./put-experiment.ts";
import { firstShown, loadedData, prepared, training } from "./session.ts";
import { changeModel } from "./train-model.ts";

// Settings that are changed while a model trains, and with which it goes on.

/** Whether there is a model that has begun to learn, and would be lost. */
export function hasBegun(): boolean {
  // What came with the page has no state of an optimiser to go on from.
  return (
    prepared.value !== undefined &&
    firstShown.value === undefined &&
    !["new", "failed"].includes(training.value.status)
  );
}

/**
 * Lets the model in training go on with the experiment that was chosen in place of another; gives whether it does. What it cannot take is told,
 * and the experiment is the one before.
 */
export async function goOn(before: Experiment): Promise<boolean> {
  try {
    await changeModel();
    return true;
  } catch (error) {
    putExperiment(before);
    tell("problem", messageOf(error));
    return false;
  }
}

/** Whether the model in training can go on with an experiment in place of another. */
export function willGoOn(before: Experiment, after: Experiment): boolean {
  return hasBegun() && goesOn(before, after);
}

function goesOn(before: Experiment, after: Experiment): boolean {
  const samples = loadedData.value?.sample;
  if (samples === undefined) return false;
  const complete = (given: Experiment): Settings => resolveSettings(given, "settings", samples);
  try {
    return whyAnew(complete(before), complete(after), samples) === undefined;
  } catch {
    // What cannot be completed is no model's experiment.
    return false;
  }
}
