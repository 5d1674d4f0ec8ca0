import { type FileHandle, open } from "node:fs/promises";
import { writing } from "hourglass-core/internal/files/place-file.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { type HttpAnswer, httpGet, type TimeLimits, TransferError } from "./http.ts";
import type { PartialDownload, PartialSource } from "./partial-download.ts";

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
 * Receives what is missing of the body at `url` into `partial`. Says whether that continued earlier bytes.
 * @throws TransferError where the server, or the way to it, fails
 * @throws WriteError where the bytes cannot be written
 */
export async function receive(
  url: string,
  partial: PartialDownload,
  options: ReceiveOptions,
  limits: TimeLimits,
): Promise<{ readonly resumed: boolean }> {
  const restart = (source?: PartialSource): Promise<void> =>
    writing(options.path, () => partial.restart(source));
  const arrived = partial.source?.url === url ? await partial.length() : 0;
  const answer = await httpGet(url, requestHeaders(partial.source, arrived), limits, options.signal);
  const resumed = answer.status === 206 && arrived > 0 && rangeStart(answer) === arrived;
  if (!resumed && answer.status !== 200) {
    answer.discard();
    // A range that the server cannot satisfy: what has arrived is not the beginning of what it has.
    if (answer.status === 416 || answer.status === 206) await restart();
    throw refusal(url, answer.status);
  }
  if (!resumed) await restart(sourceOf(url, answer));
  try {
    await copyBody(url, answer, resumed ? arrived : 0, partial.bodyPath, options);
  } catch (error) {
    if (error instanceof TransferError && !error.worthRepeating) await restart();
    throw error;
  } finally {
    answer.discard();
  }
  return { resumed };
}

/** Appends the body of `answer` to the `start` bytes at `bodyPath`. */
async function copyBody(
  url: string,
  answer: HttpAnswer,
  start: number,
  bodyPath: string,
  { path, maximumBytes, onProgress, write = writeAll }: ReceiveOptions,
): Promise<void> {
  const length = declaredLength(answer);
  const total = length === undefined ? 0 : start + length;
  const tooLong = (found: string): TransferError =>
    new TransferError(`${url}: expected at most ${maximumBytes} bytes, found ${found}`, false);
  if (total > maximumBytes) throw tooLong(String(total));
  let done = start;
  const file = await writing(path, () => open(bodyPath, "a"));
  try {
    onProgress?.(done, total);
    for await (const piece of answer.body) {
      if (done + piece.length > maximumBytes) throw tooLong("more");
      await writing(path, () => write(file, piece));
      done += piece.length;
      onProgress?.(done, total);
    }
  } finally {
    await file.close();
  }
  if (total > 0 && done !== total) {
    throw new TransferError(`${url}: the connection broke after ${done} of ${counted(total, "byte")}`, true);
  }
}

function requestHeaders(source: PartialSource | undefined, arrived: number): Record<string, string> {
  // Compressed once more on the way, the lengths and ranges would be those of other bytes.
  const whole = { "accept-encoding": "identity" };
  if (source === undefined || arrived === 0) return whole;
  return { ...whole, range: `bytes=${arrived}-`, "if-range": source.validator };
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
