import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { epochSchema } from "hourglass-core/internal/training/epoch.ts";
import { checkValue, showValue } from "hourglass-core/internal/validation.ts";
import { parseJsonFile } from "../../data/files/json-file.ts";
import { checkedSummary } from "./checked-summary.ts";
import type { RunSummary } from "./summary.ts";
import { summarySchema } from "./summary-schema.ts";

/** The files of a run, by what they hold. */
export const runFiles = {
  summary: "run.json",
  metrics: "metrics.jsonl",
  checkpoint: "checkpoint/state.safetensors",
  weights: "model.safetensors",
  encoder: "encoder.onnx",
  decoder: "decoder.onnx",
  autoencoder: "autoencoder.onnx",
  classifier: "classifier.onnx",
  detector: "detector.onnx",
  trainer: "trainer.onnx",
  report: "report.html",
  measures: "measures.json",
  evaluation: "evaluation.json",
  probe: "probe.safetensors",
} as const;

/** The figures of a run, a classifier or a study, by their paths inside. */
export const figureFile: RegExp = /^figures\/[\w.-]+\.(?:svg|png|csv)$/;

/** The files that a finished run has. */
export const finishedFiles: readonly string[] = [
  ...[runFiles.summary, runFiles.metrics, runFiles.checkpoint, runFiles.weights],
  ...[runFiles.encoder, runFiles.decoder, runFiles.autoencoder, runFiles.trainer],
];

/** The files that a finished classifier has. */
export const finishedClassifierFiles: readonly string[] = [
  ...[runFiles.summary, runFiles.metrics, runFiles.weights, runFiles.classifier, runFiles.trainer],
];

/** The files that a detector has. */
export const detectorFiles: readonly string[] = [
  ...[runFiles.summary, runFiles.metrics, runFiles.weights, runFiles.detector],
];

/** What a folder's run.json can be of: an autoencoder, a classifier on the encoder of one, a detector of anomalies. */
export type KindOfRun = "autoencoder" | "classifier" | "detector";

/** Of what a folder's run.json tells. */
export function kindOfRun(bytes: Uint8Array): KindOfRun {
  try {
    const content: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const kind: unknown = typeof content === "object" && content !== null && Reflect.get(content, "kind");
    return kind === "classifier" || kind === "detector" ? kind : "autoencoder";
  } catch {
    return "autoencoder";
  }
}

/** What there is to do with a run that is not that of an autoencoder. */
const otherCommands: Readonly<Record<Exclude<KindOfRun, "autoencoder">, string>> = {
  classifier:
    "(hourglass classify): expected the run of an autoencoder; of a classifier there are hourglass predict, report, check and export",
  detector:
    "(hourglass detect fit): expected the run of an autoencoder; of a detector there are hourglass detect score, report, check and export",
};

/**
 * The content of run.json of an autoencoder.
 * @param file its name, for messages
 * @throws HourglassError naming the field that is wrong, or when it is of another version
 */
export function parseSummary(bytes: Uint8Array, file: string): RunSummary {
  const kind = kindOfRun(bytes);
  if (kind !== "autoencoder") {
    throw new HourglassError(`${file} is of a ${kind} ${otherCommands[kind]}`);
  }
  return checkedSummary<RunSummary>(parseJsonFile(bytes, file, summarySchema, { format: 2 }), file);
}

/**
 * The epochs of metrics.jsonl: a line each, the first one first, none left out.
 * @param file its name, for messages
 * @throws HourglassError naming a line that is damaged
 */
export function parseHistory(bytes: Uint8Array, file: string): readonly EpochRecord[] {
  const lines = new TextDecoder().decode(bytes).split("\n");
  const history: EpochRecord[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const where = `${file}, line ${index + 1}`;
    const record = checkValue(epochSchema, parseLine(line, where), where);
    if (record.epoch !== history.length + 1) {
      throw new HourglassError(`${where}: expected epoch ${history.length + 1}, found ${record.epoch}`);
    }
    history.push(record);
  }
  return history;
}

function parseLine(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new HourglassError(`${where}: expected an epoch as JSON, found ${showValue(line)}`);
  }
}
