import type { Fields } from "hourglass-core/internal/arguments.ts";
import { nameOf } from "hourglass-core/internal/kinds/schema.ts";
import { codes } from "hourglass-core/internal/model/codes/codes.ts";
import { deviceSchema } from "hourglass-core/internal/runtime/device.ts";
import * as z from "zod";
import type { Unchecked } from "./checked-summary.ts";
import { settingChangeSchema } from "./setting-change.ts";
import { imageShapeSchema, sampleShapeSchema } from "./stored-shape.ts";
import { principalStart, type RunSummary } from "./summary.ts";

// The schema of run.json. Settings and layers have checks of their own (see parseSummary).

/** SHA-256 as hexadecimal digits. */
export const sha256Schema: z.ZodType<string> = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ expected: "a SHA-256 of 64 hexadecimal digits" });

const count = z.int().min(0);
const size = z.int().min(1);
const error = z.number().min(0);

const splitMetricsSchema = z.strictObject({
  bce: error.exactOptional(),
  mse: error,
  sse: error,
});

/** The errors of a finished training on its splits. */
export const metricsSchema: z.ZodType<NonNullable<RunSummary["metrics"]>> = z.strictObject({
  train: splitMetricsSchema,
  validation: splitMetricsSchema.exactOptional(),
  test: splitMetricsSchema,
});

const initialWeightsSchema = z
  .union([z.literal(principalStart), sha256Schema])
  .meta({ expected: `${principalStart}, or a SHA-256 of 64 hexadecimal digits` });

const pretrainedSchema = z.strictObject({
  name: z.string(),
  loss: z.string(),
  epochs: size,
  trainingLoss: error,
  validationLoss: error.exactOptional(),
  seconds: z.number().min(0),
});

export const environmentSchema: z.ZodType<RunSummary["environment"]> = z.strictObject({
  hourglass: z.string(),
  runtime: z.string(),
  device: deviceSchema.exactOptional(),
  node: z.string(),
  platform: z.string(),
  cpu: z.string(),
  cores: count,
  threads: count,
});

const identityFields = {
  name: z.string(),
  title: z.string(),
  source: z.string(),
  licence: z.string(),
  classNames: z.array(z.string()).max(256),
  image: imageShapeSchema.exactOptional(),
  sample: sampleShapeSchema.exactOptional(),
  checksums: z.record(z.string(), sha256Schema),
  sha256: sha256Schema.exactOptional(),
};

/** What a data set is called, and what its bytes were. */
export const dataIdentitySchema: z.ZodType<Omit<RunSummary["dataset"], "splits" | "split">> =
  z.strictObject(identityFields);

/** The same with the splits that something was trained on. */
export const trainedDataSchema: z.ZodType<RunSummary["dataset"]> = z.strictObject({
  ...identityFields,
  splits: z.strictObject({ train: z.int().min(1), validation: count, test: count }),
  split: z.string().exactOptional(),
});

/** What a summary says of a model, its layers still to be checked. */
export const modelFields: Fields<Unchecked<RunSummary>["model"]> = {
  name: z.string(),
  code: nameOf(codes),
  latentSize: size,
  architecture: z.unknown(),
  layers: z.array(z.string()),
  parameters: count,
};

export const summarySchema: z.ZodType<Unchecked<RunSummary>> = z
  .strictObject({
    format: z.literal(2),
    status: z.enum(["running", "interrupted", "failed", "done"]),
    settings: z.record(z.string(), z.unknown()),
    dataset: trainedDataSchema,
    model: z.strictObject(modelFields),
    objective: z.string(),
    environment: environmentSchema,
    started: z.iso.datetime().meta({ expected: "a time as ISO 8601, such as 2026-01-31T12:00:00.000Z" }),
    initialWeights: initialWeightsSchema.exactOptional(),
    initialWeightsFrom: z
      .strictObject({
        name: z.string(),
        model: z.string().exactOptional(),
        dataset: z.string().exactOptional(),
      })
      .exactOptional(),
    pretraining: z.array(pretrainedSchema).min(1).exactOptional(),
    changes: z.array(settingChangeSchema).min(1).exactOptional(),
    epochs: z
      .strictObject({
        run: count,
        best: count,
        kept: count,
        stopped: z.enum(["all epochs done", "early stopping", "interrupted", "not yet"]),
      })
      .refine(({ run, best, kept }) => best <= run && kept <= run)
      .meta({ expected: "best and kept to be among the epochs run" }),
    seconds: z.number().min(0),
    imagesPerSecond: z.number().min(0),
    metrics: metricsSchema.exactOptional(),
    weights: sha256Schema.exactOptional(),
    failure: z.strictObject({ kind: z.enum(["diverged", "other"]), text: z.string() }).exactOptional(),
  })
  .refine(({ status, metrics }) => status !== "done" || metrics !== undefined)
  .meta({ expected: "metrics, where the status is done" });
