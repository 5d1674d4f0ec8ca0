import {
  callback,
  checkArgument,
  nameSchema,
  optionalSignal,
  recordSchema,
  unchecked,
} from "hourglass-core/internal/arguments.ts";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { requireBytes } from "hourglass-core/internal/data/numbers.ts";
import { requireDataset } from "hourglass-core/internal/data/require-dataset.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import { requireRuntime } from "hourglass-core/internal/runtime/require-runtime.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { requireSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import type { PretrainingProgress } from "hourglass-core/internal/training/pretraining/pretrain.ts";
import type { FitProgress } from "hourglass-core/internal/training/run-epochs.ts";
import type { TrainingState } from "hourglass-core/internal/training/state.ts";
import * as z from "zod";
import { type PrincipalStart, principalStart, type RunSummary } from "./files/summary.ts";
import type { WeightsFile } from "./files/weights.ts";
import { type RunFolder, requireRunFolder } from "./folder.ts";

export interface TrainRunOptions {
  readonly folder: RunFolder;
  readonly settings: Settings;
  /** The layers, where the settings name a file of them, or a run that goes on has them. */
  readonly architecture?: Architecture;
  readonly dataset: Dataset<Samples>;
  readonly runtime: Runtime;
  /** Continue from this state, and with what the run's summary says of its beginning. */
  readonly resume?: { readonly state: TrainingState; readonly summary: RunSummary };
  /**
   * Begin with the weights of a file, of the same layers, instead of seeded ones (`readInitialWeights` reads one), or with the principal
   * components of the training split.
   */
  readonly initialWeights?: WeightsFile | PrincipalStart;
  readonly signal?: AbortSignal;
  readonly onPretraining?: (progress: PretrainingProgress) => void;
  readonly onProgress?: (progress: FitProgress) => void;
  readonly onEpoch?: (record: EpochRecord) => void;
  /** Told when training is over and the splits are being measured. */
  readonly onMeasuring?: () => void;
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
  initialWeights: z
    .union([
      z.literal(principalStart),
      recordSchema<WeightsFile>({
        file: nameSchema,
        bytes: unchecked(),
        origin: unchecked<NonNullable<WeightsFile["origin"]>>().exactOptional(),
      }),
    ])
    .meta({ expected: `"${principalStart}", or what readInitialWeights reads: { file, bytes }` })
    .exactOptional(),
  signal: optionalSignal,
  onPretraining: callback(),
  onProgress: callback(),
  onEpoch: callback(),
  onMeasuring: callback(),
});

/** @throws HourglassError on what trainRun cannot train by */
export function requireTrainRun(given: unknown): asserts given is TrainRunOptions {
  const call = "trainRun";
  const { folder, settings, dataset, runtime, resume, initialWeights } = checkArgument(
    optionsSchema,
    given,
    call,
    "options",
  );
  requireRunFolder(folder, call, "options.folder");
  requireSettings(settings, call);
  requireDataset(dataset, call, "options.dataset");
  requireRuntime(runtime, call, "options.runtime");
  if (initialWeights === undefined) return;
  if (initialWeights !== principalStart) {
    requireBytes(initialWeights.bytes, call, "options.initialWeights.bytes");
  }
  if (resume !== undefined) {
    throw new UsageError(
      "trainRun: options.resume and options.initialWeights are two beginnings: give one of them",
    );
  }
}
