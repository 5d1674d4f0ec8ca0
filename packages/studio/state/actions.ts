import { isolate } from "../isolation.ts";
import type {
  EngineOptions,
  GivenFile,
  LoadProgress,
  Takeaway,
  TakenFile,
} from "../workers/trainer/trainer-api.ts";
import { goOnWith } from "./change-settings.ts";
import { type Change, changed, lostWords } from "./check-experiment.ts";
import { connected } from "./connection.ts";
import { startEngine } from "./engine.ts";
import { offerToKeep } from "./kept-models.ts";
import { linkOf } from "./link.ts";
import { givenSource, load, loadGiven, sourceOf } from "./load-data.ts";
import { tell } from "./notice.ts";
import { listOfferedData } from "./offered-data.ts";
import { putExperiment } from "./put-experiment.ts";
import { readLink } from "./read-link.ts";
import { data, experiment, isolation, loadedData, offeredData } from "./session.ts";
import { prepare } from "./train-model.ts";

// What a person can do with the page as a whole: start it, choose settings and data, take the model away.

/** Starts the page: workers, the experiment of the link, its data and its model. */
export async function start(): Promise<void> {
  const found = await isolate();
  // The page is being loaded again.
  if (found === undefined) return;
  isolation.value = found;
  takeLink("The page begins with its first experiment instead.");
  window.addEventListener("hashchange", () => {
    if (location.hash.slice(1) === linkOf(experiment.value)) return;
    if (takeLink("The experiment stays as it was.")) void load(sourceOf(experiment.value.dataset));
  });
  const options: EngineOptions = {
    device: "auto",
    threads: found.isolated ? Math.min(navigator.hardwareConcurrency, 8) : 1,
    page: document.baseURI,
  };
  void listOfferedData().then((offered) => {
    offeredData.value = offered;
  });
  await startEngine(options);
}

/** Takes the experiment of the link; where it cannot be, what there was stays. Whether the link counts. */
function takeLink(whatStays: string): boolean {
  // Without an equals sign it is the name of a part of the page.
  if (!location.hash.includes("=")) return false;
  const { experiment: found, problem } = readLink(location.hash);
  if (problem !== undefined) {
    tell(
      found === undefined ? "problem" : "note",
      found === undefined ? `${problem}. ${whatStays}` : problem,
    );
  }
  putExperiment(found ?? experiment.value);
  return found !== undefined;
}

/**
 * Changes settings. Where they are others of the same training, the model goes on with them; else it begins anew. A value of `undefined` goes
 * back to the preset's.
 * @param isAnew whether it begins anew in any case
 */
export async function choose(change: Change, isAnew = false): Promise<void> {
  const before = experiment.value;
  const isOther = change.dataset !== undefined && change.dataset !== before.dataset;
  // What arrays are read as belongs to them.
  const whole = isOther ? { samples: undefined, ...change } : change;
  putExperiment(changed(before, whole, isOther ? undefined : loadedData.value?.sample));
  const lost = lostWords(before, whole, experiment.value);
  if (lost !== undefined) tell("note", lost);
  if (isOther || (change.dataset !== undefined && data.value.status === "failed")) {
    await load(sourceOf(change.dataset));
    return;
  }
  const source = givenSource(before.dataset);
  const { samples } = experiment.value;
  if (source !== undefined && samples !== before.samples) {
    const { samples: _, ...asItIs } = source;
    const isLoaded = await load(
      samples === undefined || samples === "auto" ? asItIs : { ...asItIs, samples },
    );
    if (!isLoaded) putExperiment(before);
    return;
  }
  if (!isAnew && (await goOnWith(before, experiment.value))) return;
  offerToKeep("settings");
  await prepare();
}

/** Takes data that a person dropped or chose: IDX files, PNG pictures, or a file of arrays. */
export async function loadFiles(name: string, files: readonly GivenFile[]): Promise<void> {
  await loadGiven(name, files);
}

/** A file of the model in training. */
export async function take(what: Takeaway, onProgress: (progress: LoadProgress) => void): Promise<TakenFile> {
  return connected().trainer.take(what, onProgress);
}
