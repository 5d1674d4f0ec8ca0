import * as z from "zod";
import type { JobProgress } from "../execution/jobs.ts";

/** How far a worker is with a run, as the queue has it. */
export type Progress = Omit<JobProgress, "kind">;

const progressSchema: z.ZodType<Progress> = z.object({
  part: z.enum(["training", "after"]),
  fraction: z.number().min(0).max(1),
  text: z.string(),
});

/** `undefined` of what says nothing. */
export function parseProgress(found: unknown): Progress | undefined {
  return progressSchema.safeParse(found).data;
}
