import { appendFile, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CorruptFileError } from "hourglass-core/internal/errors.ts";
import { writing } from "hourglass-core/internal/files/place-file.ts";
import * as z from "zod";
import { explainTo, httpGet, PassingError, TransferError } from "./http.ts";
import type { Patience } from "./patience.ts";

/** How to receive the body of a file. */
export interface ReceiveOptions {
  /** Where the file is to be in the end: for messages. */
  readonly path: string;
  /** No more bytes than this are ever written. */
  readonly maximumBytes: number;
  readonly patience?: Partial<Patience> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that have arrived, and how many there will be: 0 where the server does not say. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Appends a piece of the body to a file; a test gives its own to fill the disk. */
  readonly append?: ((file: string, piece: Uint8Array) => Promise<void>) | undefined;
}

/** Bytes that can be continued: the validator, for the header If-Range, is their file's strong ETag or date. */
export type Arrived = { readonly url: string; readonly validator: string; readonly bytes: number };

const sourceSchema = z.object({ url: z.string(), validator: z.string() });
const sourceOf = (partial: string): string => join(partial, "source.json");
/** The file with the bytes that have arrived in the folder `partial`. */
export const bodyOf = (partial: string): string => join(partial, "body");

/** Whether `fetch` unpacks what the server packed once more, unasked: lengths and ranges are those of other bytes. */
const isPacked = (headers: Headers): boolean =>
  (headers.get("content-encoding") ?? "identity") !== "identity";

/** What has arrived in the folder `partial`; `undefined` where it cannot be continued. */
export async function readPartial(partial: string): Promise<Arrived | undefined> {
  try {
    const source = sourceSchema.parse(JSON.parse(await readFile(sourceOf(partial), "utf8")));
    const { size } = await stat(bodyOf(partial));
    return size > 0 ? { ...source, bytes: size } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Receives what is missing of the body at `url` into the folder `partial`. Says whether that continued earlier bytes.
 * @throws TransferError where the server, or the way to it, fails
 * @throws CorruptFileError where there are more bytes than allowed
 * @throws WriteError where the bytes cannot be written
 */
export async function receive(url: string, partial: string, options: ReceiveOptions): Promise<boolean> {
  const { path, maximumBytes, signal, onProgress, append = appendFile } = options;
  const { answerSeconds = 10, idleSeconds = 20 } = options.patience ?? {};
  const found = await readPartial(partial);
  const earlier = found?.url === url ? found : undefined;
  const connection = new AbortController();
  signal?.throwIfAborted();
  signal?.addEventListener("abort", () => connection.abort(signal.reason), { signal: connection.signal });
  const limit = (seconds: number, late: TransferError): NodeJS.Timeout =>
    setTimeout(() => connection.abort(late), seconds * 1000);
  let timer = limit(answerSeconds, new TransferError(`${url}: no answer within ${answerSeconds} s`));
  try {
    const whole = { "accept-encoding": "identity" };
    const rest = earlier && { range: `bytes=${earlier.bytes}-`, "if-range": earlier.validator };
    const answer = await httpGet(url, { headers: { ...whole, ...rest }, signal: connection.signal });
    clearTimeout(timer);
    timer = limit(idleSeconds, new PassingError(`${url}: the transfer stood still for ${idleSeconds} s`));

    const { status, headers } = answer;
    const range = headers.get("content-range") ?? "";
    const resumed = earlier !== undefined && status === 206 && range.startsWith(`bytes ${earlier.bytes}-`);
    if (!resumed) {
      // With 206 or 416, too, what has arrived is not the beginning of what the server has.
      if ([200, 206, 416].includes(status)) await writing(path, () => restart(partial, url, headers));
      const Refusal = [206, 408, 416, 429].includes(status) || status >= 500 ? PassingError : TransferError;
      if (status !== 200) throw new Refusal(`${url}: the server answered HTTP ${status}`);
    }

    let done = resumed ? earlier.bytes : 0;
    const length = isPacked(headers) ? 0 : Number(headers.get("content-length"));
    const total = length && done + length;
    onProgress?.(done, total);
    const reader = answer.body?.getReader();
    for (;;) {
      const piece = (await reader?.read().catch(explainTo(answer.url)))?.value;
      if (piece === undefined) return resumed;
      if (Math.max(done + piece.length, total) > maximumBytes) {
        throw new CorruptFileError(`expected at most ${maximumBytes} bytes, found ${total || "more"}`);
      }
      await writing(path, () => append(bodyOf(partial), piece));
      done += piece.length;
      onProgress?.(done, total);
      timer.refresh();
    }
  } finally {
    clearTimeout(timer);
    connection.abort();
  }
}

/** Drops what has arrived in the folder `partial`; what follows comes from `url`, in an answer with `headers`. */
async function restart(partial: string, url: string, headers: Headers): Promise<void> {
  const etag = headers.get("etag");
  // A weak ETag promises equal meaning, not equal bytes (RFC 9110, 13.1.5).
  const validator = etag === null || etag.startsWith("W/") ? headers.get("last-modified") : etag;
  const source = { url, validator: isPacked(headers) ? null : validator };
  await mkdir(partial, { recursive: true });
  await writeFile(bodyOf(partial), "");
  await writeFile(sourceOf(partial), JSON.stringify(source));
}
