import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import * as z from "zod";
import { parseJsonFile } from "../../data/files/json-file.ts";
import { soundResult } from "../../measures/sound-result.ts";
import { measureResultSchema } from "../../run/files/measures-schema.ts";
import { metricsSchema, sha256Schema } from "../../run/files/summary-schema.ts";
import type { RunOutcome } from "../aggregate.ts";
import type { Epoch } from "../learning.ts";
import { idSchema } from "../plan-schema.ts";
import { differences } from "./differences.ts";

/** What a finished run gives to its study. */
export type DoneOutcome = Extract<RunOutcome, { readonly status: "done" }>;

/** Where and when a run was finished, which its content does not depend on. */
export interface MadeOn {
  readonly host: string;
  readonly cpu: string;
  /** ISO 8601. */
  readonly finished: string;
  /** Of training, over all resumes. */
  readonly seconds: number;
}

/** What is kept of a finished run under its name by content. */
export interface StoredResult {
  /** Its name, SHA-256 (hex). */
  readonly name: string;
  /** The run's id in its study. */
  readonly run: string;
  /** SHA-256 (hex) of the files that are the same wherever it is trained. */
  readonly files: Readonly<Record<string, string>>;
  readonly outcome: Omit<DoneOutcome, "status" | "seconds">;
  readonly made: MadeOn;
  /** Size in bytes and time of change in milliseconds of the files that the outcome was read from: while they are as they were, it is theirs. */
  readonly stamps: Readonly<Record<string, readonly [bytes: number, milliseconds: number]>>;
}

/** That a run was finished once more. */
export interface Repeat {
  readonly name: string;
  readonly run: string;
  readonly made: MadeOn;
  /** What was not as the first time, in words; nothing where all was the same to the bit. */
  readonly differences: readonly string[];
}

const count = z.int().min(0);
const madeSchema: z.ZodType<MadeOn> = z.strictObject({
  host: z.string(),
  cpu: z.string(),
  finished: z.string(),
  seconds: z.number().min(0),
});

const meanSchema = z.strictObject({ mean: z.number().nullable() });
const epochWithoutTime = z.strictObject({
  epoch: z.int().min(1),
  trainingLoss: z.number(),
  validationLoss: z.number().exactOptional(),
  validationReconstruction: z.number().exactOptional(),
  validationPenalty: z.number().exactOptional(),
  validationAccuracy: z.number().exactOptional(),
  deadUnits: count.exactOptional(),
});

const outcomeSchema: z.ZodType<StoredResult["outcome"]> = z.strictObject({
  epochs: count,
  course: z.strictObject({ history: z.array(epochWithoutTime), stepsPerEpoch: count }),
  trainingImages: count,
  allEpochs: z.boolean(),
  numbers: z.strictObject({
    summary: z.strictObject({
      metrics: metricsSchema.exactOptional(),
      weights: sha256Schema.exactOptional(),
      model: z.strictObject({ parameters: count }),
    }),
    evaluation: z.strictObject({
      warnings: z.array(z.strictObject({ text: z.string() })).optional(),
      variational: z
        .strictObject({
          elbo: meanSchema,
          divergence: meanSchema,
          logLikelihood: meanSchema.optional(),
        })
        .optional(),
    }),
    measures: z.record(z.string(), measureResultSchema),
  }),
});

const resultSchema: z.ZodType<StoredResult & { readonly format: 1 }> = z.strictObject({
  format: z.literal(1),
  name: sha256Schema,
  run: idSchema,
  files: z.record(z.string(), sha256Schema),
  outcome: outcomeSchema,
  made: madeSchema,
  stamps: z.record(z.string(), z.tuple([count, z.number()])),
});

const repeatSchema: z.ZodType<Repeat & { readonly format: 1 }> = z.strictObject({
  format: z.literal(1),
  name: sha256Schema,
  run: idSchema,
  made: madeSchema,
  differences: z.array(z.string()),
});

const how = { format: 1, advice: "remove it: the folder of the run has all that it says" };

/** @param file its name, for messages. @throws CorruptFileError naming the field that is wrong */
export function parseResult(bytes: Uint8Array, file: string): StoredResult {
  const { format: _, ...result } = parseJsonFile(bytes, file, resultSchema, how);
  const { numbers } = result.outcome;
  const measures = Object.entries(numbers.measures).map(([name, one]) => [name, soundResult(one)] as const);
  const sound = { ...numbers, measures: Object.fromEntries(measures) };
  return { ...result, outcome: { ...result.outcome, numbers: sound } };
}

/** @param file its name, for messages. @throws CorruptFileError naming the field that is wrong */
export function parseRepeat(bytes: Uint8Array, file: string): Repeat {
  const { format: _, ...repeat } = parseJsonFile(bytes, file, repeatSchema, how);
  return repeat;
}

/** What a study reads of a finished run, without what depends on the clock, and without the points of maps, which no study draws. */
export function storedOutcome(outcome: DoneOutcome): StoredResult["outcome"] {
  const { status: _, seconds: __, course, numbers, ...others } = outcome;
  const { summary, evaluation, measures } = numbers;
  const { warnings, variational } = evaluation;
  const mean = ({ mean: value }: { readonly mean: number | null }): { readonly mean: number | null } => ({
    mean: value,
  });
  return {
    ...others,
    course: {
      stepsPerEpoch: course.stepsPerEpoch,
      history: course.history.map(withoutTime),
    },
    numbers: {
      summary: {
        ...(summary.metrics === undefined ? {} : { metrics: summary.metrics }),
        ...(summary.weights === undefined ? {} : { weights: summary.weights }),
        model: { parameters: summary.model.parameters },
      },
      evaluation: {
        ...(warnings === undefined ? {} : { warnings: warnings.map(({ text }) => ({ text })) }),
        ...(variational === undefined
          ? {}
          : {
              variational: {
                elbo: mean(variational.elbo),
                divergence: mean(variational.divergence),
                ...(variational.logLikelihood === undefined
                  ? {}
                  : { logLikelihood: mean(variational.logLikelihood) }),
              },
            }),
      },
      measures: Object.fromEntries(
        Object.entries(measures).map(([name, { maps: _maps, ...result }]) => [name, result]),
      ),
    },
  };
}

function withoutTime(epoch: Epoch): Epoch {
  const { seconds: _, imagesPerSecond: __, ...others } = epoch as Epoch & Partial<EpochRecord>;
  return others;
}

/** What a run that was finished again has otherwise than the first time: files, and places of its numbers. */
export function differencesBetween(
  first: Pick<StoredResult, "files" | "outcome">,
  again: Pick<StoredResult, "files" | "outcome">,
): readonly string[] {
  const files = [...new Set([...Object.keys(first.files), ...Object.keys(again.files)])].sort();
  const ofFiles = files.flatMap((file) => {
    const [before, now] = [first.files[file], again.files[file]];
    return before === now ? [] : [`${file}: SHA-256 was ${before ?? "absent"} and is ${now ?? "absent"}`];
  });
  return [...ofFiles, ...differences(first.outcome, again.outcome, "")].slice(0, mostDifferences);
}

/** Where everything differs, the first tell it. */
const mostDifferences = 20;
