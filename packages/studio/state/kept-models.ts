import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { changeWords } from "hourglass-lab/internal/report/words/change-words.ts";
import type { Workers } from "../workers/connect.ts";
import type { PreparedModel, WeightsSnapshot } from "../workers/trainer/trainer-api.ts";
import { connected } from "./connection.ts";
import { beingKept, isKept } from "./kept-twin.ts";
import { exploredOf, newestWeights } from "./live-views.ts";
import { momentHere, undoTo } from "./moments.ts";
import { dismissOffer, messageOf, tell } from "./notice.ts";
import {
  fitsData,
  isPartOfData,
  type KeptModel,
  kept,
  type LossFacts,
  loadedData,
  offer,
  prepared,
  training,
} from "./session.ts";
import { eraseKept, putBackKept, readKept, restoreKept, storeKept } from "./storage/kept-store.ts";
import { sameData } from "./storage/stored-parts.ts";
import { canUndo, undo } from "./undo.ts";

// The models that are kept beside the one in training.

let nextId = 1;

/** Keeps the model in training beside those that come after it. */
export async function keep(title?: string): Promise<void> {
  const model = trainedModel(title);
  if (model !== undefined && !isKept.value) await keepModel(model);
}

/** Keeps a model that was trained here. Gives its title among those that are kept. */
async function keepModel(model: Omit<KeptModel, "id">): Promise<string> {
  beingKept.value = model.weights;
  try {
    const id = await addKept(model);
    return kept.value.find((one) => one.id === id)?.title ?? model.title;
  } finally {
    beingKept.value = undefined;
  }
}

/** The model in training as it stands. */
function trainedModel(title?: string): Omit<KeptModel, "id"> | undefined {
  const model = prepared.value;
  const weights = newestWeights.value;
  if (model === undefined || weights === undefined) return undefined;
  const { history: epochs, seconds, changes } = training.value;
  return {
    ...exploredOf(model),
    title: title ?? titleOf(model.settings),
    origin: "trained here",
    ...{ weights, history: epochs, parameters: model.parameters },
    seconds: timeOf(seconds, epochs),
    ...(changes.length === 0 ? {} : { changes }),
    losses: lossFactsOf(model),
  };
}

/** Why a trained model is given up for another. */
export type Replacement = keyof typeof replacementWords;

const replacementWords = {
  settings: "The settings have changed, and a new model begins untrained.",
  data: "The data are others now, and a new model begins untrained.",
  again: "The training begins again from the start.",
  engine: "The engine was started again, and the model begins untrained.",
};

/** Before a trained model is given up: says so, and how it can be had all the same. */
export function offerToKeep(why: Replacement): void {
  keepOffer(why)();
}

/**
 * The offer to keep the model in training as it stands now, for when it is known whether it is given up: made when the page has begun
 * the next moment of its history.
 */
export function keepOffer(why: Replacement): () => void {
  const { status, history: epochs } = training.value;
  const isTrained = status !== "new" && epochs.length > 0;
  const model = isTrained ? trainedModel() : undefined;
  // What has diverged is worth nothing; what an engine has lost on the way is.
  const isWorthless = status === "failed" && model !== undefined && !isFiniteOf(model.weights);
  if (model === undefined || isWorthless || isKept.value) return () => undefined;
  return () => {
    offer.value = {
      text: `${replacementWords[why]} ${model.title} ${why === "engine" ? "is still here" : "stays under Tried"}, and can be kept to compare.`,
      title: "Keep it",
      // What an engine has lost is not behind the page, but gone.
      ...(why === "engine" ? {} : { undo: undoTo(momentHere().at - 1) }),
      run: async () => {
        const title = await keepModel(model);
        tell("note", `Kept: ${title} stands under Compare, beside the model that you train next.`);
      },
    };
  };
}

function isFiniteOf(weights: WeightsSnapshot): boolean {
  return [...weights.values()].every((values) => values.every(Number.isFinite));
}

/** Adds a model that was kept or opened, and has it measured. Gives its id. */
export async function addKept(model: Omit<KeptModel, "id">): Promise<string> {
  const id = `kept ${nextId++}`;
  const title = freeTitle(model.title);
  await connected().explorer.setModel(id, exploredOf(model), model.weights);
  kept.value = [...kept.value, { ...model, id, title }];
  // What came with the page comes again.
  if (model.origin !== "came with the page") void storeKept(id);
  void measureKept(id);
  return id;
}

/** The explorer that knows the models that are kept. */
let knownTo: Workers["explorer"] | undefined;

/** A new explorer does not know the models that are kept; it has to have its test set first. */
export async function introduceKept(): Promise<void> {
  const { explorer } = connected();
  if (explorer === knownTo) return;
  knownTo = explorer;
  for (const { id, weights, ...model } of kept.value) await explorer.setModel(id, exploredOf(model), weights);
}

/** Brings back the models that were kept at earlier visits, one after the other. */
export async function bringBackKept(): Promise<void> {
  for (const model of await readKept()) {
    const id = `kept ${nextId++}`;
    await connected().explorer.setModel(id, exploredOf(model), model.weights);
    kept.value = [...kept.value, { ...model, id, title: freeTitle(model.title) }];
    await measureKept(id);
  }
}

/** Gives a kept model another title. */
export function renameKept(id: string, title: string): void {
  const requested = title.trim();
  if (requested === "" || kept.value.some((model) => model.id === id && model.title === requested)) return;
  const unique = freeTitle(requested);
  kept.value = kept.value.map((model) => (model.id === id ? { ...model, title: unique } : model));
  void restoreKept(id);
}

/** A title that no kept model has. */
function freeTitle(requested: string): string {
  const titles = new Set(kept.value.map(({ title }) => title));
  let title = requested;
  for (let copy = 2; titles.has(title); copy++) title = `${requested} (${copy})`;
  return title;
}

/** Measures a kept model on the test set that is loaded, where it takes its images and is not measured on them already. */
export async function measureKept(id: string): Promise<void> {
  const model = kept.value.find((one) => one.id === id);
  const loaded = loadedData.value;
  // Of the first few test samples alone nothing is said: they are measured when all are there.
  if (model === undefined || loaded === undefined || isPartOfData.value) return;
  const { checksums } = loaded;
  if (model.figures !== undefined && sameData(model.measuredOn ?? {}, checksums)) return;
  replaceKept(id, ({ figures: _, measuredOn: __, ...unmeasured }) => unmeasured);
  if (!fitsData(model)) return;
  try {
    const figures = await connected().explorer.testFigures(id);
    if (loaded !== loadedData.value) return;
    replaceKept(id, (now) => ({ ...now, figures, measuredOn: checksums }));
    void restoreKept(id);
  } catch (error) {
    // One that was removed meanwhile is missed by nobody.
    if (kept.value.some((one) => one.id === id)) tell("problem", messageOf(error));
  }
}

function replaceKept(id: string, change: (model: KeptModel) => KeptModel): void {
  kept.value = kept.value.map((model) => (model.id === id ? change(model) : model));
}

/** Removes kept models, here and where the browser stores them; that can be undone. */
export async function removeKept(ids: readonly string[]): Promise<void> {
  const before = kept.value;
  const removed = before.filter(({ id }) => ids.includes(id));
  const [first] = removed;
  if (first === undefined) return;
  kept.value = before.filter((model) => !removed.includes(model));
  const words = removed.length === 1 ? first.title : counted(removed.length, "kept model");
  canUndo({ words: `the removal of ${words}`, run: () => putBack(removed, before) });
  offer.value = {
    text: `${words} ${removed.length === 1 ? "is" : "are"} removed.`,
    title: "Undo",
    run: undo,
  };
  const { explorer } = connected();
  await Promise.all([eraseKept(removed), ...removed.map(({ id }) => explorer.removeModel(id))]);
}

/** Brings removed models back to their places, as they were. */
async function putBack(removed: readonly KeptModel[], before: readonly KeptModel[]): Promise<void> {
  dismissOffer();
  const { explorer } = connected();
  for (const { id, weights, ...model } of removed) await explorer.setModel(id, exploredOf(model), weights);
  const now = kept.value;
  const wasBefore = before.map(({ id }) => id);
  const later = now.filter(({ id }) => !wasBefore.includes(id));
  kept.value = [...before.flatMap((model) => now.find(({ id }) => id === model.id) ?? model), ...later];
  for (const model of removed) {
    await putBackKept(model);
    void measureKept(model.id);
  }
}

/** Wall time of training; of one that is not over, of the epochs that are done. */
export function timeOf(seconds: number, history: readonly EpochRecord[]): number {
  return Math.max(
    seconds,
    history.reduce((sum, epoch) => sum + epoch.seconds, 0),
  );
}

/** What the losses of the model in training are measured by. */
export function lossFactsOf({ objective, code, splits }: PreparedModel): LossFacts {
  // Losses of two objectives are no one's curve but their own.
  const others = training.value.changes.filter(
    ({ name }) => settingsTable[name as SettingName].group === "objective",
  );
  const words = [objective, ...others.map((change) => `changed on the way: ${changeWords(change)}`)];
  return { objective: words.join("; "), code, validation: splits.validation };
}

/** `vanilla, latent size 32, seed 1` */
export function titleOf({ model, latentSize, seed }: Settings): string {
  return `${model}, latent size ${latentSize}, seed ${seed}`;
}
