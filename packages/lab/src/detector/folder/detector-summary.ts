import { recordSchema } from "hourglass-core/internal/arguments.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import * as z from "zod";
import { parseJsonFile } from "../../data/files/json-file.ts";
import { checkedSummary, type Unchecked } from "../../run/files/checked-summary.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import {
  environmentSchema,
  modelFields,
  sha256Schema,
  trainedDataSchema,
} from "../../run/files/summary-schema.ts";
import { type DetectorFacts, factFields } from "../detector-file.ts";
import { aimFields, type DetectorAims } from "../plan.ts";

/** How many of samples raise an alarm. */
export interface Alarms {
  readonly samples: number;
  readonly alarms: number;
}

/** Alarms among them, 0 to 1. */
export function shareOfAlarms({ samples, alarms }: Alarms): number {
  return alarms / samples;
}

/** What a detector finds of the test split, which decided nothing. */
export interface DetectorTest {
  /** Of the test samples that are normal; of all, where nobody has told which are. */
  readonly normal: Alarms;
  /** Of those that are not; absent where nobody has told which are. */
  readonly anomalous?: Alarms;
  /** Area under the ROC curve by score, of the one that is kept and of all others that were fitted; absent likewise. */
  readonly areas?: Readonly<Record<string, number>>;
}

/** The content of run.json of a detector. */
export interface DetectorSummary extends DetectorFacts {
  readonly format: 2;
  readonly kind: "detector";
  readonly status: "done";
  readonly aims: DetectorAims;
  /** The classes that are normal, by their numbers; absent where all samples are, but for the contamination. */
  readonly normalClasses?: readonly number[];
  readonly settings: Settings;
  /** Its splits are the normal samples that it learnt of, those that were held out, and the test split. */
  readonly dataset: RunSummary["dataset"];
  readonly model: RunSummary["model"];
  readonly objective: string;
  readonly environment: RunSummary["environment"];
  readonly started: string;
  /** Wall time of fitting. */
  readonly seconds: number;
  /** Of the last training: how many, and that whose weights are kept. */
  readonly epochs: { readonly run: number; readonly kept: number };
  readonly test: DetectorTest;
  /** SHA-256 of model.safetensors. */
  readonly weights: string;
}

const count = z.int().min(0);
const alarms = z
  .strictObject({ samples: count, alarms: count })
  .refine((of) => of.alarms <= of.samples)
  .meta({ expected: "at most as many alarms as samples" });

const summarySchema = recordSchema<Unchecked<DetectorSummary>>({
  format: z.literal(2),
  kind: z.literal("detector"),
  status: z.literal("done"),
  aims: recordSchema<DetectorAims>(aimFields),
  normalClasses: z.array(count).min(1).exactOptional(),
  ...factFields,
  settings: z.record(z.string(), z.unknown()),
  dataset: trainedDataSchema,
  model: z.strictObject(modelFields),
  objective: z.string(),
  environment: environmentSchema,
  started: z.iso.datetime(),
  seconds: z.number().min(0),
  epochs: z.strictObject({ run: count, kept: count }),
  test: z.strictObject({
    normal: alarms,
    anomalous: alarms.exactOptional(),
    areas: z.record(z.string(), z.number().min(0).max(1)).exactOptional(),
  }),
  weights: sha256Schema,
});

/**
 * The content of run.json of a detector.
 * @param file its name, for messages
 * @throws HourglassError naming the field that is wrong
 */
export function parseDetectorSummary(bytes: Uint8Array, file: string): DetectorSummary {
  return checkedSummary<DetectorSummary>(parseJsonFile(bytes, file, summarySchema, { format: 2 }), file);
}
