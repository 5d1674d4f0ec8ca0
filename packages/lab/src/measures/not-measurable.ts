import { HourglassError } from "hourglass-core/internal/errors.ts";

/**
 * The data or the model do not allow a measure: too few images, one class alone, codes that are no numbers. The message is the
 * reason, in a sentence that stands after `not measured:`.
 */
export class NotMeasurableError extends HourglassError {
  override readonly name: string = "NotMeasurableError";
}
