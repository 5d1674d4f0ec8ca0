import { effect } from "@preact/signals";
import { followTraining } from "./follow-training.ts";
import { bringBackKept } from "./kept-models.ts";
import { guardLeaving } from "./leaving.ts";
import { messageOf, tell } from "./notice.ts";
import { hasLive } from "./session.ts";
import { readEarlier } from "./tried.ts";
import { followUndoKeys } from "./undo.ts";

/** Begins to keep what is trained: models of earlier visits come back, new ones are stored, and leaving asks where something would be lost. */
export async function startKeeping(): Promise<void> {
  followTraining();
  guardLeaving();
  followUndoKeys();
  await readEarlier();
  // The first picture of the page does not wait for models that nobody has asked for yet.
  await firstPicture();
  try {
    await bringBackKept();
  } catch (error) {
    tell("problem", messageOf(error));
  }
}

function firstPicture(): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (!hasLive.value) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}
