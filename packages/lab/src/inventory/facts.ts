import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { headlineScore } from "../anomaly/anomaly-scores.ts";
import type { AnomalyResults } from "../anomaly/results.ts";
import type { ClassifierSummary } from "../classify/classifier-summary.ts";
import { type DetectorSummary, shareOfAlarms } from "../detector/folder/detector-summary.ts";
import type { RunSummary } from "../run/files/summary.ts";
import type { StudyPlan } from "../study/grid.ts";

/** What is told of a run, a classifier, a detector, a study or a detection of anomalies in a list of many. */
export interface Facts {
  readonly kind: "run" | "classifier" | "detector" | "study" | "anomalies";
  /** As its file says: `running` stands there, too, where the process is gone. */
  readonly status: RunSummary["status"];
  /** When it began; of a study and of anomalies when its file was written. ISO 8601. */
  readonly date: string;
  /** The name of the data set; of several, with commas between them. */
  readonly data: string;
  readonly model: string;
  /** Values of the code. */
  readonly code?: number;
  readonly seed?: number;
  readonly epochs?: number;
  /** Of training, wall time; of a detector that of fitting. */
  readonly seconds?: number;
  /** Number of trainable values. */
  readonly parameters?: number;
  /** Trainings of a study. */
  readonly trainings?: number;
  /** On the test split, as in run.json. */
  readonly bce?: number;
  readonly mse?: number;
  readonly sse?: number;
  /** Of a classifier, on the test split, 0 to 1. */
  readonly accuracy?: number;
  /**
   * Area under the ROC curve: of a detector, of its score on the test split; of anomalies the mean over what is normal and the seeds, of the
   * combined score or else of the error.
   */
  readonly auroc?: number;
  /** Of a detector, the share of the normal test samples that raise an alarm, 0 to 1. */
  readonly alarms?: number;
  /** Of the training, where it is one. */
  readonly settings?: Settings;
}

export function describeRun({
  status,
  started,
  dataset,
  model,
  settings,
  epochs,
  seconds,
  metrics,
}: RunSummary): Facts {
  return {
    ...{ kind: "run", status, date: started, data: dataset.name, model: model.name, code: model.latentSize },
    ...{ seed: settings.seed, epochs: epochs.run, seconds, parameters: model.parameters, settings },
    ...metrics?.test,
  };
}

export function describeClassifier(summary: ClassifierSummary): Facts {
  const { status, started, dataset, model, trainings, plan, settings } = summary;
  const [kept] = trainings;
  return {
    ...{ kind: "classifier", status, date: started, data: dataset.name, model: model.name },
    ...{ code: model.latentSize, parameters: model.parameters, seed: plan.seeds[0] as number, settings },
    seconds: trainings.reduce((sum, training) => sum + training.seconds, 0),
    ...(kept === undefined ? {} : { accuracy: kept.accuracy }),
    ...(kept?.epochs === undefined ? {} : { epochs: kept.epochs.run }),
  };
}

export function describeDetector(summary: DetectorSummary): Facts {
  const { status, started, dataset, model, settings, epochs, seconds, score, test } = summary;
  const area = test.areas?.[score];
  return {
    ...{
      kind: "detector",
      status,
      date: started,
      data: dataset.name,
      model: model.name,
      code: model.latentSize,
    },
    ...{ seed: settings.seed, epochs: epochs.run, seconds, parameters: model.parameters, settings },
    ...(area === undefined ? {} : { auroc: area }),
    ...(test.normal.samples === 0 ? {} : { alarms: shareOfAlarms(test.normal) }),
  };
}

export function describeStudy({ runs }: StudyPlan, changed: Date, isDone: boolean): Facts {
  const names = (of: "data" | "model"): string => [...new Set(runs.map((run) => run[of]))].join(",");
  return {
    ...{ kind: "study", status: isDone ? "done" : "running", date: changed.toISOString() },
    ...{ data: names("data"), model: names("model"), trainings: runs.length },
  };
}

export function describeAnomalies({ status, plan, dataset, mean }: AnomalyResults, changed: Date): Facts {
  const { settings, seeds } = plan;
  const area = mean === undefined ? undefined : mean[headlineScore(mean)]?.mean;
  return {
    ...{ kind: "anomalies", status: status === "done" ? "done" : "running" },
    ...{ date: changed.toISOString(), data: dataset.name, model: settings.model, code: settings.latentSize },
    ...{ seed: seeds[0] as number, settings },
    ...(area === undefined ? {} : { auroc: area }),
  };
}
