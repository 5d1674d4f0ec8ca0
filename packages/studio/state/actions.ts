import type { SettingName } from "hourglass-core/internal/settings/settings.ts";
import { isolate } from "../isolation.ts";
import type {
  EngineOptions,
  GivenFile,
  LoadProgress,
  Takeaway,
  TakenFile,
} from "../workers/trainer/trainer-api.ts";
import { askedDevice, withDevice, withDeviceInQuery } from "./asked-device.ts";
import { goOn, willGoOn } from "./change-settings.ts";
import { type Change, changed, changeSubject, lostWords } from "./check-experiment.ts";
import { followHistory } from "./come-back.ts";
import { connected } from "./connection.ts";
import { restartEngine, startEngine } from "./engine.ts";
import { fetchFirstModel, isFirst } from "./first-model.ts";
import { offerToKeep } from "./kept-models.ts";
import { type Experiment, linkOf } from "./link.ts";
import { givenSource, load, loadGiven, sourceOf } from "./load-data.ts";
import { adoptMoment, beginMoment, momentHere, startMoments } from "./moments.ts";
import { messageOf, tell } from "./notice.ts";
import { listOfferedData } from "./offered-data.ts";
import { putExperiment } from "./put-experiment.ts";
import { readLink } from "./read-link.ts";
import { data, experiment, isolation, loadedData, offeredData } from "./session.ts";
import { startKeeping } from "./start-keeping.ts";
import { prepare } from "./train-model.ts";
import { canUndo } from "./undo.ts";

// What a person can do with the page as a whole: start it, choose settings and data, take the model away.

/** Starts the page: workers, the experiment of the link, its data and its model. */
export async function start(): Promise<void> {
  const isolated = isolate();
  const found = isolated instanceof Promise ? await isolated : isolated;
  // The page is being loaded again.
  if (found === undefined) return;
  isolation.value = found;
  const device = takeDevice();
  startMoments();
  // What was trained last is come back to at a reload.
  const isFirstVisit =
    !takeLink("The page begins with its first experiment instead.") && isFirst(momentHere().training);
  if (isFirstVisit) void fetchFirstModel();
  followHistory();
  void startKeeping();
  window.addEventListener("hashchange", () => {
    if (withDeviceInQuery(location.href) !== undefined) {
      // Another device is another engine, which loads the data.
      const asked = takeDevice();
      takeLink("The experiment stays as it was.");
      void restartEngine(asked);
      return;
    }
    if (location.hash.slice(1) === linkOf(experiment.value)) return;
    const isTaken = takeLink("The experiment stays as it was.");
    if (location.hash.includes("=")) adoptMoment();
    if (isTaken) void load(sourceOf(experiment.value.dataset));
  });
  const options: EngineOptions = {
    device,
    threads: found.isolated ? threadsFor(navigator.hardwareConcurrency) : 1,
    page: document.baseURI,
  };
  void listOfferedData().then((offered) => {
    offeredData.value = offered;
  });
  await startEngine(options, isFirstVisit);
}

/**
 * The threads of the training. One core is the page's, which draws what is learnt, and the explorer's: threads that wait for one another learn
 * more slowly where they have to share it.
 */
function threadsFor(cores: number): number {
  return Math.max(1, Math.min(8, cores - 1));
}

/** Goes on with another device, which the address asks for from now on. */
export function askForDevice(device: EngineOptions["device"]): void {
  history.replaceState(history.state, "", withDevice(location.href, device));
  void restartEngine(device);
}

/** The device that the address asks for, which is in its query from now on. */
function takeDevice(): EngineOptions["device"] {
  const moved = withDeviceInQuery(location.href);
  if (moved !== undefined) history.replaceState(history.state, "", moved);
  try {
    return askedDevice(location.href);
  } catch (error) {
    tell("problem", messageOf(error));
    return "auto";
  }
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
  const next = changed(before, whole, isOther ? undefined : loadedData.value?.sample);
  const words = `the change of ${changeSubject(change)}`;
  const goesOn = !isAnew && !isOther && willGoOn(before, next);
  // A training that goes on stays the same moment: Back leads to the one before it.
  if (!goesOn) beginMoment(words, change, next);
  putExperiment(next);
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
  if (goesOn) {
    if (await goOn(before)) canUndo({ words, run: () => goBack(backwards(before, change)) });
    return;
  }
  offerToKeep("settings");
  await prepare();
}

/** Takes back a change with which the model went on: it goes on with what was before. */
async function goBack(change: Change): Promise<void> {
  const before = experiment.value;
  putExperiment(changed(before, change, loadedData.value?.sample));
  await goOn(before);
}

/** The change that takes back another one. */
function backwards(before: Experiment, change: Change): Change {
  const names = Object.keys(change) as SettingName[];
  return Object.fromEntries(names.map((name) => [name, before[name]]));
}

/** Takes data that a person dropped or chose: IDX files, PNG pictures, or a file of arrays. */
export async function loadFiles(name: string, files: readonly GivenFile[]): Promise<void> {
  await loadGiven(name, files);
}

/** A file of the model in training. */
export async function take(what: Takeaway, onProgress: (progress: LoadProgress) => void): Promise<TakenFile> {
  return connected().trainer.take(what, onProgress);
}
