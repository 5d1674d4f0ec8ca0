import { mkdtemp, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CorruptFileError, HourglassError } from "hourglass-core/internal/errors.ts";
import { placeFile, readOnlyError, WriteError, writing } from "hourglass-core/internal/files/place-file.ts";
import { isWritable } from "../catalogue/cache.ts";
import { FolderInUseError, lockFolder } from "../files/lock.ts";
import { PassingError, TransferError } from "./http.ts";
import { bodyOf, type ReceiveOptions, readPartial, receive } from "./receive.ts";

/** What a download needs to know. */
export interface DownloadOptions extends ReceiveOptions {
  /** Addresses of the file, tried in this order. Their bytes may differ as long as `verify` accepts them. */
  readonly urls: readonly string[];
  /** Throws {@link CorruptFileError} where the file that has arrived is not the right one. */
  readonly verify: (arrived: string) => Promise<void>;
  /** Is told why an attempt failed when another follows. */
  readonly onNotice?: ((text: string) => void) | undefined;
}

/**
 * Downloads a file from the first mirror that has it right: broken transfers are resumed where they broke, in
 * this call or a later one. The file at `path` changes in one step, and only when the new one has been verified.
 * @throws HourglassError where no mirror had it, or it cannot be written
 */
export async function downloadFile(options: DownloadOptions): Promise<void> {
  const folder = dirname(options.path);
  if (!(await isWritable(folder))) throw readOnlyError(folder);
  // Two processes never write the same bytes: one that finds the folder locked downloads on its own, and keeps no part.
  const lock = await lockFolder(folder).catch((error: unknown) => {
    if (!(error instanceof FolderInUseError)) throw error;
  });
  const partial = lock ? `${options.path}.part` : await writing(folder, () => mkdtemp(`${options.path}.`));
  try {
    await downloadFromMirrors(options, partial);
  } finally {
    if (!lock || !(await readPartial(partial))) await rm(partial, { recursive: true, force: true });
    await lock?.release();
  }
}

async function downloadFromMirrors(options: DownloadOptions, partial: string): Promise<void> {
  const { path, urls, signal, onNotice } = options;
  const { attempts = 4, pauseSeconds = 0.5 } = options.patience ?? {};
  const begun = (await readPartial(partial))?.url;
  const failures: string[] = [];
  for (const url of urls.toSorted((a, b) => Number(b === begun) - Number(a === begun))) {
    let failure = await tryUrl(url, options, partial);
    for (let attempt = 1; failure instanceof PassingError && attempt < attempts; attempt++) {
      onNotice?.(`${failure.message}; trying again`);
      const milliseconds = 1000 * pauseSeconds * 2 ** (attempt - 1);
      await setTimeout(milliseconds, undefined, { signal }).catch(() => signal?.throwIfAborted());
      failure = await tryUrl(url, options, partial);
    }
    if (failure === undefined) return;
    failures.push(failure.message);
    if (failures.length < urls.length) onNotice?.(`${failure.message}; trying the next mirror`);
  }
  throw new HourglassError(
    `cannot download ${basename(path)}: every mirror failed\n  ${failures.join("\n  ")}\n` +
      `try again later (what has arrived is continued), or put the file into ${dirname(path)} yourself`,
  );
}

/** Returns why `url` failed; `undefined` once the file is in its place. */
async function tryUrl(url: string, options: DownloadOptions, partial: string): Promise<Error | undefined> {
  const body = bodyOf(partial);
  let resumed = false;
  try {
    resumed = await receive(url, partial, options);
    await options.verify(body);
    await writing(options.path, () => placeFile(body, options.path));
    return undefined;
  } catch (error) {
    // Wrong bytes are not continued; a full disk gets its space back.
    if (error instanceof CorruptFileError || error instanceof WriteError) await rm(body, { force: true });
    options.signal?.throwIfAborted();
    if (error instanceof TransferError) return error;
    if (!(error instanceof CorruptFileError)) throw error;
    // Only bytes of an earlier attempt can be to blame in the mirror's place; its own stay wrong.
    const Failure = resumed ? PassingError : TransferError;
    return new Failure(`${url}: ${error.message.replaceAll(`${body}: `, "")}`);
  }
}
