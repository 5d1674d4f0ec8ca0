import type { JSX } from "preact";
import { undo, undoable } from "../state/undo.ts";

/** Takes back what was done last; nothing where there is nothing to take back. */
export function UndoButton(): JSX.Element | null {
  const step = undoable.value;
  if (step === undefined) return null;
  return (
    <button
      type="button"
      class="undo-button"
      aria-keyshortcuts="Control+Z Meta+Z"
      title={`Undo ${step.words} (Ctrl + Z)`}
      onClick={() => void undo()}
    >
      Undo<span class="hidden-text"> {step.words}</span>
    </button>
  );
}
