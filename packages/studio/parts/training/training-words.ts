import type { SampleKind } from "hourglass-core/internal/data/samples/sample-kind.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import {
  type FitProgress,
  shareDone as shareOfTraining,
} from "hourglass-core/internal/training/run-epochs.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { formatCount, formatDuration, formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { TrainingState } from "../../state/session.ts";

type Standing = Pick<TrainingState, "status" | "pretraining" | "news" | "history" | "seconds" | "message">;

/** Where a training in slow motion stands: the step that was taken last, and what its batch cost. */
export function stepWords({ news, points }: Pick<TrainingState, "news" | "points">, epochs: number): string {
  const loss = points.at(-1)?.training;
  return [
    `Epoch ${news?.progress.epoch ?? 1} of ${epochs}`,
    `step ${formatCount(news?.step ?? 0)}`,
    ...(loss === undefined ? [] : [`its loss ${formatNumber(loss)}`]),
  ].join(" · ");
}

/** Where training stands, in a line. */
export function standingWords(
  state: Standing,
  epochs: number,
  count: number,
  { title, plural }: Pick<SampleKind<Samples>, "title" | "plural">,
): string {
  const { status, news, history, seconds, message } = state;
  switch (status) {
    case "new":
      return `Ready: ${counted(epochs, "epoch")} of ${counted(count, title, plural)}`;
    case "failed":
      return message ?? "Training failed";
    case "done": {
      const early =
        history.length < epochs
          ? `Stopped early, without improvement, after ${history.length} of `
          : "Done: ";
      return `${early}${counted(epochs, "epoch")} in ${formatDuration(seconds)}`;
    }
    case "paused":
      return `Paused in epoch ${news?.progress.epoch ?? 1} of ${epochs}, after step ${formatCount(news?.step ?? 0)}`;
    case "training":
    case "pausing":
      return news === undefined
        ? beginningWords(state)
        : [
            `Epoch ${news.progress.epoch} of ${epochs}`,
            `${formatCount(roundedSpeed(news.progress.imagesPerSecond))} ${plural}/s`,
            leftWords(news.progress),
          ].join(" · ");
  }
}

/** What goes on before the first step of the whole. */
function beginningWords({ pretraining }: Standing): string {
  if (pretraining === undefined) return "Compiling the training program…";
  const { part, parts, epoch, epochs } = pretraining;
  return [
    `Pretraining layer ${part} of ${parts}`,
    `epoch ${epoch} of ${epochs}`,
    leftWords(pretraining),
  ].join(" · ");
}

function leftWords({ secondsLeft }: { readonly secondsLeft: number }): string {
  return `${formatDuration(Math.ceil(secondsLeft)).replace(".0 s", " s")} left`;
}

/** Three digits: more would only flicker. */
function roundedSpeed(imagesPerSecond: number): number {
  return Number(imagesPerSecond.toPrecision(3));
}

/** Share of the training that is done, of 1. */
export function shareDone(progress: FitProgress, epochs: number): number {
  return shareOfTraining({ ...progress, epochs });
}

/** How often training speaks, at most, from its beginning to its end. */
const announcements = 5;

/** What a screen reader says of the training: its beginning and its end, and now and then between. */
export function announcement(state: Standing, epochs: number): string {
  const { status, history } = state;
  if (status === "new" || status === "pausing") return "";
  if (status === "failed") return `Training failed. ${state.message ?? ""}`;
  const last = history.at(-1);
  const loss = last === undefined ? "" : `, ${lossWords(last)}`;
  if (status === "done") return `Training done after ${counted(history.length, "epoch")}${loss}`;
  if (status === "paused") return `Training paused after ${counted(history.length, "epoch")}${loss}`;
  const turn = Math.floor((history.length * announcements) / epochs);
  const announced = history[Math.ceil((turn * epochs) / announcements) - 1];
  return announced === undefined
    ? "Training"
    : `Epoch ${announced.epoch} of ${epochs} done, ${lossWords(announced)}`;
}

function lossWords({ trainingLoss, validationLoss }: EpochRecord): string {
  return validationLoss === undefined
    ? `training loss ${formatNumber(trainingLoss)}`
    : `validation loss ${formatNumber(validationLoss)}`;
}
