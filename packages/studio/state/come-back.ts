import type { DataSource } from "../workers/trainer/trainer-api.ts";
import { isFirst, showFirstAgain } from "./first-model.ts";
import { heldTraining } from "./held-trainings.ts";
import type { Experiment } from "./link.ts";
import { load, sourceOf } from "./load-data.ts";
import { arriveAt, beginMoment, momentHere, momentOf } from "./moments.ts";
import { dismissOffer, tell } from "./notice.ts";
import { putExperiment } from "./put-experiment.ts";
import { readLink } from "./read-link.ts";
import { experiment, loadedData } from "./session.ts";
import type { Tried } from "./storage/stored-tried.ts";
import { prepare } from "./train-model.ts";

// Coming back to an experiment: by the browser's Back and Forward, by undoing, by the strip of what was tried.

/** Goes where the browser's history goes, until the function that it returns is called. */
export function followHistory(): () => void {
  const arrive = ({ state }: PopStateEvent): void => {
    const moment = momentOf(state);
    // An address that was typed or followed: it is taken as a link.
    if (moment === undefined) return;
    arriveAt(moment);
    // The address is what the browser has made it: what it says is put before anything else asks.
    const next = readLink(location.hash).experiment ?? experiment.peek();
    putExperiment(next);
    void comeBack(next, moment.training);
  };
  window.addEventListener("popstate", arrive);
  return () => window.removeEventListener("popstate", arrive);
}

/** Comes back to something that was tried: its settings, and its weights where they are still there. */
export async function openTried({ id, experiment: next, model, latentSize }: Tried): Promise<void> {
  beginMoment(`the return to ${model}, latent size ${latentSize}`, {}, next);
  putExperiment(next);
  if (await comeBack(next, id)) return;
  tell(
    "note",
    "Its settings are back, and it begins untrained: its weights were too large to be stored, or there was no room.",
  );
}

/** Whether the training was still there. */
async function comeBack(next: Experiment, id: string | undefined): Promise<boolean> {
  dismissOffer();
  const { at } = momentHere();
  const held = await heldTraining(id);
  // Another step was faster.
  if (momentHere().at !== at) return true;
  const wanted = held?.experiment ?? next;
  putExperiment(wanted);
  const loaded = loadedData.peek();
  const isLoaded = loaded?.name === (wanted.dataset ?? "mnist") && loaded.samples === samplesOf(wanted);
  const isBeginning = id !== undefined && isFirst(id);
  if (!isLoaded) await load(sourceFor(wanted), held);
  else if (!isBeginning) await prepare(held);
  if (isBeginning) await showFirstAgain();
  return held !== undefined || isBeginning;
}

/** Files are read as they were then. */
function sourceFor(wanted: Experiment): DataSource {
  const source = sourceOf(wanted.dataset);
  if (source.kind !== "files") return source;
  const { samples: _, ...asItIs } = source;
  const samples = samplesOf(wanted);
  return samples === undefined ? asItIs : { ...asItIs, samples };
}

/** What arrays are read as, where that was chosen. */
function samplesOf({ samples }: Experiment): string | undefined {
  return samples === "auto" ? undefined : samples;
}
