import { readdir } from "node:fs/promises";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";

/**
 * Refuses a folder for results that has files already; one that is still to be made is fine.
 * @param option the option that named it, for messages
 * @param force whether it may have files
 */
export async function requireFreeFolder(path: string, option: string, force = false): Promise<void> {
  if (path === "") throw new UsageError(`${option}: expected a folder, found nothing`);
  const [first, ...others] = await filesOf(path, option);
  if (first !== undefined && !force) {
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    throw new UsageError(
      `${option}: ${path} has files already (${first}${more}): choose another folder, ` +
        "or add --force to replace files of the same names",
    );
  }
}

async function filesOf(path: string, option: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new HourglassError(`${option}: ${path} is no folder to write to: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
