import { mkdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CorruptFileError, HourglassError } from "hourglass-core/internal/errors.ts";
import { placeFile, readOnlyError, WriteError, writing } from "hourglass-core/internal/files/place-file.ts";
import { isWritable } from "../catalogue/cache.ts";
import { TransferError } from "./http.ts";
import { PartialDownload } from "./partial-download.ts";
import { defaultPatience, type Patience } from "./patience.ts";
import { type ReceiveOptions, receive } from "./receive.ts";

/** What a download needs to know. */
export interface DownloadOptions extends ReceiveOptions {
  /** Addresses of the file, tried in this order. Their bytes may differ as long as `verify` accepts them. */
  readonly urls: readonly string[];
  /** Throws {@link CorruptFileError} where the file that has arrived is not the right one. */
  readonly verify: (arrived: string) => Promise<void>;
  readonly patience?: Partial<Patience> | undefined;
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
  const partial = await writing(options.path, async () => {
    await mkdir(folder, { recursive: true });
    return PartialDownload.claim(options.path);
  });
  try {
    await downloadFromMirrors(options, partial);
    await partial.remove();
  } catch (error) {
    // A full disk gets its space back; after any other failure, what can be continued stays.
    if (error instanceof WriteError) await partial.remove();
    else await partial.keep();
    throw error;
  }
}

async function downloadFromMirrors(options: DownloadOptions, partial: PartialDownload): Promise<void> {
  const begun = partial.source?.url;
  const urls = options.urls.toSorted((a, b) => Number(b === begun) - Number(a === begun));
  const failures: string[] = [];
  for (const url of urls) {
    const failure = await downloadFromMirror(url, partial, options);
    if (failure === undefined) return;
    failures.push(failure);
    if (failures.length < urls.length) options.onNotice?.(`${failure}; trying the next mirror`);
  }
  throw new HourglassError(
    `cannot download ${basename(options.path)}: every mirror failed\n` +
      failures.map((failure) => `  ${failure}\n`).join("") +
      `try again later (what has arrived is continued), or put the file into ${dirname(options.path)} yourself`,
  );
}

/** Returns why the mirror was given up, or `undefined` once the file is in its place. */
async function downloadFromMirror(
  url: string,
  partial: PartialDownload,
  options: DownloadOptions,
): Promise<string | undefined> {
  const patience = { ...defaultPatience, ...options.patience };
  for (let attempt = 1; ; attempt++) {
    let resumed = false;
    try {
      ({ resumed } = await receive(url, partial, options, patience));
      await options.verify(partial.bodyPath);
      await writing(options.path, () => placeFile(partial.bodyPath, options.path));
      return undefined;
    } catch (error) {
      options.signal?.throwIfAborted();
      const wrong = error instanceof CorruptFileError;
      if (!wrong && !(error instanceof TransferError)) throw error;
      // Continuing wrong bytes would be in vain. Only those of an earlier attempt can be to blame in the mirror's
      // place; its own stay wrong.
      if (wrong) await writing(options.path, () => partial.restart(undefined));
      const worthRepeating = wrong ? resumed : error.worthRepeating;
      const failure = wrong ? `${url}: ${withoutPath(error.message, partial.bodyPath)}` : error.message;
      if (!worthRepeating || attempt === patience.attempts) return failure;
      options.onNotice?.(`${failure}; trying again`);
    }
    await pause(patience.pauseSeconds * 2 ** (attempt - 1), options.signal);
  }
}

async function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await setTimeout(seconds * 1000, undefined, { signal });
  } catch {
    signal?.throwIfAborted();
  }
}

/** The message of a wrong file is about the mirror, not about the temporary name here. */
function withoutPath(message: string, path: string): string {
  return message.replaceAll(`${path}: `, "");
}
