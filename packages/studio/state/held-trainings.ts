import { bytesOfTraining, type HeldTraining } from "./held-training.ts";
import { readTraining } from "./storage/tried-store.ts";

/** Bytes of what is held in memory, all together: the trainings that were left longest ago go first. */
const most = 256 * 2 ** 20;

/** In the order in which they were left. */
const held = new Map<string, HeldTraining>();

/** Holds a training that is left, to come back to it while the page is open. */
export function hold(training: HeldTraining): void {
  held.delete(training.id);
  held.set(training.id, training);
  let bytes = [...held.values()].reduce((sum, one) => sum + bytesOfTraining(one), 0);
  for (const [id, one] of held) {
    if (bytes <= most || held.size === 1) return;
    held.delete(id);
    bytes -= bytesOfTraining(one);
  }
}

/** A training that was left, from memory or from the browser's store; `undefined` where it is in neither any more. */
export async function heldTraining(id: string | undefined): Promise<HeldTraining | undefined> {
  return id === undefined ? undefined : (held.get(id) ?? (await readTraining(id)));
}
