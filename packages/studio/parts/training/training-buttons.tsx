import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { firstShown, loadedData, prepared, type TrainingStatus, training } from "../../state/session.ts";
import { beginAgain, beginsAnew, step, trainOrPause, whyNotFurther } from "../../state/train-on.ts";
import { PaceChoice } from "./pace-choice.tsx";

const mainTitles: Readonly<Record<TrainingStatus, string>> = {
  new: "Train",
  training: "Pause",
  pausing: "Pausing…",
  paused: "Continue",
  done: "Train further",
  failed: "Train again",
};

/** Train, pause, step, reset; the space bar trains and pauses too, and never begins anew. */
export function TrainingButtons(): JSX.Element {
  const { status } = training.value;
  const isReady = isTrainable();
  const isAnew = beginsAnew.value;
  const why = whyNotFurther.value;
  const reason =
    why === undefined || firstShown.value !== undefined ? undefined : `More epochs begin anew, since ${why}.`;
  useEffect(() => {
    const pressKey = (event: KeyboardEvent): void => {
      const isHeld = event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
      // Only where no field, button or canvas has the focus, which the space bar would otherwise work.
      if (event.key !== " " || isHeld || event.target !== document.body) return;
      // Where training is over it scrolls the page, as it does elsewhere.
      if (["done", "failed"].includes(training.value.status)) return;
      event.preventDefault();
      press();
    };
    document.addEventListener("keydown", pressKey);
    return () => document.removeEventListener("keydown", pressKey);
  }, []);
  const isBusy = status === "training" || status === "pausing";
  return (
    <fieldset class="training-buttons" aria-label="Training">
      <button
        type="button"
        class="primary train-button"
        aria-keyshortcuts="Space"
        // Not `disabled`, which would take the focus away from the one who pauses.
        aria-disabled={!isReady || status === "pausing"}
        title={reason}
        onClick={press}
      >
        <TrainSign status={status} />
        {firstShown.value !== undefined ? "Train it yourself" : isAnew ? "Train again" : mainTitles[status]}
      </button>
      <button
        type="button"
        aria-disabled={!isReady || isBusy || isAnew}
        title="Learn from one batch"
        onClick={() => (isReady && !isBusy && !isAnew ? void step() : undefined)}
      >
        Step
      </button>
      <button
        type="button"
        aria-disabled={!isReady || status === "new"}
        title="Begin again from the start, with the same seed"
        onClick={() => (isReady && status !== "new" ? void beginAgain() : undefined)}
      >
        Reset
      </button>
      <PaceChoice />
      <span class="key-hint">
        {reason ?? (
          <>
            <kbd>space</kbd> trains and pauses
          </>
        )}
      </span>
    </fieldset>
  );
}

function isTrainable(): boolean {
  return prepared.value !== undefined && loadedData.value !== undefined;
}

function press(): void {
  if (isTrainable()) void trainOrPause();
}

/** A triangle, or two bars. */
function TrainSign({ status }: { readonly status: TrainingStatus }): JSX.Element {
  const isOn = status === "training" || status === "pausing";
  return (
    <svg class="train-sign" viewBox="0 0 12 12" aria-hidden="true">
      <path d={isOn ? "M2 1h3v10H2zM7 1h3v10H7z" : "M2 1l9 5-9 5z"} />
    </svg>
  );
}
