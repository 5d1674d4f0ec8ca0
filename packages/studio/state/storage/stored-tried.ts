import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { type SampleShape, sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import { checkValue } from "hourglass-core/internal/validation.ts";
import * as z from "zod";
import type { TestFigures } from "../../workers/explorer/explorer-api.ts";
import { type Experiment, experimentOf, linkOf } from "../link.ts";
import type { StoredFigures } from "./stored-parts.ts";
import {
  figuresOf,
  figuresSchema,
  format,
  requireFormat,
  shapeOfRecord,
  storedFigures,
  timeSchema,
} from "./stored-parts.ts";

// An experiment that was tried: what the strip shows of it. Its weights lie apart, as a training.

export interface TriedPicture {
  readonly shape: SampleShape;
  /** `[count, sampleSize]` each: samples, and what the model made of them. */
  readonly originals: SampleValues;
  readonly rebuilt: SampleValues;
}

export interface Tried {
  /** The key of its training, too. */
  readonly id: string;
  readonly experiment: Experiment;
  readonly model: string;
  readonly latentSize: number;
  /** When it was left or done, in milliseconds since 1970. */
  readonly when: number;
  /** Whole epochs that it has learnt. */
  readonly epochs: number;
  readonly trainingLoss: number;
  readonly validationLoss?: number | undefined;
  /** On the test set; absent where it was not measured. */
  readonly figures?: TestFigures | undefined;
  /** The checksums of the data that it was trained on. */
  readonly checksums: Readonly<Record<string, string>>;
  readonly picture?: TriedPicture | undefined;
  /** The room that its training takes; 0 where it was too large to be stored. */
  readonly bytes: number;
}

interface TriedRecord extends Omit<Tried, "id" | "experiment" | "figures" | "picture" | "checksums"> {
  readonly format: typeof format;
  readonly link: string;
  readonly figures?: StoredFigures | undefined;
  readonly checksums: Readonly<Record<string, string>>;
  readonly picture?:
    | { readonly shape: unknown; readonly originals: SampleValues; readonly rebuilt: SampleValues }
    | undefined;
}

const values = z.custom<SampleValues>(
  (given) => given instanceof Uint8Array || given instanceof Float32Array,
);

const schema: z.ZodType<TriedRecord> = z.object({
  format: z.literal(format),
  link: z.string(),
  model: z.string(),
  latentSize: z.int().min(1),
  when: timeSchema,
  epochs: z.int().min(1),
  trainingLoss: z.number(),
  validationLoss: z.number().optional(),
  figures: figuresSchema.optional(),
  checksums: z.record(z.string(), z.string()),
  picture: z.object({ shape: z.unknown(), originals: values, rebuilt: values }).optional(),
  bytes: z.number().min(0),
});

export function recordOfTried({ id: _, experiment, figures, ...tried }: Tried): TriedRecord {
  return {
    ...{ format, link: linkOf(experiment), ...tried },
    ...(figures === undefined ? {} : { figures: storedFigures(figures, tried.checksums) }),
  };
}

/** @throws HourglassError where the record is of a newer version, is damaged, or is none */
export function triedOfRecord(id: string, record: unknown): Tried {
  const from = "an experiment";
  requireFormat(record, from);
  const { format: _, link, figures, picture, ...tried } = checkValue(schema, record, from);
  return {
    ...{ ...tried, id, experiment: experimentOf(link) },
    ...(figures === undefined ? {} : { figures: figuresOf(figures) }),
    ...(picture === undefined ? {} : { picture: pictureOf(picture, from) }),
  };
}

function pictureOf(
  { shape, originals, rebuilt }: NonNullable<TriedRecord["picture"]>,
  from: string,
): TriedPicture | undefined {
  const checked = shapeOfRecord(shape, from);
  const isWhole = originals.length === rebuilt.length && originals.length % sampleSize(checked) === 0;
  return isWhole ? { shape: checked, originals, rebuilt } : undefined;
}
