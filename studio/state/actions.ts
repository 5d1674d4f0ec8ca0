import { proxy } from "comlink";
import type { Settings } from "../../src/settings/settings.ts";
import { connectWorkers, type Workers } from "../workers/connect.ts";
import { type ExploredModel, liveModel } from "../workers/explorer-api.ts";
import type {
  DataSource,
  EngineOptions,
  GivenFile,
  LoadProgress,
  Takeaway,
  TakenFile,
  TrainingNews,
  WeightsSnapshot,
} from "../workers/trainer-api.ts";
import { latest } from "./latest.ts";
import { experimentOf, linkOf } from "./link.ts";
import { listOfferedData } from "./offered-data.ts";
import {
  data,
  engine,
  experiment,
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
let nextId = 1;

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
  workers = connectWorkers();
  readLink();
  window.addEventListener("hashchange", () => {
    if (location.hash.slice(1) === linkOf(experiment.value)) return;
    readLink();
    void load(sourceOf(experiment.value.dataset));
  });
  const isolated = globalThis.crossOriginIsolated === true;
  const options: EngineOptions = {
    device: "webassembly",
    threads: isolated ? Math.min(navigator.hardwareConcurrency, 8) : 1,
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
  if (location.hash.length <= 1) return;
  try {
    experiment.value = experimentOf(location.hash);
  } catch (error) {
    tell("problem", messageOf(error));
  }
}

function sourceOf(name: string | undefined): DataSource {
  return { kind: "catalogue", name: name ?? "mnist" };
}

/**
 * Changes settings, and with them the model, which begins anew. A value of `undefined` goes back to the preset's.
 */
export async function choose(
  change: { readonly [Name in keyof Settings]?: Settings[Name] | undefined },
): Promise<void> {
  const before = experiment.value;
  // Another preset brings its own defaults: of what was chosen for the last one, only data and seed stay.
  const base: Record<string, unknown> =
    change.model !== undefined && change.model !== before.model
      ? { dataset: before.dataset, seed: before.seed, epochs: before.epochs }
      : { ...before };
  for (const [name, value] of Object.entries(change)) base[name] = value;
  experiment.value = Object.fromEntries(
    Object.entries(base).filter(([, value]) => value !== undefined),
  ) as typeof before;
  history.replaceState(null, "", `#${linkOf(experiment.value)}`);
  if (change.dataset !== undefined && change.dataset !== before.dataset) await load(sourceOf(change.dataset));
  else await prepare();
}

/** Takes data that a person dropped or chose: IDX files or PNG pictures. */
export async function loadFiles(name: string, files: readonly GivenFile[]): Promise<void> {
  await load({ kind: "files", name, files });
}

async function load(source: DataSource): Promise<void> {
  const { trainer, explorer: asked } = connected();
  await stopTraining();
  const before = data.value;
  data.value = { status: "loading", progress: { text: "loading" } };
  const onProgress = (progress: LoadProgress): void => {
    if (data.value.status === "loading") data.value = { status: "loading", progress };
  };
  try {
    const loaded = await trainer.load(source, proxy(onProgress));
    await asked.setTestSet(loaded.test);
    data.value = { status: "ready", data: loaded };
    if (experiment.value.dataset !== loaded.name && source.kind === "files") {
      experiment.value = { ...experiment.value, dataset: loaded.name };
      history.replaceState(null, "", `#${linkOf(experiment.value)}`);
    }
  } catch (error) {
    // A wrong file that was dropped does not take away the data that were there.
    if (source.kind === "files" && before.status === "ready") {
      data.value = before;
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
export const prepare: () => Promise<void> = latest(async () => {
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
  await asked.setModel(liveModel, exploredOf(model), weights);
  const [examples, units, plane] = await Promise.all([
    asked.examples(liveModel, exampleCount),
    asked.units(liveModel, shownUnits),
    asked.plane(liveModel, livePoints),
  ]);
  if (of === generation) live.value = { version: live.value.version + 1, examples, units, plane };
});

function exploredOf({ architecture, imageShape, settings: of }: ExploredModel): ExploredModel {
  return { architecture, imageShape, settings: of };
}

/** Trains, or goes on. */
export async function train(steps?: number): Promise<void> {
  const { status } = training.value;
  if (prepared.value === undefined || status === "training" || status === "pausing") return;
  if (status === "done" || status === "failed") await prepare();
  const mine = generation;
  training.value = { ...training.value, status: "training" };
  const onNews = (news: TrainingNews): void => {
    if (mine !== generation) return;
    const { points } = training.value;
    const { epoch, imagesOfEpoch, imagesPerEpoch, trainingLoss } = news.progress;
    const at = epoch - 1 + imagesOfEpoch / imagesPerEpoch;
    training.value = {
      ...training.value,
      ...{ news, history: news.history },
      points: [...points, { epoch: at, training: trainingLoss }],
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
  const model = prepared.value;
  if (model === undefined || weights === undefined) return;
  const { history: epochs, seconds } = training.value;
  await addKept({
    ...exploredOf(model),
    title: title ?? titleOf(model.settings),
    origin: "trained here",
    weights: new Map([...weights].map(([name, values]) => [name, values.slice()])),
    ...{ history: epochs, parameters: model.parameters, seconds },
  });
}

/** Adds a model that was kept or opened, and measures it. */
export async function addKept(model: Omit<KeptModel, "id">): Promise<void> {
  const id = `kept ${nextId++}`;
  const titles = new Set(kept.value.map(({ title }) => title));
  let title = model.title;
  for (let copy = 2; titles.has(title); copy++) title = `${model.title} (${copy})`;
  await connected().explorer.setModel(id, exploredOf(model), model.weights);
  kept.value = [...kept.value, { ...model, id, title }];
  await measureKept(id);
}

async function measureKept(id: string): Promise<void> {
  try {
    const figures = await connected().explorer.testFigures(id);
    kept.value = kept.value.map((model) => (model.id === id ? { ...model, figures } : model));
  } catch (error) {
    tell("problem", messageOf(error));
  }
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
