import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { historySchema } from "hourglass-core/internal/training/epoch.ts";
import type { FitProgress } from "hourglass-core/internal/training/run-epochs.ts";
import { checkValue } from "hourglass-core/internal/validation.ts";
import { type SettingChange, settingChangeSchema } from "hourglass-lab/internal/run/files/setting-change.ts";
import * as z from "zod";
import type { Checkpoint } from "../../workers/trainer/trainer-api.ts";
import type { HeldTraining } from "../held-training.ts";
import { experimentOf, linkOf } from "../link.ts";
import type { LossPoint } from "../session.ts";
import { checksumsSchema, format, requireFormat, settingsOf, settingsSchema } from "./stored-parts.ts";

// A training that was left, as the browser stores it: all that it needs to go on.

interface TrainingRecord {
  readonly format: typeof format;
  readonly link: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly changes: readonly SettingChange[];
  readonly checksums: Readonly<Record<string, string>>;
  readonly started?: string | undefined;
  readonly state: {
    readonly tensors: Weights;
    readonly step: number;
    readonly imagesOfEpoch: number;
    readonly lossOfEpoch: number;
    readonly secondsOfEpoch: number;
    readonly history: readonly EpochRecord[];
    readonly best?: Weights | undefined;
  };
  readonly stopped?: Checkpoint["stopped"];
  readonly keptEpoch?: number | undefined;
  readonly firstEpochs: number;
  readonly points: readonly LossPoint[];
  readonly progress?: FitProgress | undefined;
}

const weights = z.custom<Weights>(
  (given) => given instanceof Map && [...given.values()].every((values) => values instanceof Float32Array),
);
const count = z.int().min(0);
/** Estimates may be infinite. */
const estimate = z.custom<number>((given) => typeof given === "number");

const schema: z.ZodType<TrainingRecord> = z.object({
  format: z.literal(format),
  link: z.string(),
  settings: settingsSchema,
  changes: z.array(settingChangeSchema),
  checksums: checksumsSchema,
  started: z.string().optional(),
  state: z.object({
    tensors: weights,
    step: count,
    imagesOfEpoch: count,
    lossOfEpoch: z.number(),
    secondsOfEpoch: z.number().min(0),
    history: historySchema,
    best: weights.optional(),
  }),
  stopped: z.enum(["all epochs done", "early stopping", "interrupted"]).optional(),
  keptEpoch: count.optional(),
  firstEpochs: z.int().min(1),
  points: z.array(z.object({ epoch: z.number(), training: z.number(), images: z.number() })),
  progress: z
    .object({
      epoch: count,
      epochs: count,
      imagesOfEpoch: count,
      imagesPerEpoch: count,
      trainingLoss: z.number(),
      imagesPerSecond: estimate,
      secondsLeft: estimate,
    })
    .optional(),
});

export function recordOfTraining({
  experiment,
  checkpoint: { settings, state, ...checkpoint },
  firstEpochs,
  points,
  news,
}: HeldTraining): TrainingRecord {
  return {
    ...{ format, link: linkOf(experiment), settings: { ...settings }, state, ...checkpoint },
    ...{ firstEpochs, points },
    ...(news === undefined ? {} : { progress: news.progress }),
  };
}

/**
 * A training that was stored. Whether its state is that of its model the trainer finds out.
 * @throws HourglassError where the record is of a newer version, is damaged, or is none
 */
export function trainingOfRecord(id: string, record: unknown): HeldTraining {
  const from = "a training";
  requireFormat(record, from);
  const { link, progress, settings, state, ...stored } = checkValue(schema, record, from);
  const resolved = settingsOf(settings, from);
  const { validation } = resolved;
  if (typeof validation !== "number") throw new TypeError("a training knows its validation samples");
  const { best, ...others } = state;
  const { firstEpochs, points, changes, checksums, started, stopped, keptEpoch } = stored;
  return {
    ...{ id, experiment: experimentOf(link), firstEpochs, points },
    checkpoint: {
      settings: { ...resolved, validation },
      ...{ changes, checksums, started, stopped, keptEpoch },
      state: { ...others, ...(best === undefined ? {} : { best }) },
    },
    ...(progress === undefined ? {} : { news: { progress, history: state.history, step: state.step } }),
  };
}
