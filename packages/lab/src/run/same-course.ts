import { UsageError } from "hourglass-core/internal/errors.ts";
import { takenPenalty } from "hourglass-core/internal/program/penalties/penalties.ts";
import { changingPenalty, scheduleOf } from "hourglass-core/internal/settings/choices.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { earlyStopping } from "hourglass-core/internal/training/early-stopping.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { schedules } from "hourglass-core/internal/training/schedules/schedules.ts";
import { counted } from "hourglass-core/internal/words.ts";

/**
 * Refuses changes on resuming that would make of a run what no new run could be: one that goes on with changed settings must be, to
 * the bit, the run that has had them from the start.
 * @param own the run's settings, `changed` those with which it is to go on
 * @throws UsageError with the reason
 */
export function requireSameCourse(own: Settings, changed: Settings, history: readonly EpochRecord[]): void {
  if (changed.epochs !== own.epochs) requireOpenEnd(own, changed);
  const { earlyStopping: rule, restoreBest } = trainingOptions(changed);
  for (let epoch = 1; epoch < history.length; epoch++) {
    if (!earlyStopping(history.slice(0, epoch), rule).shouldStop) continue;
    throw new UsageError(
      `with --patience ${changed.patience} and --min-delta ${changed.minDelta} this run would have stopped after epoch ${epoch}, ` +
        `and it has ${history.length}: leave them as they were, or train anew`,
    );
  }
  const before = earlyStopping(history, trainingOptions(own).earlyStopping).bestEpoch;
  const now = earlyStopping(history, rule).bestEpoch;
  if (restoreBest && before !== now) {
    throw new UsageError(
      `with --min-delta ${changed.minDelta} the best epoch would be ${now}, whose weights were not kept (those of epoch ` +
        `${before} were): leave it as it was, or train anew`,
    );
  }
}

/** What falls until the last epoch has fallen as far as that: with more epochs it would have to rise again. */
function requireOpenEnd(own: Settings, changed: Settings): void {
  const what = endWords(own);
  if (what === undefined) return;
  throw new UsageError(
    `--epochs ${changed.epochs}: ${what}, so each of its epochs depends on how many there are, and with another number none would ` +
      "be as it was: train anew with --epochs and another --out",
  );
}

/** What of a training falls until its last epoch, in words; `undefined` where nothing does, and more epochs may follow. */
export function endWords({ epochs, schedule, penalty }: Settings): string | undefined {
  const changing = changingPenalty(penalty);
  const { course } = schedules.of(scheduleOf(schedule, 0).kind);
  return (
    course?.(schedule, epochs) ??
    (changing && takenPenalty(changing).kind.course?.(penalty, counted(epochs, "epoch")))
  );
}
