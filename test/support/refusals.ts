import { HourglassError } from "hourglass-core/internal/errors.ts";
import { expect, test } from "vitest";

/** A value as a caller in plain JavaScript gives it, whom no compiler stops. */
export function any(value: unknown): never {
  return value as never;
}

/** A call that is refused, and all that is said of it. */
export type Refusal = readonly [what: string, call: () => unknown, message: string];

/** A test a call. */
export function refuses(refusals: readonly Refusal[]): void {
  test.each(refusals)("%s", async (_, call, message) => {
    let error: unknown;
    try {
      await call();
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(HourglassError);
    expect((error as Error).message).toBe(message);
  });
}
