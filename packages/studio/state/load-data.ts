import { showName } from "hourglass-core/internal/validation.ts";
import { listed } from "hourglass-core/internal/words.ts";
import {
  catalogueNames,
  filesCatalogue,
  isCatalogueName,
  isFilesName,
  isGenerated,
} from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import type { FirstModel } from "../first/first-model.ts";
import type { DataSource, GivenFile, LoadedData, LoadProgress } from "../workers/trainer/trainer-api.ts";
import { connected } from "./connection.ts";
import type { HeldTraining } from "./held-training.ts";
import { introduceKept, keepOffer, measureKept } from "./kept-models.ts";
import { beginMoment } from "./moments.ts";
import { messageOf, tell } from "./notice.ts";
import { isServed } from "./offered-data.ts";
import { putExperiment } from "./put-experiment.ts";
import { data, experiment, firstShown, kept, offeredData, type TrainingState, training } from "./session.ts";
import { leaveTraining, prepare } from "./train-model.ts";

// What is learnt from: of the catalogue, or files that a person gave.

type GivenSource = Extract<DataSource, { readonly kind: "files" }>;

/** Rises with every data set that is asked for: of two asked for in a row the later one counts. */
let loads = 0;
/** Files that a person gave, by the name of the data that they are: to come back to. */
const givenFiles = new Map<string, GivenSource>();
/** What the trainer has, whatever the page shows: of two asked for in a row the first may have come, and the other not. */
let ofTrainer: LoadedData | undefined;
/** What was shown before loading began: to come back to where files turn out to be no data. */
let before:
  | {
      readonly loaded: LoadedData;
      readonly training: TrainingState;
      readonly firstShown: FirstModel | undefined;
    }
  | undefined;

/** Offers to keep the model that was there then. */
let offer: () => void = () => undefined;

/** The files that were given as the data of a name. */
export function givenSource(name: string | undefined): GivenSource | undefined {
  return givenFiles.get(name ?? "");
}

/** The source of a data set by its name: files that were given, else the catalogue. */
export function sourceOf(name: string | undefined): DataSource {
  return givenSource(name) ?? { kind: "catalogue", name: name ?? "mnist" };
}

/** What was given as files can be chosen again, until the page is closed. */
function offerGiven({ name, title, samples }: LoadedData, source: GivenSource): void {
  givenFiles.set(name, samples === undefined ? source : { ...source, samples });
  const others = offeredData.value.filter((offered) => offered.name !== name);
  offeredData.value = [...others, { name, title }];
}

/** Loads the data of files under a name. Whether these are the data now. */
export function loadGiven(name: string, files: readonly GivenFile[]): Promise<boolean> {
  return load({ kind: "files", name, files });
}

/**
 * Loads data, and makes the model of them: the one that was trained is held, and offered to be kept. Whether these are the data now.
 * @param held a training on these data that is come back to
 */
export async function load(source: DataSource, held?: HeldTraining): Promise<boolean> {
  const mine = ++loads;
  if (data.value.status !== "loading") {
    offer = keepOffer("data");
    before =
      data.value.status === "ready"
        ? { loaded: data.value.data, training: training.value, firstShown: firstShown.value }
        : undefined;
  }
  data.value = { status: "loading", progress: { text: "loading" } };
  const onProgress = (progress: LoadProgress): void => {
    if (mine === loads) data.value = { status: "loading", progress };
  };
  try {
    const { trainer } = connected();
    await leaveTraining();
    const loaded = await trainer.load(await withServer(source), onProgress);
    ofTrainer = loaded;
    if (mine !== loads || !(await show(loaded, mine))) return false;
    if (source.kind === "files") offerGiven(loaded, source);
    if (loaded.notices.length > 0) tell("note", loaded.notices.join("; "));
    if (source.kind === "files") {
      const { samples: _, ...others } = experiment.value;
      const { name: dataset, samples } = loaded;
      const next = { ...others, dataset, ...(samples === undefined ? {} : { samples }) };
      // Only now it is known that they can be read.
      if (dataset !== experiment.value.dataset) beginMoment(`the change of data to ${dataset}`, {}, next);
      putExperiment(next);
    }
    if (held === undefined) offer();
  } catch (error) {
    if (mine !== loads) return false;
    if (source.kind === "files" && ofTrainer !== undefined) {
      tell("problem", messageOf(error));
      await comeBack(mine);
    } else {
      offer();
      data.value = { status: "failed", message: messageOf(error) };
    }
    return false;
  }
  await prepare(held);
  for (const { id } of kept.value) void measureKept(id);
  return true;
}

/** Loads the data of which the page shows the first few test samples already. Whether they are whole now. */
export async function loadRest(source: DataSource): Promise<boolean> {
  const mine = ++loads;
  const { trainer } = connected();
  try {
    const loaded = await trainer.load(await withServer(source), () => undefined);
    ofTrainer = loaded;
    return mine === loads && (await show(loaded, mine));
  } catch (error) {
    if (mine === loads) data.value = { status: "failed", message: messageOf(error) };
    return false;
  }
}

/** A source with what the server has of it. */
async function withServer(source: DataSource): Promise<DataSource> {
  if (source.kind !== "catalogue") return source;
  const { name } = source;
  if (isCatalogueName(name) && !isFilesName(name)) return source;
  if (isFilesName(name)) {
    // What is drawn here waits for no server.
    return isGenerated(filesCatalogue[name]) ? source : { ...source, isServed: await isServed(name) };
  }
  throw new Error(
    `${showName(name)} is not here: expected ${listed(catalogueNames, "or")}, or files of your own, which are in no link; drop them here`,
  );
}

/** Makes what the trainer has the data of the page, unless others were asked for meanwhile. */
async function show(loaded: LoadedData, mine: number): Promise<boolean> {
  await connected().explorer.setTestSet(loaded.test);
  await introduceKept();
  if (mine !== loads) return false;
  data.value = { status: "ready", data: loaded };
  return true;
}

/** A wrong file that was dropped does not take away the data that were there, nor the model. */
async function comeBack(mine: number): Promise<void> {
  if (ofTrainer === undefined) return;
  if (ofTrainer === before?.loaded) {
    data.value = { status: "ready", data: ofTrainer };
    const { status } = before.training;
    const wasTraining = status === "training" || status === "pausing";
    training.value = { ...before.training, status: wasTraining ? "paused" : status };
    firstShown.value = before.firstShown;
    return;
  }
  try {
    if (!(await show(ofTrainer, mine))) return;
    offer();
  } catch (error) {
    if (mine === loads) data.value = { status: "failed", message: messageOf(error) };
    return;
  }
  putExperiment({ ...experiment.value, dataset: ofTrainer.name });
  await prepare();
}

/** The trainer is another one: it has no data yet. */
export function forgetHeld(): void {
  ofTrainer = undefined;
}
