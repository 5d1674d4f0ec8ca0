import { real, recordSchema, whole } from "hourglass-core/internal/arguments.ts";
import type { z } from "zod";

/** How patient a download is. */
export interface Patience {
  /** Seconds from a request to the header of its answer; 10 unless given. */
  readonly answerSeconds: number;
  /** Seconds between two pieces of the body; 20 unless given. */
  readonly idleSeconds: number;
  /** Requests to one mirror before the next is tried; 4 unless given. */
  readonly attempts: number;
  /** Seconds before the second request to a mirror; 0.5 unless given. They double with each further request. */
  readonly pauseSeconds: number;
}

const seconds = real(0, 3600).exactOptional();

export const patienceSchema: z.ZodType<Partial<Patience>> = recordSchema<Partial<Patience>>({
  answerSeconds: seconds,
  idleSeconds: seconds,
  attempts: whole(1, 100).exactOptional(),
  pauseSeconds: seconds,
});
