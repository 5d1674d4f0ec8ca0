import { counted } from "hourglass-core/internal/words.ts";
import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { pace } from "../../state/pace.ts";
import { firstShown, isMoving, prepared, samplesKind, training } from "../../state/session.ts";
import { waiting } from "../../state/waiting.ts";
import { announcement, shareDone, standingWords, stepWords } from "./training-words.ts";

/** Where training stands: in words, as a bar, and as losses. */
export function ProgressLine(): JSX.Element {
  const state = training.value;
  const model = prepared.value;
  const epochs = model?.settings.epochs ?? 1;
  const awaited = waiting.value;
  const { news, history, status } = state;
  // Why, stands below.
  const problem = awaited?.isProblem ? "Not ready" : status === "failed" ? "Training failed" : undefined;
  const share = status === "done" ? 1 : news === undefined ? 0 : shareDone(news.progress, epochs);
  const last = history.at(-1);
  const isSlow = pace.value === "slow" && isMoving.value && news !== undefined;
  const words = isSlow
    ? stepWords(state, epochs)
    : standingWords(state, epochs, model?.splits.train ?? 0, samplesKind.value);
  return (
    <div class="progress-line">
      <p class="standing">{problem ?? awaited?.text ?? cameTrained() ?? words}</p>
      <dl class="numbers">
        <div>
          <dt>training loss</dt>
          <dd>{numberOr(news?.progress.trainingLoss)}</dd>
        </div>
        {model?.splits.validation === 0 ? null : (
          <div>
            <dt>validation loss</dt>
            <dd>{numberOr(last?.validationLoss)}</dd>
          </div>
        )}
      </dl>
      <progress class="training-progress" aria-label="Training" max={1} value={share} />
      <span class="hidden-text" role="status">
        {announcement(state, epochs)}
      </span>
    </div>
  );
}

/** Of the model that came with the page, how it was trained; `undefined` of others. */
function cameTrained(): string | undefined {
  const first = firstShown.value;
  const model = prepared.value;
  if (first === undefined || model === undefined) return undefined;
  const { train } = model.splits;
  const { title, plural } = samplesKind.value;
  return `Came with the page, trained: ${counted(first.history.length, "epoch")} of ${counted(train, title, plural)}`;
}

function numberOr(value: number | undefined): string {
  return value === undefined ? "–" : formatNumber(value);
}
