import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { whyAnew } from "hourglass-core/internal/settings/begins-anew.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingNames, settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { earlyStopping } from "hourglass-core/internal/training/early-stopping.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import type { TrainingOptions } from "hourglass-core/internal/training/options.ts";
import type { SettingChange } from "hourglass-lab/internal/run/files/setting-change.ts";
import { requireSameCourse } from "hourglass-lab/internal/run/same-course.ts";
import { type Job, settingsFor } from "./job.ts";

/**
 * A job that goes on with other settings: the same model, weights and state of the optimiser. Settings that are as if they had been so from the
 * start leave no trace; others are recorded with the step before which they were changed, unless they are changed back before it is taken.
 * @param given what was chosen, as for a new model
 * @throws UsageError where it is no change of this training, but another one
 */
export function changeJob(job: Job, given: Readonly<Partial<Settings>>): Job {
  const settings = settingsFor(job.dataset, given);
  const reason = whyAnew(job.settings, settings, shapeOf(job.dataset.train));
  if (reason !== undefined)
    throw new UsageError(`a training begins anew with these settings, since ${reason}`);
  requireTime(job, settings);
  const changed = { ...job, settings, changes: changesTo(job, settings) };
  if (isOver(changed)) return changed;
  const { end: _, ...goingOn } = changed;
  return goingOn;
}

/** What is trained by: losses of before the objective was changed say nothing of when to stop, and which epoch is the best. */
export function optionsOf({ settings, changes }: Pick<Job, "settings" | "changes">): TrainingOptions {
  const options = trainingOptions(settings);
  const others = changes.filter(({ name }) => isOfObjective(name as SettingName));
  // The epoch in which it was changed is of both.
  const after = Math.max(0, ...others.map(({ epoch }) => Math.ceil(epoch)));
  return after === 0 ? options : { ...options, earlyStopping: { ...options.earlyStopping, after } };
}

/** Whether a training has come to its end with the settings that it has now. */
export function isOver(job: Job): boolean {
  const { state, settings } = job;
  if (state === undefined || state.imagesOfEpoch > 0) return false;
  const { history } = state;
  return history.length >= settings.epochs || earlyStopping(history, optionsOf(job).earlyStopping).shouldStop;
}

function isOfObjective(name: SettingName): boolean {
  return settingsTable[name].group === "objective";
}

/** An epoch that has begun is finished. */
function requireTime({ state }: Job, { epochs }: Settings): void {
  const begun = (state?.history.length ?? 0) + ((state?.imagesOfEpoch ?? 0) > 0 ? 1 : 0);
  if (epochs < begun) {
    throw new UsageError(`epochs: expected at least ${begun}, since that epoch has begun, found ${epochs}`);
  }
}

function changesTo(job: Job, settings: Settings): readonly SettingChange[] {
  const { state, changes } = job;
  if (state === undefined || state.step === 0) return [];
  const { step } = state;
  const epoch = state.history.length + state.imagesOfEpoch / job.seen.train.count;
  const earlier = changes.filter((change) => change.step < step);
  const now = changes.filter((change) => change.step === step);
  // What the last step was taken with.
  const before: Settings = {
    ...job.settings,
    ...Object.fromEntries(now.map(({ name, from }) => [name, from])),
  };
  if (isAsFromStart(before, settings, state.history)) return earlier;
  const differing = settingNames.filter((name) => !isSame(before[name], settings[name]));
  const others = differing.map((name) => ({ name, from: before[name], to: settings[name], step, epoch }));
  return [...earlier, ...others.filter((change) => !leavesNoTrace(before, change, state.history))];
}

/** A change that by itself would be as from the start. */
function leavesNoTrace(
  before: Settings,
  { name, to }: SettingChange,
  history: readonly EpochRecord[],
): boolean {
  return isAsFromStart(before, { ...before, [name]: to }, history);
}

/** Whether a training that had had these settings from its start would be, to the bit, where this one is. */
function isAsFromStart(own: Settings, changed: Settings, history: readonly EpochRecord[]): boolean {
  if (!isSame(stepsOf(own), stepsOf(changed))) return false;
  try {
    requireSameCourse(own, changed, history);
    return true;
  } catch {
    return false;
  }
}

/** All that steps depend on, but for how many there are. */
function stepsOf(settings: Settings): Partial<TrainingOptions> {
  const { epochs: _, earlyStopping: __, restoreBest: ___, ...rest } = trainingOptions(settings);
  return rest;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
