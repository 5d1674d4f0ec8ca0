import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { messageOf, tell } from "./notice.ts";

// What can be undone, the newest last: changes of the experiment, removals of kept models.

export interface UndoStep {
  /** What was done, for people: `the removal of deep, seed 1`. */
  readonly words: string;
  readonly run: () => void | Promise<void>;
  /** Of a change of the experiment: its place in the browser's history. */
  readonly at?: number;
}

/** Removed models are held by it. */
const most = 50;

const steps: Signal<readonly UndoStep[]> = signal([]);

/** What would be undone next; absent where there is nothing. */
export const undoable: ReadonlySignal<UndoStep | undefined> = computed(() => steps.value.at(-1));

export function canUndo(step: UndoStep): void {
  steps.value = [...steps.peek(), step].slice(-most);
}

/** Forgets changes of the experiment that are not behind the page any more. */
export function forgetUndoBeyond(at: number): void {
  steps.value = steps.peek().filter((step) => step.at === undefined || step.at <= at);
}

export async function undo(): Promise<void> {
  const last = steps.peek().at(-1);
  if (last === undefined) return;
  steps.value = steps.peek().slice(0, -1);
  try {
    await last.run();
  } catch (error) {
    tell("problem", messageOf(error));
  }
}

/** Fields undo what was typed in them by themselves. */
const typed =
  "input:not([type=range], [type=checkbox], [type=radio], [type=file]), textarea, [contenteditable]";

/** Ctrl + Z, or Cmd + Z, undoes, until the function that it returns is called. */
export function followUndoKeys(): () => void {
  const press = (event: KeyboardEvent): void => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isUndo || event.key.toLowerCase() !== "z" || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.matches(typed)) return;
    if (undoable.peek() === undefined) return;
    event.preventDefault();
    void undo();
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}
