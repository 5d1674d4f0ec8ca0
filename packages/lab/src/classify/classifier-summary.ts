import { classCountSchema } from "hourglass-core/internal/model/class-count.ts";
import { headSchema } from "hourglass-core/internal/model/classifier.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import { trainingLimits } from "hourglass-core/internal/training/options.ts";
import * as z from "zod";
import { parseJsonFile } from "../data/files/json-file.ts";
import { checkedSummary } from "../run/files/checked-summary.ts";
import type { RunSummary } from "../run/files/summary.ts";
import {
  environmentSchema,
  modelFields,
  sha256Schema,
  trainedDataSchema,
} from "../run/files/summary-schema.ts";
import type { LabelsPerClass } from "./draw-labels.ts";

/** What is asked for. */
export interface ClassifierPlan {
  readonly labelsPerClass: readonly LabelsPerClass[];
  /** Each draws its labels, its initial weights and its order anew. */
  readonly seeds: readonly number[];
  /** Whether training moves the encoder, too. */
  readonly fineTune: boolean;
  /** Units of the head's hidden layers; none: logistic. */
  readonly hidden: readonly number[];
  /** `auto`: by the number of labels (see `epochsFor`). */
  readonly epochs: number | "auto";
  readonly batchSize: number;
  readonly learningRate: number;
  /** The word of the learning rate's schedule; constant unless given. */
  readonly schedule?: string;
  /** Decoupled, as in AdamW; 0 unless given. */
  readonly weightDecay?: number;
  /** Epochs without improvement after which training stops; 0: never. */
  readonly patience: number;
}

/** What was trained: a head on the encoder, the same network from random weights, or logistic regression on raw values. */
export type TrainedNetwork = (typeof networks)[number];

/** The networks that are compared on the same labels, the one that is asked about first. */
export const networks = ["encoder", "random", "raw"] as const;

/** One training, and what came of it. */
export interface ClassifierTraining {
  readonly network: TrainedNetwork;
  readonly labelsPerClass: LabelsPerClass;
  readonly seed: number;
  /** How many labels were used: all of them, and how many of these stop training early. */
  readonly labels: { readonly all: number; readonly stopping: number };
  /** Epochs run, and that whose weights are kept; absent of logistic regression on raw values. */
  readonly epochs?: { readonly run: number; readonly kept: number };
  /** Wall time. */
  readonly seconds: number;
  /** Of the test split, from 0 to 1. */
  readonly accuracy: number;
}

/** The content of run.json of a classifier. */
export interface ClassifierSummary {
  readonly format: 2;
  readonly kind: "classifier";
  readonly status: "running" | "interrupted" | "failed" | "done";
  readonly plan: ClassifierPlan;
  /** Of the run whose encoder it has: where it was, the SHA-256 of its weights, its settings. */
  readonly encoder: { readonly run: string; readonly weights: string };
  readonly settings: Settings;
  readonly dataset: RunSummary["dataset"];
  readonly model: Pick<RunSummary["model"], "name" | "code" | "latentSize" | "architecture" | "layers"> & {
    readonly classes: number;
    /** Number of values that training moves. */
    readonly parameters: number;
  };
  readonly objective: string;
  readonly environment: RunSummary["environment"];
  readonly started: string;
  /** Those that are done, in order. The first one is the classifier that is kept. */
  readonly trainings: readonly ClassifierTraining[];
  /** Of the classifier that is kept, on the test split: `[class][class that was found]`. */
  readonly confusion?: readonly (readonly number[])[];
  readonly failure?: RunSummary["failure"];
  /** SHA-256 of model.safetensors; absent until the classifier that is kept is trained. */
  readonly weights?: string;
}

const count = z.int().min(0);
const labelsPerClass = z.union([z.literal("all"), z.int().min(1)]);
const seed = z.int().min(0);

const planSchema: z.ZodType<ClassifierPlan> = z.strictObject({
  labelsPerClass: z.array(labelsPerClass).min(1),
  seeds: z.array(seed).min(1),
  fineTune: z.boolean(),
  hidden: headSchema,
  epochs: z.union([z.literal("auto"), trainingLimits.epochs]),
  batchSize: trainingLimits.batchSize,
  learningRate: trainingLimits.learningRate,
  schedule: settingsTable.schedule.schema.exactOptional(),
  weightDecay: settingsTable.weightDecay.schema.exactOptional(),
  patience: trainingLimits.patience,
});

const trainingSchema: z.ZodType<ClassifierTraining> = z.strictObject({
  network: z.enum(networks),
  labelsPerClass,
  seed,
  labels: z.strictObject({ all: z.int().min(1), stopping: count }),
  epochs: z.strictObject({ run: count, kept: count }).exactOptional(),
  seconds: z.number().min(0),
  accuracy: z.number().min(0).max(1),
});

const summarySchema = z
  .strictObject({
    format: z.literal(2),
    kind: z.literal("classifier"),
    status: z.enum(["running", "interrupted", "failed", "done"]),
    plan: planSchema,
    encoder: z.strictObject({ run: z.string(), weights: sha256Schema }),
    settings: z.record(z.string(), z.unknown()),
    dataset: trainedDataSchema,
    model: z.strictObject({ ...modelFields, classes: classCountSchema }),
    objective: z.string(),
    environment: environmentSchema,
    started: z.iso.datetime(),
    trainings: z.array(trainingSchema),
    confusion: z.array(z.array(count)).exactOptional(),
    failure: z.strictObject({ kind: z.enum(["diverged", "other"]), text: z.string() }).exactOptional(),
    weights: sha256Schema.exactOptional(),
  })
  .refine(({ status, weights, confusion }) => status !== "done" || (weights && confusion) !== undefined)
  .meta({ expected: "weights and confusion, where the status is done" });

/**
 * The content of run.json of a classifier.
 * @param file its name, for messages
 * @throws HourglassError naming the field that is wrong
 */
export function parseClassifierSummary(bytes: Uint8Array, file: string): ClassifierSummary {
  return checkedSummary<ClassifierSummary>(parseJsonFile(bytes, file, summarySchema, { format: 2 }), file);
}
