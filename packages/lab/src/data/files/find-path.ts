import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { whyUnreadable } from "hourglass-core/internal/files/read-text.ts";

/** What the system says of a path where nothing is. */
const absence: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR"]);

/** Whether an error says that there is nothing, rather than that what is there cannot be looked at. */
export function isAbsent(error: unknown): boolean {
  return absence.has((error as NodeJS.ErrnoException).code ?? "");
}

/**
 * What is at a path; `undefined` where nothing is.
 * @throws HourglassError where that cannot be told: what cannot be looked at is not taken for missing
 */
export async function findPath(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw new HourglassError(`cannot read ${path}: ${whyUnreadable(error as Error)}`, { cause: error });
  }
}
