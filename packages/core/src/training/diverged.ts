import { HourglassError } from "../errors.ts";

/** The loss is no number any more. */
export class DivergedError extends HourglassError {
  override readonly name: string = "DivergedError";
}
