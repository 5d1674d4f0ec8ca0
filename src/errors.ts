import { visible } from "./visible.ts";

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

/** Looks `name` up in a catalogue; an unknown name throws a {@link UsageError} that lists the known ones. */
export function lookUp<T>(catalogue: Readonly<Record<string, T>>, name: string, what: string): T {
  if (Object.hasOwn(catalogue, name)) return catalogue[name] as T;
  throw new UsageError(
    `unknown ${what} "${visible(name)}": choose one of ${Object.keys(catalogue).join(", ")}`,
  );
}
