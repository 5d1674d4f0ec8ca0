import { readFileSync } from "node:fs";
import { sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import { decodeAutoencoder, saveAutoencoder } from "hourglass-core/internal/inference/saved.ts";
import { initialWeights } from "hourglass-core/internal/model/model.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { parseAnomalyResults } from "hourglass-lab/internal/anomaly/results-schema.ts";
import { parseClassifierSummary } from "hourglass-lab/internal/classify/classifier-summary.ts";
import { describeClassifier } from "hourglass-lab/internal/classify/describe-classifier.ts";
import { describeAnomalies } from "hourglass-lab/internal/cli/anomalies/anomaly-tables.ts";
import { detectorReadme } from "hourglass-lab/internal/cli/runs/detector-readme.ts";
import { describeMeasureResults } from "hourglass-lab/internal/cli/runs/tables.ts";
import { describeResults } from "hourglass-lab/internal/cli/studies/study-tables.ts";
import { decodeDetector, encodeDetector } from "hourglass-lab/internal/detector/detector-file.ts";
import type { FittedDetector } from "hourglass-lab/internal/detector/fit-detector.ts";
import { parseDetectorSummary } from "hourglass-lab/internal/detector/folder/detector-summary.ts";
import { percentileAmong } from "hourglass-lab/internal/detector/percentile.ts";
import { shareWords } from "hourglass-lab/internal/detector/threshold.ts";
import { parseTags } from "hourglass-lab/internal/inventory/tags.ts";
import { renderAnomalies } from "hourglass-lab/internal/report/anomalies/anomaly.tsx";
import { renderClassifier } from "hourglass-lab/internal/report/classifier/classifier.tsx";
import { renderDetector } from "hourglass-lab/internal/report/detector/detector.tsx";
import { createDocument } from "hourglass-lab/internal/report/page/document.ts";
import { trainCommand } from "hourglass-lab/internal/report/run/train-command.ts";
import { renderStudy } from "hourglass-lab/internal/report/study/study.tsx";
import { readCheckpoint } from "hourglass-lab/internal/run/files/checkpoint.ts";
import { parseChecksums } from "hourglass-lab/internal/run/files/checksums.ts";
import { parseEvaluation } from "hourglass-lab/internal/run/files/evaluation-schema.ts";
import { parseMeasures } from "hourglass-lab/internal/run/files/measures-file.ts";
import { parseHistory, parseSummary } from "hourglass-lab/internal/run/files/run-files.ts";
import { shapeStored } from "hourglass-lab/internal/run/files/stored-shape.ts";
import { summariseProgress } from "hourglass-lab/internal/run/summarise.ts";
import { modelOfRun } from "hourglass-lab/internal/run/train-run.ts";
import { figuresOf } from "hourglass-lab/internal/study/figures.ts";
import { parsePlan } from "hourglass-lab/internal/study/plan-schema.ts";
import { parseResults } from "hourglass-lab/internal/study/results-schema.ts";
import { cellsCsv, runsCsv } from "hourglass-lab/internal/study/tables.ts";
import { kerasAdam } from "../support/programs.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

// Our own files are input, too: whatever is changed in one, it is refused in words, or what is made of it makes sense.

const corpus = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`corpus/${name}`, import.meta.url)));

const provenance = { weights: "a1".repeat(32), data: "b2".repeat(32) };
const run = parseSummary(corpus("run.json"), "run.json");
const model = modelOfRun(run);
const history = parseHistory(corpus("metrics.jsonl"), "metrics.jsonl");

/** A detector of rows of two columns, as {@link encodeDetector} takes it. */
const detector: FittedDetector = ((): FittedDetector => {
  const small = buildModel("vanilla", { sampleShape: { kind: "row", columns: 2 }, latentSize: 1 });
  return {
    ...{ model: small, weights: initialWeights(small, 1), score: "relative" },
    scores: new Map([["relative", new Map([["weights", { shape: [2], data: Float32Array.of(1, 2) }]])]]),
    threshold: { score: 2, falseAlarms: 0.01, samples: 120, interval: [0.001, 0.03] },
    ...{ normalScores: Float64Array.of(0.5, 1, 2), usualErrors: Float32Array.of(1, 0.5) },
    choice: { best: "relative", areas: { relative: { shift: 0.9 } } },
    samples: { train: 500, heldOut: 120, trimmed: 0 },
  };
})();

const nonsense = /.{0,40}(?:\bNaN\b|\bundefined\b|\[object ).{0,40}/;

/** What people are shown has no number that is none, and no value that is not there, unless the file says just that. */
function requireSense(text: string, bytes: Uint8Array): void {
  const found = nonsense.exec(text);
  if (found === null || nonsense.test(new TextDecoder().decode(bytes))) return;
  throw new TypeError(`it is shown: ${found[0]}`);
}

export const ownFiles: readonly FuzzTarget[] = [
  {
    name: "run.json",
    seeds: [corpus("run.json"), corpus("variational-run.json")],
    run: (bytes) => {
      const summary = parseSummary(bytes, "run.json");
      modelOfRun(summary, "run.json");
      requireSense(trainCommand(summary.settings), bytes);
    },
  },
  {
    name: "run.json of a classifier",
    seeds: [corpus("classifier-run.json")],
    run: (bytes) => {
      const summary = parseClassifierSummary(bytes, "run.json");
      // A page is drawn of what is done.
      if (summary.status !== "done") return;
      requireSense(describeClassifier(summary), bytes);
      requireSense(renderClassifier({ summary, provenance, document: createDocument() }).html, bytes);
    },
  },
  {
    name: "run.json of a detector",
    seeds: [corpus("detector-run.json")],
    run: (bytes) => {
      const summary = parseDetectorSummary(bytes, "run.json");
      requireSense(detectorReadme(summary), bytes);
      const { normalScores } = detector;
      const document = createDocument();
      requireSense(renderDetector({ summary, history, normalScores, provenance, document }).html, bytes);
    },
  },
  {
    name: "tags.json",
    seeds: [new TextEncoder().encode('{\n  "format": 1,\n  "tags": ["best", "keep"]\n}\n')],
    run: (bytes) => {
      for (const tag of parseTags(bytes, "tags.json")) {
        if (typeof tag !== "string" || tag === "") throw new TypeError(`a tag: ${JSON.stringify(tag)}`);
      }
    },
  },
  {
    name: "a detector",
    seeds: [encodeDetector(detector)],
    run: (bytes) => {
      const { threshold, normalScores, usualErrors } = decodeDetector(bytes, "detector.safetensors");
      requireSense(shareWords(threshold.falseAlarms), bytes);
      requireSense(String(percentileAmong(normalScores, usualErrors[0] as number)), bytes);
    },
  },
  {
    name: "metrics.jsonl",
    seeds: [corpus("metrics.jsonl")],
    run: (bytes) => {
      const history = parseHistory(bytes, "metrics.jsonl");
      requireSense(JSON.stringify(summariseProgress(history, 0, "not yet")), bytes);
    },
  },
  {
    name: "measures.json",
    seeds: [corpus("measures.json")],
    run: (bytes) =>
      requireSense(
        describeMeasureResults(parseMeasures(bytes, "measures.json").measures, {
          image: { height: 2, width: 2, channels: 1 },
        }).join("\n"),
        bytes,
      ),
  },
  {
    name: "evaluation.json",
    seeds: [corpus("evaluation.json"), corpus("variational-evaluation.json")],
    run: (bytes) => {
      const evaluation = parseEvaluation(bytes, "evaluation.json");
      const figures = figuresOf({ summary: run, evaluation, measures: {} });
      if (!Object.values(figures).every(Number.isFinite)) throw new TypeError("a figure is no number");
    },
  },
  {
    name: "checkpoint",
    seeds: [corpus("state.safetensors")],
    run: (bytes) => readCheckpoint(model, kerasAdam, bytes, "state.safetensors"),
  },
  {
    name: "weights",
    seeds: [corpus("model.safetensors")],
    run: (bytes) => saveAutoencoder(decodeAutoencoder(bytes, "model.safetensors")),
  },
  {
    name: "SHA256SUMS",
    seeds: [corpus("SHA256SUMS")],
    run: (bytes) => parseChecksums(new TextDecoder().decode(bytes), "SHA256SUMS"),
  },
  {
    name: "study.json",
    seeds: [corpus("study.json")],
    run: (bytes) => {
      for (const { settings } of parsePlan(bytes, "study.json").runs)
        requireSense(trainCommand(settings), bytes);
    },
  },
  {
    name: "results.json",
    seeds: [corpus("results.json")],
    run: (bytes) => {
      const results = parseResults(bytes, "results.json");
      requireSense(describeResults(results), bytes);
      requireSense(runsCsv(results) + cellsCsv(results), bytes);
      requireSense(renderStudy({ results, pictures: [], document: createDocument() }).html, bytes);
    },
  },
  {
    name: "anomaly.json",
    seeds: [corpus("anomaly.json")],
    run: (bytes) => {
      const results = parseAnomalyResults(bytes, "anomaly.json");
      requireSense(describeAnomalies(results), bytes);
      const size = sampleSize(shapeStored(results.dataset));
      // A page is drawn of what is done, and images are at most as large as they can be that were scored.
      if (results.status !== "done" || size > 2 ** 16) return;
      const picture = (): { readonly values: Uint8Array } => ({
        values: new Uint8Array(size),
      });
      requireSense(renderAnomalies({ results, picture, document: createDocument() }).html, bytes);
    },
  },
];
