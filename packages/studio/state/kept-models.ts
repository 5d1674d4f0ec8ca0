import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { changeWords } from "hourglass-lab/internal/report/words/change-words.ts";
import type { PreparedModel, WeightsSnapshot } from "../workers/trainer/trainer-api.ts";
import { connected } from "./connection.ts";
import { beingKept, isKept } from "./kept-twin.ts";
import { exploredOf, newestWeights } from "./live-views.ts";
import { messageOf, tell } from "./notice.ts";
import { fitsData, type KeptModel, kept, type LossFacts, offer, prepared, training } from "./session.ts";

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

/** The offer to keep the model in training as it stands now, for when it is known whether it is given up. */
export function keepOffer(why: Replacement): () => void {
  const { status, history: epochs } = training.value;
  const isTrained = status !== "new" && epochs.length > 0;
  const model = isTrained ? trainedModel() : undefined;
  // What has diverged is worth nothing; what an engine has lost on the way is.
  const isWorthless = status === "failed" && model !== undefined && !isFiniteOf(model.weights);
  if (model === undefined || isWorthless || isKept.value) return () => undefined;
  return () => {
    offer.value = {
      text: `${replacementWords[why]} Keep the one you trained (${model.title}) to compare?`,
      title: "Keep it",
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
  void measureKept(id);
  return id;
}

/** Gives a kept model another title. */
export function renameKept(id: string, title: string): void {
  const requested = title.trim();
  if (requested === "" || kept.value.some((model) => model.id === id && model.title === requested)) return;
  const unique = freeTitle(requested);
  kept.value = kept.value.map((model) => (model.id === id ? { ...model, title: unique } : model));
}

/** A title that no kept model has. */
function freeTitle(requested: string): string {
  const titles = new Set(kept.value.map(({ title }) => title));
  let title = requested;
  for (let copy = 2; titles.has(title); copy++) title = `${requested} (${copy})`;
  return title;
}

/** Measures a kept model on the test set that is loaded, where it takes its images. */
export async function measureKept(id: string): Promise<void> {
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
