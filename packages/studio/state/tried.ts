import { type Signal, signal } from "@preact/signals";
import { type SampleShape, sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { Rebuilt, TestFigures } from "../workers/explorer/explorer-api.ts";
import { currentTraining } from "./current-training.ts";
import type { HeldTraining } from "./held-training.ts";
import { loadedData, training } from "./session.ts";
import type { Tried, TriedPicture } from "./storage/stored-tried.ts";
import {
  beyondRoom,
  eraseTrainings,
  eraseTried,
  readTried,
  restoreTried,
  storeTried,
} from "./storage/tried-store.ts";

// What was tried: every training of an epoch or more leaves an entry, with its weights while there is room.

/** The newest first. */
export const tried: Signal<readonly Tried[]> = signal([]);

/** The training that was stored last, and how far it was. */
export const storedTraining: Signal<{ readonly id: string; readonly step: number } | undefined> =
  signal(undefined);

/** As many stay. */
export const mostTried = 24;
/** Samples in the picture of one, side by side, and bytes that it may take. */
export const shownSamples = 3;
const mostPictureBytes = 2 ** 18;

/** How far each was when it was noted last. */
const noted = new Map<string, number>();
/** Errors that became known, and how far the training was then. */
const measured = new Map<string, { readonly step: number; readonly figures: TestFigures }>();

/** Notes a training that has stopped, or is left, unless it is noted as it stands. */
export async function noteTried(held: HeldTraining, examples: Rebuilt | undefined): Promise<void> {
  const { id, experiment, checkpoint } = held;
  const { history, step } = checkpoint.state;
  const last = history.at(-1);
  if (last === undefined || noted.get(id) === step) return;
  noted.set(id, step);
  const { trainingLoss, validationLoss } = last;
  const { model, latentSize } = checkpoint.settings;
  const figures = measured.get(id);
  const shape = loadedData.peek()?.sample;
  const picture = examples === undefined || shape === undefined ? undefined : pictureOf(examples, shape);
  const entry: Tried = {
    ...{ id, experiment, model, latentSize, when: Date.now(), epochs: history.length, trainingLoss },
    ...(validationLoss === undefined ? {} : { validationLoss }),
    ...(figures?.step === step ? { figures: figures.figures } : {}),
    ...(picture === undefined ? {} : { picture }),
    ...{ checksums: checkpoint.checksums, bytes: 0 },
  };
  const others = tried.peek().filter((one) => one.id !== id);
  const gone = others.slice(mostTried - 1);
  tried.value = [entry, ...others.slice(0, mostTried - 1)];
  const bytes = await storeTried(entry, held);
  if (bytes > 0) storedTraining.value = { id, step };
  tried.value = tried.peek().map((one) => (one.id === id ? { ...one, bytes } : one));
  await eraseTried(gone.map((one) => one.id));
  await makeRoom();
}

async function makeRoom(): Promise<void> {
  const beyond = new Set(beyondRoom(tried.peek()));
  if (beyond.size === 0) return;
  tried.value = tried.peek().map((one) => (beyond.has(one) ? { ...one, bytes: 0 } : one));
  await eraseTrainings([...beyond]);
}

/** A few samples of different classes, with what became of them; none where they are large. */
function pictureOf({ originals, reconstructions }: Rebuilt, shape: SampleShape): TriedPicture | undefined {
  const size = shownSamples * sampleSize(shape);
  if (originals.length < size || 2 * size * originals.BYTES_PER_ELEMENT > mostPictureBytes) return undefined;
  return { shape, originals: originals.slice(0, size), rebuilt: reconstructions.slice(0, size) };
}

/** Notes the errors on the test set of the model as it stands. */
export function noteFigures(figures: TestFigures): void {
  const id = currentTraining.peek()?.id;
  const step = training.peek().news?.step;
  if (id === undefined || step === undefined) return;
  measured.set(id, { step, figures });
  const entry = tried.peek().find((one) => one.id === id);
  if (entry === undefined || noted.get(id) !== step) return;
  const known = { ...entry, figures };
  tried.value = tried.peek().map((one) => (one === entry ? known : one));
  void restoreTried(known);
}

/** A training that was come back to stands as it was noted, where it was. */
export function noteCameBack({ id, checkpoint }: HeldTraining): void {
  const entry = tried.peek().find((one) => one.id === id);
  if (entry === undefined) return;
  const { step } = checkpoint.state;
  noted.set(id, step);
  if (entry.bytes > 0) storedTraining.value = { id, step };
}

/** Reads what was tried at earlier visits. */
export async function readEarlier(): Promise<void> {
  const earlier = await readTried();
  const here = new Set(tried.peek().map(({ id }) => id));
  tried.value = [...tried.peek(), ...earlier.filter(({ id }) => !here.has(id))].slice(0, mostTried);
}
