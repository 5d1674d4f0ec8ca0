import { proxy } from "comlink";
import { isolate } from "../isolation.ts";
import type {
  DataSource,
  EngineOptions,
  GivenFile,
  LoadedData,
  LoadProgress,
  Takeaway,
  TakenFile,
} from "../workers/trainer/trainer-api.ts";
import { type Change, changed, lostWords } from "./check-experiment.ts";
import { connect, connected } from "./connection.ts";
import { measureKept, offerToKeep } from "./kept-models.ts";
import { type Experiment, experimentOf, linkOf } from "./link.ts";
import { messageOf, tell, tellBeside } from "./notice.ts";
import { listOfferedData } from "./offered-data.ts";
import { data, engine, experiment, isolation, kept, loadedData, offeredData, training } from "./session.ts";
import { prepare, stopTraining } from "./train-model.ts";

// What a person can do with the page as a whole: start it, choose settings and data, take the model away.

type GivenSource = Extract<DataSource, { readonly kind: "files" }>;

/** Rises with every data set that is asked for: of two asked for in a row the later one counts. */
let loads = 0;
/** Files that a person gave, by the name of the data that they are: to come back to. */
const givenFiles = new Map<string, GivenSource>();

/** Starts the page: workers, the experiment of the link, its data and its model. */
export async function start(): Promise<void> {
  const found = await isolate();
  // The page is being loaded again.
  if (found === undefined) return;
  isolation.value = found;
  const { trainer, explorer } = connect();
  readLink();
  window.addEventListener("hashchange", () => {
    if (!location.hash.includes("=") || location.hash.slice(1) === linkOf(experiment.value)) return;
    offerToKeep();
    readLink();
    void load(sourceOf(experiment.value.dataset));
  });
  const options: EngineOptions = {
    device: "auto",
    threads: found.isolated ? Math.min(navigator.hardwareConcurrency, 8) : 1,
    page: document.baseURI,
  };
  void listOfferedData(options.page).then((offered) => {
    offeredData.value = offered;
  });
  try {
    // Training needs the threads; one is enough for pictures.
    const [info] = await Promise.all([
      trainer.start(options),
      explorer.start({ ...options, device: "webassembly", threads: 1 }),
    ]);
    engine.value = { status: "ready", info };
  } catch (error) {
    engine.value = { status: "failed", message: messageOf(error) };
    return;
  }
  await load(sourceOf(experiment.value.dataset));
}

function readLink(): void {
  // Without an equals sign it is the name of a part of the page.
  if (!location.hash.includes("=")) return;
  try {
    experiment.value = experimentOf(location.hash);
  } catch (error) {
    tell("problem", messageOf(error));
  }
}

function sourceOf(name: string | undefined): DataSource {
  return givenFiles.get(name ?? "") ?? { kind: "catalogue", name: name ?? "mnist" };
}

/**
 * Changes settings, and with them the model, which begins anew. A value of `undefined` goes back to the preset's.
 */
export async function choose(change: Change): Promise<void> {
  const before = experiment.value;
  offerToKeep();
  const isOther = change.dataset !== undefined && change.dataset !== before.dataset;
  // What arrays are read as belongs to them.
  const whole = isOther ? { samples: undefined, ...change } : change;
  putExperiment(changed(before, whole, isOther ? undefined : loadedData.value?.sample));
  const lost = lostWords(before, whole, experiment.value);
  if (lost !== undefined) tellBeside(lost);
  if (isOther || (change.dataset !== undefined && data.value.status === "failed")) {
    await load(sourceOf(change.dataset));
    return;
  }
  const source = givenFiles.get(before.dataset ?? "");
  const { samples } = experiment.value;
  if (source !== undefined && samples !== before.samples) {
    const { samples: _, ...asItIs } = source;
    const isLoaded = await load(
      samples === undefined || samples === "auto" ? asItIs : { ...asItIs, samples },
    );
    if (!isLoaded) putExperiment(before);
    return;
  }
  await prepare();
}

/** The experiment, and with it the page's link. */
function putExperiment(next: Experiment): void {
  experiment.value = next;
  history.replaceState(null, "", `#${linkOf(next)}`);
}

/** Takes data that a person dropped or chose: IDX files, PNG pictures, or a file of arrays. */
export async function loadFiles(name: string, files: readonly GivenFile[]): Promise<void> {
  offerToKeep();
  await load({ kind: "files", name, files });
}

/** What was given as files can be chosen again, until the page is closed. */
function offerGiven({ name, title, samples }: LoadedData, source: GivenSource): void {
  givenFiles.set(name, samples === undefined ? source : { ...source, samples });
  const others = offeredData.value.filter((offered) => offered.name !== name);
  offeredData.value = [...others, { name, title }];
}

/** Whether these are the data now. */
async function load(source: DataSource): Promise<boolean> {
  const { trainer, explorer } = connected();
  const mine = ++loads;
  const before = { data: data.value, training: training.value };
  data.value = { status: "loading", progress: { text: "loading" } };
  await stopTraining();
  const onProgress = (progress: LoadProgress): void => {
    if (mine === loads) data.value = { status: "loading", progress };
  };
  try {
    const loaded = await trainer.load(source, proxy(onProgress));
    if (mine !== loads) return false;
    await explorer.setTestSet(loaded.test);
    if (mine !== loads) return false;
    data.value = { status: "ready", data: loaded };
    if (source.kind === "files") offerGiven(loaded, source);
    if (loaded.notices.length > 0) tell("note", loaded.notices.join("; "));
    if (source.kind === "files") {
      const { samples: _, ...others } = experiment.value;
      const { name: dataset, samples } = loaded;
      putExperiment({ ...others, dataset, ...(samples === undefined ? {} : { samples }) });
    }
  } catch (error) {
    if (mine !== loads) return false;
    // A wrong file that was dropped does not take away the data that were there, nor the model.
    if (source.kind === "files" && before.data.status === "ready") {
      data.value = before.data;
      const { status } = before.training;
      const wasTraining = status === "training" || status === "pausing";
      training.value = { ...before.training, status: wasTraining ? "paused" : status };
      tell("problem", messageOf(error));
      return false;
    }
    data.value = { status: "failed", message: messageOf(error) };
    return false;
  }
  await prepare();
  for (const { id } of kept.value) void measureKept(id);
  return true;
}

/** A file of the model in training. */
export async function take(what: Takeaway, onProgress: (progress: LoadProgress) => void): Promise<TakenFile> {
  return connected().trainer.take(what, proxy(onProgress));
}
