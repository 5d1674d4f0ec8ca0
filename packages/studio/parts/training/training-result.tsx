import { useSignal } from "@preact/signals";
import { counted } from "hourglass-core/internal/words.ts";
import { errorsOf } from "hourglass-lab/internal/evaluation/errors.ts";
import { errorWords } from "hourglass-lab/internal/report/words/error-words.ts";
import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { explorer } from "../../state/connection.ts";
import { newestWeights } from "../../state/live-views.ts";
import { messageOf, tell } from "../../state/notice.ts";
import { isPartOfData, prepared, samplesKind, training } from "../../state/session.ts";
import { noteFigures } from "../../state/tried.ts";
import { liveModel, type TestFigures } from "../../workers/explorer/explorer-api.ts";
import { cleanWords, noiseOfTask, ownErrors } from "../own-task.ts";
import { NextSteps } from "./next-steps.tsx";

/** What has come out of a training: errors on the test samples, and what to try next. */
export function TrainingResult(): JSX.Element | null {
  const figures = useSignal<TestFigures | undefined>(undefined);
  const hasFailed = useSignal(false);
  // Of the first few test samples alone nothing is said.
  const isDone = training.value.status === "done" && !isPartOfData.value;
  const weights = newestWeights.value;
  useEffect(() => {
    figures.value = undefined;
    hasFailed.value = false;
    if (!isDone) return;
    let isMeant = true;
    explorer()
      .testFigures(liveModel)
      .then(
        (measured) => {
          if (!isMeant) return;
          figures.value = measured;
          noteFigures(measured);
        },
        (error) => {
          if (!isMeant) return;
          hasFailed.value = true;
          tell("problem", messageOf(error));
        },
      );
    return () => {
      isMeant = false;
    };
  }, [isDone, weights, figures, hasFailed]);
  const model = prepared.value;
  if (!isDone || model === undefined) return null;
  const { title, plural } = samplesKind.value;
  const noise = noiseOfTask(model.settings);
  const clean = cleanWords(figures.value, model.sampleShape, samplesKind.value);
  return (
    <div class="result">
      <div class="result-figures">
        <p>
          On {counted(model.splits.test, title, plural)} that it has never seen
          {noise === undefined
            ? null
            : `, each with ${noise}, as in training: errors against the clean ${title}`}
        </p>
        <dl>
          {errorsOf(model.sampleShape).map((error) => {
            const { short, long, unit, reduction } = errorWords(error, samplesKind.value);
            const figure = figures.value && ownErrors(figures.value)[error];
            return (
              <div key={error} title={long}>
                <dt>{short}</dt>
                <dd>
                  {figure === undefined ? (hasFailed.value ? "–" : "…") : formatNumber(figure)}{" "}
                  <small>
                    {unit}, {reduction}
                  </small>
                </dd>
              </div>
            );
          })}
        </dl>
        {clean === undefined ? null : <p class="result-clean">{clean}</p>}
      </div>
      <NextSteps />
    </div>
  );
}
