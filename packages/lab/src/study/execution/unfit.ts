import { HourglassError } from "hourglass-core/internal/errors.ts";

/** Why this machine cannot train a run that others may: nothing is the matter with the run. */
export class UnfitError extends HourglassError {
  override readonly name: string = "UnfitError";
}
