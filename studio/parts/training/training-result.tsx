import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { errorWords } from "../../../src/report/error-words.ts";
import { formatNumber } from "../../../src/report/format.ts";
import { counted } from "../../../src/words.ts";
import { choose } from "../../state/actions.ts";
import { explorer } from "../../state/connection.ts";
import { messageOf, tell } from "../../state/notice.ts";
import { liveVersion, prepared, training } from "../../state/session.ts";
import { liveModel, type TestFigures } from "../../workers/explorer-api.ts";
import { nextStep } from "./next-step.ts";

/** What has come out of a training: errors on the test images, and what to try next. */
export function TrainingResult(): JSX.Element | null {
  const figures = useSignal<TestFigures | undefined>(undefined);
  const isDone = training.value.status === "done";
  const version = liveVersion.value;
  useEffect(() => {
    figures.value = undefined;
    if (!isDone) return;
    let isMeant = true;
    explorer()
      .testFigures(liveModel)
      .then(
        (measured) => {
          if (isMeant) figures.value = measured;
        },
        (error) => {
          if (isMeant) tell("problem", messageOf(error));
        },
      );
    return () => {
      isMeant = false;
    };
    // The last weights may come after the end of the training.
  }, [isDone, version, figures]);
  const model = prepared.value;
  if (!isDone || model === undefined) return null;
  const next = nextStep(model.settings);
  return (
    <div class="result">
      <div class="result-figures">
        <p>On {counted(model.splits.test, "image")} that it has never seen</p>
        <dl>
          {(["bce", "mse", "sse"] as const).map((error) => (
            <div key={error} title={errorWords[error].long}>
              <dt>{errorWords[error].short}</dt>
              <dd>
                {figures.value === undefined ? "…" : formatNumber(figures.value[error])}{" "}
                <small>
                  {errorWords[error].unit}, {errorWords[error].reduction}
                </small>
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <div class="result-next">
        <p>{next.text}</p>
        <button type="button" onClick={() => void choose(next.change)}>
          {next.title}
        </button>
      </div>
    </div>
  );
}
