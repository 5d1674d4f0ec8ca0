import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CorruptFileError, HourglassError } from "hourglass-core/internal/errors.ts";
import { writeFileWhole } from "hourglass-core/internal/files/place-file.ts";
import { FolderInUseError, type FolderLock, lockFolder } from "../../data/files/lock.ts";
import { type FitCodec, FitUnderWayError, type SharedFits } from "../../measures/shared-fits.ts";
import { sha256 } from "../../run/files/checksums.ts";
import { runFolder } from "../../run/folder.ts";
import type { FitOrigin } from "../../run/measure-run.ts";

/** Between looks at whether another process has finished. */
const pauseMilliseconds = 500;
/** Whoever has computed for longer may never end: on another machine there is no telling. */
const patienceMilliseconds = 30 * 60_000;
/** Of the key that a fit is known by: more than enough to tell fits apart. */
const keyLength = 32;
const fitFile = "fit";

/** The fits to raw values in a study's folder, by their paths inside it: whoever removes the study removes them. */
export const baselineFile: RegExp = /^baselines\/[a-z0-9-]+\/(?:fit|lock)$/;

/**
 * What the workers of a study share: fits to raw values as files in the study's folder, `baselines/NAME-KEY/fit`. The key is of all
 * that a fit depends on, so that none is taken for another. A lock beside the file has one process compute it while others wait.
 * @param study the study's folder
 */
export function sharedBaselines(study: string): (origin: FitOrigin) => SharedFits {
  return (origin) => ({
    once: async (name, codec, compute, { signal, wait = true } = {}) => {
      const key = sha256(JSON.stringify({ name, ...origin })).slice(0, keyLength);
      const folder = join(study, "baselines", `${name}-${key}`);
      const giveUp = performance.now() + patienceMilliseconds;
      while (performance.now() < giveUp) {
        signal?.throwIfAborted();
        const known = await readFit(folder, codec);
        if (known !== undefined) return known.fit;
        const lock = await tryToLock(folder);
        if (lock === undefined) break;
        if (lock !== "in use") return await computeUnder(lock, folder, codec, compute);
        if (!wait) throw new FitUnderWayError(`another process is computing ${folder}: ask again later`);
        // Its reason to stop is thrown above.
        await setTimeout(pauseMilliseconds, undefined, signal === undefined ? {} : { signal }).catch(
          () => undefined,
        );
      }
      return compute();
    },
  });
}

/** Computes what no other process does, unless one has just done so. */
async function computeUnder<T>(
  lock: FolderLock,
  folder: string,
  codec: FitCodec<T>,
  compute: () => Promise<T>,
): Promise<T> {
  try {
    const known = await readFit(folder, codec);
    if (known !== undefined) return known.fit;
    const fit = await compute();
    await writeFit(folder, codec.encode(fit));
    return fit;
  } finally {
    await lock.release();
  }
}

/** `undefined` where there can be no lock: the folder is read-only, the disk full. */
async function tryToLock(folder: string): Promise<FolderLock | "in use" | undefined> {
  try {
    return await lockFolder(folder);
  } catch (error) {
    if (error instanceof FolderInUseError) return "in use";
    if (error instanceof HourglassError) return undefined;
    throw error;
  }
}

/** The content after its SHA-256 and a line feed: a number that was changed on the disk is a number, too. */
async function writeFit(folder: string, content: Uint8Array): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    // It is computed again where a power failure takes it: there is nothing to wait for.
    await writeFileWhole(join(folder, fitFile), [`${sha256(content)}\n`, content], { flush: false });
  } catch {
    // A disk without room for it costs time, and no measure.
  }
}

const checksumLength = 64;

/** `undefined` where there is none, or nothing that can be trusted. */
async function readFit<T>(folder: string, codec: FitCodec<T>): Promise<{ readonly fit: T } | undefined> {
  try {
    const bytes = await runFolder(folder).read(fitFile);
    if (bytes === undefined) return undefined;
    const file = join(folder, fitFile);
    const content = bytes.subarray(checksumLength + 1);
    if (new TextDecoder().decode(bytes.subarray(0, checksumLength)) !== sha256(content)) {
      throw new CorruptFileError(`${file} is damaged`);
    }
    return { fit: codec.decode(content, file) };
  } catch (error) {
    if (error instanceof HourglassError) return undefined;
    throw error;
  }
}
