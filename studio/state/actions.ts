import { proxy } from "comlink";
import type { Settings } from "../../src/settings/settings.ts";
import { isolate } from "../isolation.ts";
import { connectWorkers, type Workers } from "../workers/connect.ts";
import { type ExploredModel, liveModel } from "../workers/explorer-api.ts";
import type {
  DataSource,
  EngineOptions,
  GivenFile,
  LoadedData,
  LoadProgress,
  Takeaway,
  TakenFile,
  TrainingNews,
  WeightsSnapshot,
} from "../workers/trainer-api.ts";
import { type Change, changed } from "./check-experiment.ts";
import { latest } from "./latest.ts";
import { experimentOf, linkOf } from "./link.ts";
import { extendCurve } from "./loss-points.ts";
import { nextPicture } from "./next-picture.ts";
import { listOfferedData } from "./offered-data.ts";
import {
  data,
  engine,
  experiment,
  fitsData,
  isolation,
  type KeptModel,
  kept,
  live,
  notice,
  offeredData,
  prepared,
  settings,
  training,
  untrained,
} from "./session.ts";

// What a person can do. Views call these; these ask the workers and change the state.

/** Test images in the live plane: enough to see clusters, few enough to be encoded again and again. */
const livePoints = 2000;
const exampleCount = 12;
const shownUnits = 64;

let workers: Workers | undefined;
/** The newest weights of the model in training. */
let weights: WeightsSnapshot | undefined;
/** Rises with every new model: what is late from an older one is dropped. */
let generation = 0;
/** Rises with every data set that is asked for: of two asked for in a row the later one counts. */
let loads = 0;
let nextId = 1;
/** Files that a person gave, by the name of the data that they are: to come back to. */
const givenFiles = new Map<string, DataSource>();
/** The model that is being made, if one is. */
let preparation: Promise<void> = Promise.resolve();
/** The weights that were kept last: there is no need to offer to keep them again. */
let keptWeights: WeightsSnapshot | undefined;

function connected(): Workers {
  if (workers === undefined) throw new TypeError("the page has not started its workers");
  return workers;
}

/** The worker that answers questions about models, for the parts that explore them. */
export function explorer(): Workers["explorer"] {
  return connected().explorer;
}

/** Starts the page: workers, the experiment of the link, its data and its model. */
export async function start(): Promise<void> {
  const found = await isolate();
  // The page is being loaded again.
  if (found === undefined) return;
  isolation.value = found;
  workers = connectWorkers();
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
      workers.trainer.start(options),
      workers.explorer.start({ ...options, device: "webassembly", threads: 1 }),
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
  experiment.value = changed(before, change);
  history.replaceState(null, "", `#${linkOf(experiment.value)}`);
  const asksForData =
    change.dataset !== undefined && (change.dataset !== before.dataset || data.value.status === "failed");
  if (asksForData) await load(sourceOf(change.dataset));
  else await prepare();
}

/** Takes data that a person dropped or chose: IDX files or PNG pictures. */
export async function loadFiles(name: string, files: readonly GivenFile[]): Promise<void> {
  offerToKeep();
  await load({ kind: "files", name, files });
}

/** What was given as files can be chosen again, until the page is closed. */
function offerGiven({ name, title }: LoadedData, source: DataSource): void {
  givenFiles.set(name, source);
  const others = offeredData.value.filter((offered) => offered.name !== name);
  offeredData.value = [...others, { name, title }];
}

async function load(source: DataSource): Promise<void> {
  const { trainer, explorer: asked } = connected();
  const mine = ++loads;
  const before = { data: data.value, training: training.value };
  data.value = { status: "loading", progress: { text: "loading" } };
  await stopTraining();
  const onProgress = (progress: LoadProgress): void => {
    if (mine === loads) data.value = { status: "loading", progress };
  };
  try {
    const loaded = await trainer.load(source, proxy(onProgress));
    if (mine !== loads) return;
    await asked.setTestSet(loaded.test);
    if (mine !== loads) return;
    data.value = { status: "ready", data: loaded };
    if (source.kind === "files") offerGiven(loaded, source);
    if (loaded.notices.length > 0) tell("note", loaded.notices.join("; "));
    if (experiment.value.dataset !== loaded.name && source.kind === "files") {
      experiment.value = { ...experiment.value, dataset: loaded.name };
      history.replaceState(null, "", `#${linkOf(experiment.value)}`);
    }
  } catch (error) {
    if (mine !== loads) return;
    // A wrong file that was dropped does not take away the data that were there, nor the model.
    if (source.kind === "files" && before.data.status === "ready") {
      data.value = before.data;
      const { status } = before.training;
      const wasTraining = status === "training" || status === "pausing";
      training.value = { ...before.training, status: wasTraining ? "paused" : status };
      tell("problem", messageOf(error));
      return;
    }
    data.value = { status: "failed", message: messageOf(error) };
    return;
  }
  await prepare();
  for (const { id } of kept.value) void measureKept(id);
}

/** Makes the model of the settings, untrained. */
export function prepare(): Promise<void> {
  preparation = makeModel();
  return preparation;
}

const makeModel: () => Promise<void> = latest(async () => {
  await stopTraining();
  if (data.value.status !== "ready" || settings.value instanceof Error) {
    prepared.value = undefined;
    return;
  }
  const mine = ++generation;
  try {
    const { weights: initial, ...model } = await connected().trainer.prepare({
      ...experiment.value,
      dataset: data.value.data.name,
    });
    if (mine !== generation) return;
    prepared.value = model;
    training.value = untrained;
    live.value = { version: live.value.version + 1 };
    showWeights(initial, mine);
  } catch (error) {
    prepared.value = undefined;
    tell("problem", messageOf(error));
  }
});

/** Hands weights to the explorer and renews what the page shows of the model in training. */
function showWeights(newest: WeightsSnapshot, of: number): void {
  if (of !== generation) return;
  weights = newest;
  void renew(of);
}

const renew: (of: number) => Promise<void> = latest(async (of) => {
  const model = prepared.value;
  if (model === undefined || weights === undefined || of !== generation) return;
  const { explorer: asked } = connected();
  const started = performance.now();
  await asked.setModel(liveModel, exploredOf(model), weights);
  const [examples, units, plane] = await Promise.all([
    asked.examples(liveModel, exampleCount),
    asked.units(liveModel, shownUnits),
    asked.plane(liveModel, livePoints),
  ]);
  // Each in a picture of its own: what the person does is answered in between.
  for (const part of [{ version: live.value.version + 1, examples }, { units }, { plane }]) {
    if (of !== generation) return;
    live.value = { ...live.value, ...part };
    await nextPicture();
  }
  await restWhileTraining(restShare * (performance.now() - started));
});

/** So many times as long as a renewal took, the cores are left to the training. */
const restShare = 4;

/** Waits, but no longer than training lasts: its end is shown at once. */
function restWhileTraining(milliseconds: number): Promise<void> {
  if (training.value.status !== "training") return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(), milliseconds);
    const stop = training.subscribe(({ status }) => {
      if (status !== "training") end();
    });
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
  });
}

function exploredOf({ architecture, imageShape, settings: of }: ExploredModel): ExploredModel {
  return { architecture, imageShape, settings: of };
}

/** Trains, or goes on. */
export async function train(steps?: number): Promise<void> {
  const { status } = training.value;
  if (status === "done" || status === "failed") await prepare();
  else await preparation;
  if (!canTrain()) return;
  const mine = generation;
  training.value = { ...training.value, status: "training" };
  const onNews = (news: TrainingNews): void => {
    if (mine !== generation) return;
    const { points, news: before } = training.value;
    training.value = {
      ...training.value,
      ...{ news, history: news.history },
      points: extendCurve(points, before?.progress, news.progress),
    };
  };
  try {
    const hooks = proxy({ onNews, onWeights: (newest: WeightsSnapshot) => showWeights(newest, mine) });
    const end = await connected().trainer.train(hooks, steps);
    if (mine !== generation) return;
    training.value = {
      ...training.value,
      status: end.stopped === "interrupted" ? "paused" : "done",
      ...{ history: end.history, seconds: end.seconds },
    };
  } catch (error) {
    if (mine !== generation) return;
    training.value = { ...training.value, status: "failed", message: messageOf(error) };
  }
}

/** Whether there is a model that waits to be trained. */
function canTrain(): boolean {
  const { status } = training.value;
  const isBusy = status === "training" || status === "pausing";
  return data.value.status === "ready" && prepared.value !== undefined && !isBusy;
}

/** Pauses after the chunk under way. */
export async function pause(): Promise<void> {
  if (training.value.status !== "training") return;
  training.value = { ...training.value, status: "pausing" };
  await connected().trainer.pause();
}

/** Takes one step: one batch. */
export async function step(): Promise<void> {
  await train(1);
}

/** Begins anew, with the same settings and seed. */
export async function reset(): Promise<void> {
  await prepare();
}

async function stopTraining(): Promise<void> {
  generation++;
  const { status } = training.value;
  if (status === "training" || status === "pausing") await connected().trainer.pause();
  training.value = untrained;
}

/** Keeps the model in training beside those that come after it. */
export async function keep(title?: string): Promise<void> {
  const model = trainedModel(title);
  if (model === undefined) return;
  keptWeights = model.weights;
  await addKept(model);
}

/** The model in training as it stands. */
function trainedModel(title?: string): Omit<KeptModel, "id"> | undefined {
  const model = prepared.value;
  if (model === undefined || weights === undefined) return undefined;
  const { history: epochs, seconds } = training.value;
  return {
    ...exploredOf(model),
    title: title ?? titleOf(model.settings),
    origin: "trained here",
    // A snapshot is never written to: the next one is another.
    ...{ weights, history: epochs, parameters: model.parameters },
    // While it trains, that of the epochs that are done.
    seconds: Math.max(
      seconds,
      epochs.reduce((sum, epoch) => sum + epoch.seconds, 0),
    ),
    losses: { objective: model.objective, code: model.code, validation: model.splits.validation },
  };
}

/** Before a trained model is given up for other settings or data: says so, and how it can be had all the same. */
function offerToKeep(): void {
  const { status, history: epochs } = training.value;
  const isTrained = status !== "new" && status !== "failed" && epochs.length > 0;
  const model = isTrained ? trainedModel() : undefined;
  if (model === undefined || model.weights === keptWeights) return;
  notice.value = {
    kind: "note",
    text: `The settings have changed, and a new model begins untrained. Keep the one you trained (${model.title}) to compare?`,
    action: {
      title: "Keep it",
      run: () => {
        keptWeights = model.weights;
        dismiss();
        void addKept(model);
      },
    },
  };
}

/** Adds a model that was kept or opened, and has it measured. Gives its id. */
export async function addKept(model: Omit<KeptModel, "id">): Promise<string> {
  const id = `kept ${nextId++}`;
  const title = freeTitle(model.title);
  await connected().explorer.setModel(id, exploredOf(model), model.weights);
  kept.value = [...kept.value, { ...model, id, title }];
  void measureKept(id);
  return id;
}

/** Gives a kept model another title. */
export function renameKept(id: string, title: string): void {
  const wanted = title.trim();
  if (wanted === "" || kept.value.some((model) => model.id === id && model.title === wanted)) return;
  const unique = freeTitle(wanted);
  kept.value = kept.value.map((model) => (model.id === id ? { ...model, title: unique } : model));
}

/** A title that no kept model has. */
function freeTitle(wanted: string): string {
  const titles = new Set(kept.value.map(({ title }) => title));
  let title = wanted;
  for (let copy = 2; titles.has(title); copy++) title = `${wanted} (${copy})`;
  return title;
}

async function measureKept(id: string): Promise<void> {
  const model = kept.value.find((one) => one.id === id);
  if (model === undefined) return;
  const { figures: _, ...unmeasured } = model;
  replaceKept(unmeasured);
  if (!fitsData(model)) return;
  try {
    replaceKept({ ...unmeasured, figures: await connected().explorer.testFigures(id) });
  } catch (error) {
    tell("problem", messageOf(error));
  }
}

function replaceKept(changed: KeptModel): void {
  kept.value = kept.value.map((model) =>
    model.id === changed.id ? { ...changed, title: model.title } : model,
  );
}

export async function removeKept(id: string): Promise<void> {
  kept.value = kept.value.filter((model) => model.id !== id);
  await connected().explorer.removeModel(id);
}

/** `vanilla, latent size 32, seed 1` */
export function titleOf({ model, latentSize, seed }: Settings): string {
  return `${model}, latent size ${latentSize}, seed ${seed}`;
}

/** A file of the model in training. */
export async function take(what: Takeaway, onProgress: (progress: LoadProgress) => void): Promise<TakenFile> {
  return connected().trainer.take(what, proxy(onProgress));
}

/** Tells the person something that they can dismiss. */
export function tell(kind: "problem" | "note", text: string): void {
  notice.value = { kind, text };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function dismiss(): void {
  notice.value = undefined;
}
