import { z } from "zod";
import {
  callback,
  checkArgument,
  functionSchema,
  nameSchema,
  optionalSignal,
  recordSchema,
  unchecked,
} from "../arguments.ts";
import { requireDataset } from "../data/require-dataset.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import { requireSettings } from "../settings/resolve.ts";
import type { RunSummary } from "./files/summary.ts";
import type { RunFolder } from "./folder.ts";
import type { TrainRunOptions } from "./train-run.ts";

// What functions that work on runs are given.

const method = functionSchema<() => unknown>();
const folderSchema = z.object({ path: nameSchema, write: method, read: method, appendEpoch: method });

/** @throws UsageError on anything but the folder of a run */
export function requireRunFolder(given: unknown, call: string, name: string): asserts given is RunFolder {
  checkArgument(folderSchema, given, call, name, "give what runFolder returns");
}

const optionsSchema = recordSchema<TrainRunOptions>({
  folder: unchecked(),
  settings: unchecked(),
  architecture: unchecked(),
  dataset: unchecked(),
  runtime: unchecked(),
  resume: recordSchema<NonNullable<TrainRunOptions["resume"]>>({
    state: unchecked(),
    summary: z.object({ started: z.string() }) as unknown as z.ZodType<RunSummary>,
  }).exactOptional(),
  signal: optionalSignal,
  onProgress: callback(),
  onEpoch: callback(),
  onMeasuring: callback(),
});

/** @throws HourglassError on what trainRun cannot train by */
export function requireTrainRun(given: unknown): asserts given is TrainRunOptions {
  const call = "trainRun";
  const { folder, settings, dataset, runtime } = checkArgument(optionsSchema, given, call, "options");
  requireRunFolder(folder, call, "options.folder");
  requireSettings(settings, call);
  requireDataset(dataset, call, "options.dataset");
  requireRuntime(runtime, call, "options.runtime");
}

const count = z.int().min(0);
const runSchema = z.object({
  summary: z.object({
    dataset: z.object({ splits: z.object({ train: count, validation: count, test: count }) }),
  }),
  autoencoder: unchecked<unknown>(),
});

/** @throws UsageError unless it says how the data of the run were split */
export function requireMeasurableRun(given: unknown, call: string, name: string): void {
  checkArgument(runSchema, given, call, name, "give what openRun returns");
}
