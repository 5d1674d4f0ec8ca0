import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { withArticle } from "hourglass-core/internal/words.ts";
import type { StoredShape } from "../../run/files/stored-shape.ts";
import type { EpochRecord, RunSummary } from "../../run/files/summary.ts";
import { lossWords } from "../words/objective-words.ts";
import { samplesOf } from "../words/sample-words.ts";

/** What of a run decides about its curve. */
export interface CurveRun {
  readonly summary: Pick<RunSummary, "settings" | "objective"> & {
    readonly model: Pick<RunSummary["model"], "code">;
    readonly dataset: StoredShape & {
      readonly splits: Pick<RunSummary["dataset"]["splits"], "validation">;
    };
    readonly epochs: Pick<RunSummary["epochs"], "kept">;
  };
  readonly history: readonly EpochRecord[];
}

/** A run's line in a plot. */
export interface Curve {
  /** Position of the run among all that are compared: it decides the colour. */
  readonly run: number;
  readonly points: readonly { readonly epoch: number; readonly value: number }[];
  /** The epoch whose weights the run has kept. */
  readonly kept: number;
}

/** Lines that may share an axis, since the same quantity was measured in the same way. */
export interface CurveGroup {
  readonly curves: readonly Curve[];
  /** The quantity with its unit, for the axis. */
  readonly label: string;
  /** What was measured, in words. */
  readonly quantity: string;
}

/**
 * Which runs' losses compare. A loss is measured on validation images under the run's own conditions (its loss, its
 * kind of code, its noise), so only runs with the same conditions share a plot. Where their objectives differ in other
 * terms, such as a penalty, the reconstruction errors are compared, else the objectives. Runs without validation
 * images have only their training loss.
 */
export function groupCurves(runs: readonly CurveRun[]): readonly CurveGroup[] {
  const groups = new Map<string, number[]>();
  runs.forEach(({ summary }, index) => {
    const key = conditionsOf(summary);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  return [...groups.values()].map((members) => describeGroup(runs, members));
}

function conditionsOf({ settings, dataset, model, objective }: CurveRun["summary"]): string {
  return dataset.splits.validation === 0
    ? `training loss, ${objective}`
    : JSON.stringify([settings.loss, model.code, settings.binarize, settings.corruption]);
}

function describeGroup(runs: readonly CurveRun[], members: readonly number[]): CurveGroup {
  const ofGroup = members.map((index) => runs[index] as CurveRun);
  const [first] = ofGroup as [CurveRun];
  const { settings, dataset, model, objective } = first.summary;
  const samples = samplesOf({ dataset });
  const { title, plural, value } = samples;
  const validated = dataset.splits.validation > 0;
  const sameObjective = ofGroup.every(({ summary }) => summary.objective === objective);
  const curves = members.map((run): Curve => {
    const { history, summary } = runs[run] as CurveRun;
    const points = history.flatMap((record) => {
      const { validationLoss, validationReconstruction } = record;
      const validation = sameObjective ? validationLoss : (validationReconstruction ?? validationLoss);
      const value = validated ? validation : record.trainingLoss;
      return value === undefined ? [] : [{ epoch: record.epoch, value }];
    });
    return { run, points, kept: summary.epochs.kept };
  });

  const { short, long, unit, label } = lossWords(settings.loss, samples);
  const { term, reduction, distribution } = codeOf(model);
  const otherTerms = term !== undefined || objectiveOf(settings).penalties !== undefined;
  const summed = reduction === "sum";
  const where = validated
    ? `on the validation ${plural} after each epoch`
    : `on the training ${plural}, mean over the epoch while the weights were changing`;
  if (sameObjective && otherTerms) {
    return {
      curves,
      label: summed ? `objective (${withArticle(title)})` : "objective",
      quantity: `The objective ${where}: ${objective}.`,
    };
  }
  const conditions = [
    ...(distribution === undefined ? [] : ["codes drawn from their distributions"]),
    ...(settings.binarize ? [`${plural} binarised at random`] : []),
    ...(settings.corruption === "none" ? [] : [`input corrupted (${settings.corruption})`]),
  ];
  const under = conditions.length === 0 ? "" : `, with ${conditions.join(" and ")}`;
  const without = sameObjective ? "" : ", without the other terms of the objectives, which differ";
  return {
    curves,
    label: summed ? `${short} (${unit}, sum over ${value.many})` : label,
    quantity: `The ${long} ${where}${under}${without}.`,
  };
}
