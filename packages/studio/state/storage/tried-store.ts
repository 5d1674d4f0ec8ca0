import { bytesOfTraining, type HeldTraining } from "../held-training.ts";
import { erase, read, readAll, rewrite, write } from "./database.ts";
import { recordOfTraining, trainingOfRecord } from "./stored-training.ts";
import { recordOfTried, type Tried, triedOfRecord } from "./stored-tried.ts";

// What was tried, in the browser: a small record each, and apart from it the training, where that is not too large.

/** Bytes of a training that is stored, at most: three values a parameter, of a model of a million. */
const mostOfOne = 12 * 2 ** 20;
/** Of all that are. */
const mostOfAll = 96 * 2 ** 20;

/** Stores an experiment that was tried, with its training. Gives the bytes that this takes; 0 where it is not stored. */
export async function storeTried(tried: Tried, training: HeldTraining): Promise<number> {
  const bytes = bytesOfTraining(training);
  const isStored = bytes <= mostOfOne && (await write("trainings", tried.id, recordOfTraining(training)));
  await write("tried", tried.id, recordOfTried({ ...tried, bytes: isStored ? bytes : 0 }));
  return isStored ? bytes : 0;
}

/** Stores again what has become known of one: its errors. */
export async function restoreTried(tried: Tried): Promise<void> {
  await rewrite("tried", tried.id, recordOfTried(tried));
}

export async function eraseTried(ids: readonly string[]): Promise<void> {
  await Promise.all([erase("tried", ids), erase("trainings", ids)]);
}

/** What was tried, the newest first; what cannot be read is left out. */
export async function readTried(): Promise<readonly Tried[]> {
  const found = [...(await readAll("tried"))].flatMap(([id, record]) => {
    try {
      return [triedOfRecord(id, record)];
    } catch {
      // A line in a strip of what was tried: a kept model is told of.
      return [];
    }
  });
  return found.sort((one, other) => other.when - one.when);
}

/** The training of what was tried; `undefined` where it was not stored, or cannot be read. */
export async function readTraining(id: string): Promise<HeldTraining | undefined> {
  const record = await read("trainings", id);
  if (record === undefined) return undefined;
  try {
    return trainingOfRecord(id, record);
  } catch {
    return undefined;
  }
}

/** Those whose trainings have to go, that the newest have room; the newest come first. */
export function beyondRoom(tried: readonly Tried[]): readonly Tried[] {
  let bytes = 0;
  return tried.filter((one) => {
    bytes += one.bytes;
    return one.bytes > 0 && bytes > mostOfAll;
  });
}

/** Gives up their weights, and leaves the rest. */
export async function eraseTrainings(tried: readonly Tried[]): Promise<void> {
  await erase(
    "trainings",
    tried.map(({ id }) => id),
  );
  for (const one of tried) await restoreTried({ ...one, bytes: 0 });
}
