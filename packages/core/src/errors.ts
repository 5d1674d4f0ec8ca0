/**
 * An error that the person at the keyboard can act on: bad input, a missing file, a refused operation.
 * Its message is complete (what, expected, found, what to do); the command line prints it without a stack.
 */
export class HourglassError extends Error {
  override readonly name: string = "HourglassError";
}

/** A wrong option, name or value in what was asked for, rather than a failure while doing it. */
export class UsageError extends HourglassError {
  override readonly name: string = "UsageError";
}

/** A file whose bytes are not what they should be: cut off, damaged, or of other content. */
export class CorruptFileError extends HourglassError {
  override readonly name: string = "CorruptFileError";
}

/** Of a file that can be done without: nothing where it is damaged. @throws what else went wrong */
export function unlessDamaged(error: unknown): undefined {
  if (!(error instanceof CorruptFileError)) throw error;
}
