import { real, recordSchema, whole } from "hourglass-core/internal/arguments.ts";
import type { z } from "zod";
import type { TimeLimits } from "./http.ts";

/** How patient a download is. */
export interface Patience extends TimeLimits {
  /** Requests to one mirror before the next is tried. */
  readonly attempts: number;
  /** Pause before the second request to a mirror, in seconds; it doubles with each further one. */
  readonly pauseSeconds: number;
}

const seconds = real(0, 3600);

export const patienceSchema: z.ZodType<Partial<Patience>> = recordSchema<Partial<Patience>>({
  answerSeconds: seconds.exactOptional(),
  idleSeconds: seconds.exactOptional(),
  attempts: whole(1, 100).exactOptional(),
  pauseSeconds: seconds.exactOptional(),
});

export const defaultPatience: Patience = {
  answerSeconds: 10,
  idleSeconds: 20,
  attempts: 4,
  pauseSeconds: 0.5,
};
