import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { type AnomalyScoreName, anomalyScoreNames } from "hourglass-lab/internal/anomaly/anomaly-scores.ts";
import type { AnomalyResults, ScoredImage } from "hourglass-lab/internal/anomaly/results.ts";
import type { ClassifierSummary } from "hourglass-lab/internal/classify/classifier-summary.ts";
import type { DetectorSummary } from "hourglass-lab/internal/detector/folder/detector-summary.ts";
import { usualAims } from "hourglass-lab/internal/detector/plan.ts";
import { evaluate } from "hourglass-lab/internal/evaluation/evaluate.ts";
import type { Evaluation } from "hourglass-lab/internal/evaluation/evaluation.ts";
import { renderAnomalies } from "hourglass-lab/internal/report/anomalies/anomaly.tsx";
import { renderClassifier } from "hourglass-lab/internal/report/classifier/classifier.tsx";
import { renderComparison } from "hourglass-lab/internal/report/comparison/comparison.tsx";
import { renderDetector } from "hourglass-lab/internal/report/detector/detector.tsx";
import { createDocument } from "hourglass-lab/internal/report/page/document.ts";
import type { Report } from "hourglass-lab/internal/report/page/report.ts";
import { renderReport } from "hourglass-lab/internal/report/run/report.tsx";
import { renderStudy } from "hourglass-lab/internal/report/study/study.tsx";
import type { RunSummary } from "hourglass-lab/internal/run/files/summary.ts";
import { createLinearAutoencoder, randomImages } from "./linear-autoencoder.ts";
import { sampleRepresentation } from "./sample-representation.ts";
import { samplePictures, sampleStudy } from "./sample-study.ts";

// One page of each kind, about things that never were.

const images = randomImages({ count: 30, height: 4, width: 4 });
const document = createDocument();

/** A run whose every name is this one. */
function summaryOf(name: string): RunSummary {
  const errors = { bce: 0.25, mse: 0.125, sse: 2 };
  const settings = {
    ...resolveSettings({ latentSize: 3 }, "test"),
    dataset: name,
    model: `${name}.json` as const,
  };
  return {
    ...{ format: 2, status: "done", settings, objective: name, started: "2026-11-21T12:00:00.000Z" },
    dataset: {
      ...{ name, title: name, source: name, licence: name, split: name },
      classNames: [`${name}0`, `${name}1`, `${name}2`],
      image: { height: 4, width: 4, channels: 1 },
      checksums: { [name]: "ab12".repeat(16) },
      splits: { train: 1000, validation: 100, test: 30 },
    },
    model: {
      ...{ name, code: "deterministic", latentSize: 3, layers: [name], parameters: 4192 },
      architecture: { name, encoder: [], decoder: [] },
    },
    environment: {
      ...{ hourglass: name, runtime: name, node: name, platform: name, cpu: name, cores: 2, threads: 2 },
    },
    epochs: { run: 2, best: 2, kept: 2, stopped: "all epochs done" },
    ...{ seconds: 12.3, imagesPerSecond: 1000, metrics: { train: errors, validation: errors, test: errors } },
  };
}

const history = [1, 2].map((epoch) => ({
  ...{ epoch, trainingLoss: 1 / epoch, validationLoss: 1.1 / epoch, seconds: 1, imagesPerSecond: 1000 },
}));

const model = createLinearAutoencoder({ imageSize: 16, imageShape: images, latentSize: 3 });
const evaluation: Evaluation = await evaluate(model, images, { rankBy: "bce" });

function runPage(name: string): Report {
  const summary = summaryOf(name);
  const representation = sampleRepresentation(images, summary.dataset.classNames, ["probe", "rank", "map"]);
  return renderReport({ summary, history, evaluation, representation, document });
}

function studyPage(name: string): Report {
  const sample = sampleStudy({ data: [name, `${name}2`], models: [name, `${name}2`], curves: true });
  const [first, ...runs] = sample.runs;
  const results = {
    ...sample,
    ...{ title: name, question: name, protocol: [name] },
    runs: [{ ...first!, status: "failed" as const, error: name }, ...runs],
    findings: sample.findings.map((found) => ({ ...found, notes: [name] })),
    answer: { text: name, figure: "bce", over: "latentSize" },
  };
  return renderStudy({ results, pictures: samplePictures(results), document });
}

function comparisonPage(name: string): Report {
  const original = new Uint8Array(16);
  const runs = ["1", "2"].map((number) => {
    const summary = summaryOf(`${name}${number}`);
    return { name: `${name}${number}`, summary, history, reconstructions: [original] };
  });
  const examples = [{ index: 0, label: 1, original }];
  return renderComparison({ runs, examples, document });
}

function anomalyPage(name: string): Report {
  const { dataset, environment } = summaryOf(name);
  const byScore = <T>(value: T): Record<AnomalyScoreName, T> =>
    Object.fromEntries(anomalyScoreNames.map((score) => [score, value])) as Record<AnomalyScoreName, T>;
  const scored: readonly ScoredImage[] = [{ dataset: name, index: 0, isAnomalous: true, score: 1 }];
  const cells = [0, 1].map((normalClass) => ({
    ...{ normal: `${name}${normalClass}`, normalClass, seed: 1, epochs: 2, seconds: 3 },
    images: { train: 9, validation: 1, normal: 1234, anomalous: 5 },
    auroc: byScore(0.9),
    curve: [
      { falsePositiveRate: 0, truePositiveRate: 0 },
      { falsePositiveRate: 1, truePositiveRate: 1 },
    ],
    histogram: { minimum: -1, maximum: 3, normal: [3, 1], anomalous: [1, 4] },
    extremes: {
      ...{ strangest: scored, leastStrange: scored, strangestNormal: scored, leastStrangeAnomalous: scored },
    },
  }));
  const spread = { mean: 0.9, standardDeviation: 0 };
  const results: AnomalyResults = {
    ...{ format: 1, status: "done", dataset, environment, protocol: [name], cells },
    plan: { settings: resolveSettings({}, "test"), classes: [0, 1], seeds: [1] },
    ...{ scores: byScore(name), mean: byScore(spread) },
  };
  const picture = (): { values: Uint8Array; name: string } => ({ values: new Uint8Array(16), name });
  return renderAnomalies({ results, picture, document });
}

function classifierPage(name: string): Report {
  const { settings, dataset, environment, started } = summaryOf(name);
  const trainings = (["encoder", "random", "raw"] as const).flatMap((network) =>
    ([2, "all"] as const).map((labelsPerClass, at) => ({
      ...{ network, labelsPerClass, seed: 1, seconds: 1, accuracy: 0.5 + 0.1 * at },
      labels: { all: at === 0 ? 6 : 1000, stopping: 0 },
      ...(network === "raw" ? {} : { epochs: { run: 9, kept: 7 } }),
    })),
  );
  const summary: ClassifierSummary = {
    ...{ format: 2, kind: "classifier", status: "done", settings, dataset, environment, started },
    plan: {
      ...{ labelsPerClass: [2, "all"], seeds: [1], fineTune: false, hidden: [], epochs: "auto" },
      ...{ batchSize: 32, learningRate: 1e-3, patience: 0 },
    },
    encoder: { run: name, weights: "a1".repeat(32) },
    model: {
      ...{ name, code: "deterministic", latentSize: 3, layers: [name], classes: 3, parameters: 12 },
      architecture: { name, encoder: [], decoder: [] },
    },
    ...{ objective: name, trainings, weights: "c3".repeat(32) },
    confusion: [
      [9, 1, 0],
      [2, 7, 1],
      [0, 3, 7],
    ],
  };
  const provenance = { weights: "c3".repeat(32), data: "b2".repeat(32) };
  return renderClassifier({ summary, provenance, document });
}

function detectorPage(name: string): Report {
  const { settings, dataset, model, environment, started, seconds, objective } = summaryOf(name);
  const weights = "c3".repeat(32);
  const summary: DetectorSummary = {
    ...{
      format: 2,
      kind: "detector",
      status: "done",
      aims: usualAims,
      normalClasses: [0, 2],
      score: "error",
    },
    threshold: { score: 0.5, falseAlarms: 0.01, samples: 3, interval: [0.001, 0.03] },
    choice: {
      best: "error",
      areas: { error: { patch: 0.9, mirror: 0.8 }, code: { patch: 0.7, mirror: 0.6 } },
    },
    ...{ samples: { train: 1000, heldOut: 3, trimmed: 0 }, settings, dataset, model, environment, started },
    ...{ seconds, objective, epochs: { run: 2, kept: 2 }, weights },
    test: {
      ...{ normal: { samples: 20, alarms: 1 }, anomalous: { samples: 10, alarms: 9 } },
      areas: { error: 0.95, code: 0.9 },
    },
  };
  const normalScores = Float64Array.of(0.1, 0.3, 0.5);
  const provenance = { weights, data: "b2".repeat(32) };
  return renderDetector({ summary, history, normalScores, provenance, document });
}

/** Pages by their kind, in which everything is called by the name that is given. */
export const samplePages: Readonly<Record<string, (name: string) => Report>> = {
  ...{ report: runPage, study: studyPage, comparison: comparisonPage, anomalies: anomalyPage },
  ...{ classifier: classifierPage, detector: detectorPage },
};
