import { type FileHandle, open } from "node:fs/promises";
import { type HttpAnswer, httpGet, type TimeLimits, TransferError } from "./http.ts";
import type { PartialDownload, PartialSource } from "./partial-download.ts";
import { writing } from "./place-file.ts";

/** How to receive the body of a file. */
export interface ReceiveOptions {
  /** Where the file is to be in the end: for messages. */
  readonly path: string;
  /** No more bytes than this are ever written. */
  readonly maximumBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that have arrived, and how many there will be: 0 where the server does not say. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Writes a piece of the body; a test gives its own to fill the disk. */
  readonly write?: ((file: FileHandle, piece: Uint8Array) => Promise<unknown>) | undefined;
}

/**
 * Receives what is missing of the body at `url` into `partial`.
 * @throws TransferError where the server, or the way to it, fails
 * @throws WriteError where the bytes cannot be written
 */
export async function receive(
  url: string,
  partial: PartialDownload,
  options: ReceiveOptions,
  limits: TimeLimits,
): Promise<void> {
  const resumed = partial.source?.url === url ? partial.source : undefined;
  const asked = resumed === undefined ? 0 : await partial.length();
  // Compressed once more on the way, the lengths and ranges would be those of other bytes.
  const headers = {
    "accept-encoding": "identity",
    ...(resumed === undefined || asked === 0
      ? {}
      : { range: `bytes=${asked}-`, "if-range": resumed.validator }),
  };
  const restart = (source: PartialSource | undefined): Promise<void> =>
    writing(options.path, () => partial.restart(source));
  const answer = await httpGet(url, headers, limits, options.signal);
  const continues = answer.status === 206 && asked > 0 && rangeStart(answer) === asked;
  if (!continues && answer.status !== 200) {
    answer.discard();
    // A range that the server cannot satisfy: the bytes so far are not the beginning of what it has.
    if (answer.status === 416 || answer.status === 206) await restart(undefined);
    throw refusal(url, answer.status);
  }
  if (!continues) await restart(sourceOf(url, answer));
  const start = continues ? asked : 0;
  const length = declaredLength(answer);
  const total = length === undefined ? 0 : start + length;
  const tooLong = new TransferError(
    `${url}: expected at most ${options.maximumBytes} bytes, found ${total > 0 ? total : "more"}`,
    false,
  );
  if (total > options.maximumBytes) {
    answer.discard();
    await restart(undefined);
    throw tooLong;
  }

  let done = start;
  const file = await writing(options.path, () => open(partial.bodyPath, "a"));
  try {
    options.onProgress?.(done, total);
    for await (const piece of answer.body) {
      if (done + piece.length > options.maximumBytes) {
        await restart(undefined);
        throw tooLong;
      }
      await writing(options.path, () => (options.write ?? writeAll)(file, piece));
      done += piece.length;
      options.onProgress?.(done, total);
    }
  } finally {
    await file.close();
  }
  if (total > 0 && done !== total) {
    throw new TransferError(`${url}: the connection broke after ${done} of ${total} bytes`, true);
  }
}

function refusal(url: string, status: number): TransferError {
  const passing = status === 206 || status === 408 || status === 416 || status === 429 || status >= 500;
  return new TransferError(`${url}: the server answered HTTP ${status}`, passing);
}

function rangeStart(answer: HttpAnswer): number | undefined {
  const range = /^bytes (\d+)-/.exec(answer.headers.get("content-range") ?? "");
  return range === null ? undefined : Number(range[1]);
}

/** The length of the body; unknown where the server compressed it nevertheless: `fetch` has undone that. */
function declaredLength(answer: HttpAnswer): number | undefined {
  const length = Number(answer.headers.get("content-length") ?? Number.NaN);
  return isEncoded(answer) || !Number.isSafeInteger(length) ? undefined : length;
}

function sourceOf(url: string, answer: HttpAnswer): PartialSource | undefined {
  const etag = answer.headers.get("etag");
  // A weak ETag promises equal meaning, not equal bytes (RFC 9110, 13.1.5).
  const validator = etag !== null && !etag.startsWith("W/") ? etag : answer.headers.get("last-modified");
  return validator === null || isEncoded(answer) ? undefined : { url, validator };
}

function isEncoded(answer: HttpAnswer): boolean {
  return (answer.headers.get("content-encoding") ?? "identity") !== "identity";
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  await file.writeFile(piece);
}
