import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { HourglassError } from "../errors.ts";
import type { FileContent } from "./file-content.ts";

/** A file whose bytes are not what they should be: cut off, damaged, or of other content. */
export class CorruptFileError extends HourglassError {
  override readonly name: string = "CorruptFileError";
}

export interface ReadOptions {
  /** The exact length of the uncompressed bytes, where known: any other is refused. */
  readonly expectedBytes?: number | undefined;
  /** The most uncompressed bytes to accept where `expectedBytes` is unknown; 1 GiB by default. */
  readonly maximumBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const gunzipOnThreadPool = promisify<
  Uint8Array,
  { chunkSize: number; maxOutputLength: number },
  Buffer<ArrayBuffer>
>(gunzip);

/**
 * Reads a whole file and hashes its content, undoing gzip where the file starts with its magic number 1f 8b.
 * @throws CorruptFileError where the gzip data is cut off or damaged, or the content is not of the right length
 * @throws HourglassError where the file cannot be read
 */
export async function readUncompressed(path: string, options: ReadOptions = {}): Promise<FileContent> {
  const { signal } = options;
  signal?.throwIfAborted();
  try {
    const content = await readContent(path, options);
    signal?.throwIfAborted();
    return content;
  } catch (error) {
    if (error instanceof HourglassError || signal?.aborted) throw error;
    throw new HourglassError(`cannot read ${path}: ${(error as Error).message}`, { cause: error });
  }
}

async function readContent(path: string, options: ReadOptions): Promise<FileContent> {
  let stored: Uint8Array<ArrayBuffer>;
  let gzipped: boolean;
  const handle = await open(path);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new HourglassError(`cannot read ${path}: it is not a file`);
    gzipped = await startsLikeGzip(handle);
    const most = gzipped ? largestGzip(contentLimit(options)) : contentLimit(options);
    if (stats.size > most) throw wrongLength(path, options, "more");
    stored = await readAll(handle, path, stats.size);
  } finally {
    await handle.close();
  }
  const bytes = gzipped ? await inflate(stored, path, options) : stored;
  if (options.expectedBytes !== undefined && bytes.length < options.expectedBytes) {
    throw wrongLength(path, options, String(bytes.length));
  }
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

async function startsLikeGzip(handle: FileHandle): Promise<boolean> {
  const { bytesRead, buffer } = await handle.read(new Uint8Array(2), 0, 2, 0);
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
}

async function readAll(handle: FileHandle, path: string, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  for (let done = 0; done < size; ) {
    const { bytesRead } = await handle.read(bytes, done, size - done, done);
    if (bytesRead === 0) throw new CorruptFileError(`${path} became shorter while it was read`);
    done += bytesRead;
  }
  return bytes;
}

async function inflate(
  gzipped: Uint8Array,
  path: string,
  options: ReadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const limit = contentLimit(options);
  // A chunk with room for all of the content spares zlib from joining many, twice the memory for a moment.
  const chunkSize = options.expectedBytes === undefined ? 1024 * 1024 : limit + 64;
  try {
    const inflated = await gunzipOnThreadPool(gzipped, { chunkSize, maxOutputLength: limit });
    return new Uint8Array(inflated.buffer, inflated.byteOffset, inflated.length);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") throw wrongLength(path, options, "more");
    const what = code === "Z_BUF_ERROR" ? "cut off" : `damaged (${message})`;
    throw new CorruptFileError(`${path}: the gzip data is ${what}`, { cause: error });
  }
}

/** An upper bound of the length of gzip data for content of a given length: deflate can store it as it is. */
export function largestGzip(contentBytes: number): number {
  return Math.ceil(contentBytes * 1.01) + 65_536;
}

function contentLimit({ expectedBytes, maximumBytes = 2 ** 30 }: ReadOptions): number {
  return expectedBytes ?? maximumBytes;
}

function wrongLength(path: string, options: ReadOptions, found: string): CorruptFileError {
  const most = options.expectedBytes === undefined ? "at most " : "";
  return new CorruptFileError(
    `${path}: expected ${most}${contentLimit(options)} bytes of uncompressed content, found ${found}`,
  );
}
