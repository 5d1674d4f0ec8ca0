import { requireShape, type SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { storedSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { OfErrors } from "hourglass-lab/internal/evaluation/errors.ts";
import * as z from "zod";
import type { TestFigures } from "../../workers/explorer/explorer-api.ts";
import type { WeightsSnapshot } from "../../workers/trainer/trainer-api.ts";

// What records have in common. All that is read is checked: another version of the page may have written it.

/** Of every record: this page reads what has this number, and refuses in words what has a higher one. */
export const format = 1;

/** @throws HourglassError where a record is of a later format, or of none */
export function requireFormat(record: unknown, from: string): void {
  const found = (record as { readonly format?: unknown } | null | undefined)?.format;
  if (found === format) return;
  throw new HourglassError(
    typeof found === "number" && found > format
      ? `${from} was stored by a newer version of this page: load the page again to have that one`
      : `${from} is no record of this page: expected format ${format}`,
  );
}

export const checksumsSchema: z.ZodType<Readonly<Record<string, string>>> = z.record(z.string(), z.string());

/** Milliseconds since 1970. */
export const timeSchema: z.ZodType<number> = z.number().min(0);

const errorsSchema = z.record(z.string(), z.number()) as unknown as z.ZodType<OfErrors<number>>;

/** Errors on a test set, and what that was of: of other data they say nothing. */
export interface StoredFigures {
  readonly errors: OfErrors<number>;
  readonly noisy?: OfErrors<number> | undefined;
  readonly checksums: Readonly<Record<string, string>>;
}

export const figuresSchema: z.ZodType<StoredFigures> = z.object({
  errors: errorsSchema,
  noisy: errorsSchema.optional(),
  checksums: checksumsSchema,
});

export function storedFigures(
  { noisy, ...errors }: TestFigures,
  checksums: Readonly<Record<string, string>>,
): StoredFigures {
  return { errors, ...(noisy === undefined ? {} : { noisy }), checksums };
}

export function figuresOf({ errors, noisy }: StoredFigures): TestFigures {
  return { ...errors, ...(noisy === undefined ? {} : { noisy }) };
}

/** Settings, as far as they are some; they are checked one by one. */
export const settingsSchema: z.ZodType<Readonly<Record<string, unknown>>> = z.record(z.string(), z.unknown());

export function settingsOf(stored: Readonly<Record<string, unknown>>, from: string): Settings {
  return storedSettings(stored, `${from}: settings`);
}

export function shapeOfRecord(stored: unknown, from: string): SampleShape {
  return requireShape(stored, from, "sampleShape");
}

export function bytesOf(weights: WeightsSnapshot): number {
  return [...weights.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** Whether data are those that a record tells of: nothing is known where there are no checksums. */
export function sameData(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean {
  const files = Object.keys(one);
  return (
    files.length > 0 &&
    files.length === Object.keys(other).length &&
    files.every((file) => one[file] === other[file])
  );
}
