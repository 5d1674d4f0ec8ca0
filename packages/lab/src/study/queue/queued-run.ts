import { createHash } from "node:crypto";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { checkValue } from "hourglass-core/internal/validation.ts";
import * as z from "zod";
import { sha256Schema } from "../../run/files/summary-schema.ts";
import { idSchema } from "../plan-schema.ts";

/**
 * What the queue holds of a run: which one it is of which study. Its settings are read from the study's folder, so that nobody who can write to the
 * queue alone can say what a worker does.
 */
export interface QueuedRun {
  /** The study's folder, as the process that leads it has it. */
  readonly study: string;
  readonly run: string;
  /** By its content. */
  readonly name: string;
}

const queuedSchema: z.ZodType<QueuedRun & { readonly format: 1 }> = z.strictObject({
  format: z.literal(1),
  study: z.string().min(1),
  run: idSchema,
  name: sha256Schema,
});

/** What a job of the queue says. @throws HourglassError naming what is wrong, where it is none of ours */
export function parseQueuedRun(data: unknown): QueuedRun {
  const { format: _, ...run } = checkValue(queuedSchema, data, "a job of the queue", {
    refusal: HourglassError,
  });
  return run;
}

export function queuedData(run: QueuedRun): QueuedRun & { readonly format: 1 } {
  return { format: 1, ...run };
}

/** The same for the same run of the same folder: a queue takes it once. */
export function queuedId({ study, run, name }: QueuedRun): string {
  const place = createHash("sha256")
    .update(JSON.stringify([study, run]))
    .digest("hex");
  return `${name}-${place.slice(0, 16)}`;
}
