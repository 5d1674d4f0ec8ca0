import { computed, effect, type ReadonlySignal } from "@preact/signals";
import { currentTraining } from "./current-training.ts";
import { isKept } from "./kept-twin.ts";
import { firstShown, isMoving, kept, training } from "./session.ts";
import { storedTraining } from "./tried.ts";

/** Whether closing the page would lose something that was trained. */
const wouldLose: ReadonlySignal<boolean> = computed(() => {
  if (isMoving.value) return true;
  // What was opened lies in files.
  const isKeptUnstored = kept.value.some(({ key, origin }) => key === undefined && origin === "trained here");
  if (isKeptUnstored) return true;
  // What came with the page comes again.
  if (firstShown.value !== undefined) return false;
  const { history, news, status } = training.value;
  if (history.length === 0 || status === "failed" || isKept.value) return false;
  const stored = storedTraining.value;
  return stored?.id !== currentTraining.value?.id || stored?.step !== news?.step;
});

/** Asks before the page is left while something would be lost, until the function that it returns is called. */
export function guardLeaving(): () => void {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  // Only then it listens: a page that does is not held by browsers for coming back to.
  return effect(() => {
    if (!wouldLose.value) return;
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  });
}
