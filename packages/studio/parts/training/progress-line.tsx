import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { data, engine, prepared, samplesKind, settings, training } from "../../state/session.ts";
import { announcement, shareDone, standingWords } from "./training-words.ts";

/** Where training stands: in words, as a bar, and as losses. */
export function ProgressLine(): JSX.Element {
  const state = training.value;
  const model = prepared.value;
  const epochs = model?.settings.epochs ?? 1;
  const waiting = whyNotReady();
  const { news, history, status } = state;
  const share = status === "done" ? 1 : news === undefined ? 0 : shareDone(news.progress, epochs);
  const last = history.at(-1);
  return (
    <div class="progress-line">
      <p class={status === "failed" || waiting?.isProblem ? "standing problem" : "standing"}>
        {waiting?.text ?? standingWords(state, epochs, model?.splits.train ?? 0, samplesKind.value)}
      </p>
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

/** What has to happen before training can begin; `undefined` where nothing has. */
function whyNotReady(): { readonly text: string; readonly isProblem: boolean } | undefined {
  const problem = (text: string): { text: string; isProblem: boolean } => ({ text, isProblem: true });
  if (engine.value.status === "failed") return problem(engine.value.message);
  if (settings.value instanceof Error) return problem(settings.value.message);
  if (data.value.status === "failed") return problem("There are no data yet: choose some.");
  if (engine.value.status === "starting") return { text: "Starting the engine…", isProblem: false };
  if (data.value.status === "loading") {
    return { text: `Data: ${data.value.progress.text}…`, isProblem: false };
  }
  return prepared.value === undefined ? { text: "Making the model…", isProblem: false } : undefined;
}

function numberOr(value: number | undefined): string {
  return value === undefined ? "–" : formatNumber(value);
}
