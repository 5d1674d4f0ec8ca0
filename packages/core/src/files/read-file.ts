import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { CorruptFileError, HourglassError } from "../errors.ts";
import {
  type ContentCollector,
  type ContentLimit,
  collectContent,
  type FileContent,
} from "./file-content.ts";
import { whyUnreadable } from "./read-text.ts";

export interface ReadOptions extends Partial<ContentLimit> {
  /** The exact length of the uncompressed bytes, where known: any other is refused. */
  readonly expectedBytes?: number | undefined;
  /** The most uncompressed bytes to accept where `expectedBytes` is unknown; 1 GiB by default. */
  readonly maximumBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Read and unpacked at a time. */
const pieceSize = 2 ** 17;

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
    signal?.throwIfAborted();
    if (error instanceof HourglassError) throw error;
    throw new HourglassError(`cannot read ${path}: ${whyUnreadable(error as Error)}`, { cause: error });
  }
}

async function readContent(path: string, options: ReadOptions): Promise<FileContent> {
  const { gunzip = true } = options;
  const handle = await open(path);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new HourglassError(`cannot read ${path}: it is not a file`);
    const packed = gunzip && (await startsLikeGzip(handle));
    if (!packed && stats.size > contentLimit(options)) throw wrongLength(path, options, "more");
    const bytes = packed ? await inflate(handle, path, options) : await readAll(handle, path, stats.size);
    if (options.expectedBytes !== undefined && bytes.length < options.expectedBytes) {
      throw wrongLength(path, options, String(bytes.length));
    }
    return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
  } finally {
    await handle.close();
  }
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

/** Unpacks piece by piece, so that neither a header nor a bomb fills memory. */
async function inflate(
  handle: FileHandle,
  path: string,
  options: ReadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const content = collector(path, options);
  const source = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: pieceSize });
  const gunzip = createGunzip({ chunkSize: pieceSize });
  source.on("error", (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    for await (const part of gunzip) {
      options.signal?.throwIfAborted();
      content.add(part);
    }
    return content.finish();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith("Z_")) throw error;
    const what = code === "Z_BUF_ERROR" ? "cut off" : `damaged (${message})`;
    throw new CorruptFileError(`${path}: the gzip data is ${what}`, { cause: error });
  } finally {
    source.destroy();
  }
}

function collector(path: string, options: ReadOptions): ContentCollector {
  return collectContent({ ...options, maximumBytes: contentLimit(options) }, (most) =>
    wrongLength(path, { ...options, maximumBytes: most }, "more"),
  );
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
