import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { loadedData, prepared, type TrainingStatus, training } from "../../state/session.ts";
import { pause, reset, step, train } from "../../state/train-model.ts";

const mainTitles: Readonly<Record<TrainingStatus, string>> = {
  new: "Train",
  training: "Pause",
  pausing: "Pausing…",
  paused: "Continue",
  done: "Train again",
  failed: "Train again",
};

/** Train, pause, step, reset; the space bar trains and pauses too. */
export function TrainingButtons(): JSX.Element {
  const { status } = training.value;
  const isReady = isTrainable();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isHeld = event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
      // Only where no field, button or canvas has the focus, which the space bar would otherwise work.
      if (event.key !== " " || isHeld || event.target !== document.body) return;
      event.preventDefault();
      trainOrPause();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
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
        onClick={trainOrPause}
      >
        <TrainSign status={status} />
        {mainTitles[status]}
      </button>
      <button
        type="button"
        aria-disabled={!isReady || isBusy}
        title="Learn from one batch"
        onClick={() => (isReady && !isBusy ? void step() : undefined)}
      >
        Step
      </button>
      <button
        type="button"
        aria-disabled={!isReady || status === "new"}
        title="Begin anew, with the same seed"
        onClick={() => (isReady && status !== "new" ? void reset() : undefined)}
      >
        Reset
      </button>
      <span class="key-hint">
        <kbd>space</kbd> trains and pauses
      </span>
    </fieldset>
  );
}

function isTrainable(): boolean {
  return prepared.value !== undefined && loadedData.value !== undefined;
}

function trainOrPause(): void {
  if (!isTrainable()) return;
  if (training.value.status === "training") void pause();
  else if (training.value.status !== "pausing") void train();
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
