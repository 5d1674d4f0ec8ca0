import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import type { PreparedModel } from "../workers/trainer/trainer-api.ts";
import { connected } from "./connection.ts";
import { beingKept, isKept } from "./kept-twin.ts";
import { exploredOf, newestWeights } from "./live-views.ts";
import { dismiss, messageOf, tell } from "./notice.ts";
import { fitsData, type KeptModel, kept, type LossFacts, notice, prepared, training } from "./session.ts";

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
  const { history: epochs, seconds } = training.value;
  return {
    ...exploredOf(model),
    title: title ?? titleOf(model.settings),
    origin: "trained here",
    ...{ weights, history: epochs, parameters: model.parameters },
    seconds: timeOf(seconds, epochs),
    losses: lossFactsOf(model),
  };
}

/** Before a trained model is given up for other settings or data: says so, and how it can be had all the same. */
export function offerToKeep(): void {
  const { status, history: epochs } = training.value;
  const isTrained = status !== "new" && status !== "failed" && epochs.length > 0;
  const model = isTrained ? trainedModel() : undefined;
  if (model === undefined || isKept.value) return;
  notice.value = {
    kind: "note",
    text: `The settings have changed, and a new model begins untrained. Keep the one you trained (${model.title}) to compare?`,
    action: {
      title: "Keep it",
      run: () => {
        dismiss();
        void keepModel(model).then(
          (title) =>
            tell("note", `Kept: ${title} stands under Compare, beside the model that you train next.`),
          (error) => tell("problem", messageOf(error)),
        );
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
  return { objective, code, validation: splits.validation };
}

/** `vanilla, latent size 32, seed 1` */
export function titleOf({ model, latentSize, seed }: Settings): string {
  return `${model}, latent size ${latentSize}, seed ${seed}`;
}
