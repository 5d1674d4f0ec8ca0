import { HourglassError } from "../errors.ts";
import type { EpochRecord } from "../training/epoch.ts";
import type { RunSummary } from "./summary.ts";

/** The files of a run, by what they hold. */
export const runFiles = {
  summary: "run.json",
  metrics: "metrics.jsonl",
  checkpoint: "checkpoint/state.safetensors",
  weights: "model.safetensors",
  encoder: "encoder.onnx",
  decoder: "decoder.onnx",
  autoencoder: "autoencoder.onnx",
  trainer: "trainer.onnx",
  report: "report.html",
  measures: "measures.json",
} as const;

/**
 * The content of run.json.
 * @param file its name, for messages
 * @throws HourglassError when it is damaged, or of another version
 */
export function parseSummary(bytes: Uint8Array, file: string): RunSummary {
  let summary: RunSummary;
  try {
    summary = JSON.parse(new TextDecoder().decode(bytes)) as RunSummary;
  } catch (error) {
    throw new HourglassError(`${file} is damaged: ${(error as Error).message}`, { cause: error });
  }
  if (summary?.format !== 2 || summary.settings === undefined || summary.dataset === undefined) {
    throw new HourglassError(`${file} is no run of this version of hourglass: expected "format": 2`);
  }
  return summary;
}

/**
 * The epochs of metrics.jsonl.
 * @param file its name, for messages
 * @throws HourglassError naming a line that is damaged
 */
export function parseHistory(bytes: Uint8Array, file: string): readonly EpochRecord[] {
  const lines = new TextDecoder().decode(bytes).split("\n");
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      return [JSON.parse(line) as EpochRecord];
    } catch {
      throw new HourglassError(`${file}, line ${index + 1}: no JSON`);
    }
  });
}
