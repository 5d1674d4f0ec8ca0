import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { takeSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { describeObjective } from "hourglass-core/internal/program/objective.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { auroc } from "../../evaluation/auroc.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import { partOf } from "../../measures/pacing.ts";
import { describeEnvironment } from "../../run/environment.ts";
import { sha256 } from "../../run/files/checksums.ts";
import { sha256OfDataset } from "../../run/files/data-identity.ts";
import { type RunFolder, runFiles, writeHistory } from "../../run/folder.ts";
import { datasetFacts, modelFacts } from "../../run/summarise.ts";
import { encodeDetector } from "../detector-file.ts";
import { type Fitting, fitDetector } from "../fit-detector.ts";
import type { DetectorPlan } from "../plan.ts";
import { type ScoresByName, withScorer } from "../sample-scorer.ts";
import { scoringProgram } from "../scoring-program.ts";
import type { Alarms, DetectorSummary, DetectorTest } from "./detector-summary.ts";

/** What a detector is trained on, and where it is written to. */
export interface DetectorTraining extends ProgressHooks {
  readonly folder: RunFolder;
  readonly dataset: Dataset<Samples>;
  /** Its settings name the data set where it lies. */
  readonly plan: DetectorPlan;
  /** The classes whose training samples are normal; without them all training samples are. */
  readonly normalClasses?: readonly number[];
  readonly runtime: Runtime;
}

/** Of the time: what scoring the test split takes. */
const testShare = 0.05;

/**
 * Fits a detector to the normal samples of a training split and tests it on the test split. Its folder gets it when all is done: one that is
 * interrupted leaves nothing.
 * @throws UsageError where there are too few normal samples for what is asked
 */
export async function trainDetector(training: DetectorTraining): Promise<DetectorSummary> {
  const { folder, dataset, plan, normalClasses, runtime } = training;
  const started = new Date();
  const normal = normalOf(dataset.train, normalClasses);
  const fitting = await fitDetector(runtime, normal, plan, partOf(training, 0, 1 - testShare));
  const test = await testDetector(
    runtime,
    fitting,
    dataset.test,
    normalClasses,
    partOf(training, 1 - testShare, 1),
  );
  const { detector, settings, history, keptEpoch } = fitting;
  const { model, score, threshold, choice, samples } = detector;
  const { falseAlarms, contamination, heldOut } = plan;
  const bytes = encodeDetector(detector);
  const program = scoringProgram(detector, threshold.score);
  const weights = sha256(bytes);
  const sizes = { train: samples.train, validation: samples.heldOut, test: dataset.test.count };
  const data = sha256OfDataset(dataset);
  const summary: DetectorSummary = {
    ...{ format: 2, kind: "detector", status: "done" },
    aims: {
      ...{ falseAlarms, contamination, heldOut },
      ...(plan.score === undefined ? {} : { score: plan.score }),
    },
    ...(normalClasses === undefined ? {} : { normalClasses }),
    ...{ score, threshold, ...(choice === undefined ? {} : { choice }), samples },
    settings,
    dataset: { ...datasetFacts(dataset, sizes), sha256: data },
    model: modelFacts(model),
    objective: describeObjective(model, objectiveOf(settings)),
    environment: describeEnvironment(runtime),
    started: started.toISOString(),
    seconds: (Date.now() - started.getTime()) / 1000,
    epochs: { run: history.length, kept: keptEpoch },
    test,
    weights,
  };
  await writeHistory(folder, history);
  await folder.writeAll([
    [runFiles.weights, bytes],
    [runFiles.detector, toOnnx({ ...program, metadata: { weights_sha256: weights, data_sha256: data } })],
    // What tells what the folder is comes last.
    [runFiles.summary, `${JSON.stringify(summary, null, 2)}\n`],
  ]);
  await folder.recordChecksums();
  return summary;
}

function normalOf(samples: Samples, classes: readonly number[] | undefined): Samples {
  if (classes === undefined) return samples;
  const places = Array.from({ length: samples.count }, (_, place) => place);
  return takeSamples(samples, Int32Array.from(places.filter((place) => isOf(samples, place, classes))));
}

function isOf({ labels }: Samples, place: number, classes: readonly number[]): boolean {
  return classes.includes(labels?.[place] as number);
}

/** Scores the test split by every score that was fitted: what they tell there decides nothing. */
async function testDetector(
  runtime: Runtime,
  { detector, fitted }: Fitting,
  samples: Samples,
  normalClasses: readonly number[] | undefined,
  hooks: ProgressHooks,
): Promise<DetectorTest> {
  const { score, threshold } = detector;
  const kept = await withScorer(runtime, detector, (scorer) => scorer.score(samples, partOf(hooks, 0, 0.5)));
  const isNormal = (place: number): boolean =>
    normalClasses === undefined || isOf(samples, place, normalClasses);
  const own = kept.get(score) as Float64Array;
  const alarmsOf = (scores: Float64Array): Alarms => ({
    samples: scores.length,
    alarms: scores.filter((one) => one > threshold.score).length,
  });
  const normal = own.filter((_, place) => isNormal(place));
  if (normalClasses === undefined) return { normal: alarmsOf(normal) };
  const others: ScoresByName =
    fitted.size === kept.size
      ? kept
      : await withScorer(runtime, { ...detector, scores: fitted }, (scorer) =>
          scorer.score(samples, partOf(hooks, 0.5, 1)),
        );
  const anomalous = own.filter((_, place) => !isNormal(place));
  const areas = [...others].map(([name, scores]) => [
    name,
    auroc(
      scores.filter((_, place) => isNormal(place)),
      scores.filter((_, place) => !isNormal(place)),
    ),
  ]);
  return {
    normal: alarmsOf(normal),
    anomalous: alarmsOf(anomalous),
    ...(normal.length === 0 || anomalous.length === 0 ? {} : { areas: Object.fromEntries(areas) }),
  };
}
