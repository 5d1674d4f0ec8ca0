import * as z from "zod";
import { parseJsonFile } from "../../data/files/json-file.ts";
import type { Warning } from "../../evaluation/warnings.ts";
import { type Provenance, provenanceSchema } from "./provenance.ts";

// evaluation.json has the numbers of a report. Of them a study reads the few that are named here.

/** JSON has no word for a number that is none: `null` stands for it. */
const statistic = z.number().nullable();
const count = z.int().min(0);
const meanSchema = z.looseObject({ mean: statistic, standardDeviation: statistic });
const errorsSchema = z.strictObject({
  bce: meanSchema.optional(),
  mse: meanSchema,
  sse: meanSchema,
});

/** What of evaluation.json is read back. */
export interface StoredEvaluation {
  readonly provenance?: Provenance | undefined;
  /** Number of test images that the figures are of; 0 where the model makes finite numbers of none. */
  readonly images: number;
  /** What is wrong with the model; absent in files that were written before that was looked for. */
  readonly warnings?: readonly Pick<Warning, "text">[] | undefined;
  readonly variational?:
    | {
        readonly elbo: { readonly mean: number | null };
        readonly divergence: { readonly mean: number | null };
        readonly logLikelihood?: { readonly mean: number | null } | undefined;
      }
    | undefined;
}

const warningSchema = z.looseObject({ text: z.string() });

const variationalSchema = z.looseObject({
  elbo: meanSchema,
  divergence: meanSchema,
  logLikelihood: meanSchema.optional(),
});

const common = {
  format: z.literal(2),
  provenance: provenanceSchema.optional(),
  images: count,
  imageSize: z.int().min(1),
  leftOut: z.int().min(1).optional(),
  warnings: z.array(warningSchema).optional(),
};

const commonSchema = z.looseObject(common);

/** Of a model that makes finite numbers of no image: there is nothing but what is wrong. */
const unsoundSchema: z.ZodType<StoredEvaluation> = z.looseObject({
  ...common,
  warnings: z.array(warningSchema).min(1),
});

const soundSchema: z.ZodType<StoredEvaluation> = z.looseObject({
  ...common,
  errors: errorsSchema,
  rankedBy: z.enum(["bce", "mse", "sse"]),
  errorHistogram: z.looseObject({ counts: z.array(count) }),
  extremes: z.strictObject({
    best: z.array(z.unknown()),
    median: z.array(z.unknown()),
    worst: z.array(z.unknown()),
  }),
  code: z.looseObject({ latentSize: z.int().min(1), dead: z.array(count), units: z.array(z.unknown()) }),
  variational: variationalSchema.optional(),
});

/**
 * The content of evaluation.json.
 * @param file its name, for messages
 * @throws HourglassError naming the field that is wrong
 */
export function parseEvaluation(bytes: Uint8Array, file: string): StoredEvaluation {
  const how = { format: 2, advice: "hourglass report writes it anew" };
  const { images } = parseJsonFile(bytes, file, commonSchema, how);
  return parseJsonFile(bytes, file, images === 0 ? unsoundSchema : soundSchema, how);
}
