import { type BigIntStats, constants } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";

/** A file that is open for reading; whoever has it closes it. */
export interface OpenFile {
  readonly path: string;
  readonly handle: FileHandle;
  /** What it was when it was opened. */
  readonly stats: BigIntStats;
}

/** What the system says where there is no such file, rather than that it cannot be read. */
const absence: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG", "EINVAL"]);

/** A pipe is opened without waiting for who writes into it, and a link that was put in place of the file not at all. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * The segments of a path as it stands in an address; `undefined` where it does not lead downwards, segment by segment, or
 * no file system could have it.
 */
export function segmentsOf(encoded: string): readonly string[] | undefined {
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
  const segments = path.split("/");
  const isPlain = (segment: string): boolean =>
    segment !== "" && segment !== "." && segment !== ".." && !/[\\\0]/.test(segment);
  return segments.every(isPlain) ? segments : undefined;
}

/**
 * Opens a file inside `folder`; `undefined` where there is none, or a link leads out of the folder.
 * @throws what the system says of a file that is there and cannot be read
 */
export async function openInside(folder: string, segments: readonly string[]): Promise<OpenFile | undefined> {
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, ...segments));
    const way = relative(root, path);
    if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) return undefined;
    return await openFile(path);
  } catch (error) {
    if (absence.has((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

/** `undefined` for what is no file: a folder, a pipe, a device. */
export async function openFile(path: string): Promise<OpenFile | undefined> {
  const handle = await open(path, openFlags);
  const stats = await handle.stat({ bigint: true });
  if (stats.isFile()) return { path, handle, stats };
  await handle.close();
  return undefined;
}

/** Bytes at once: enough for speed, little enough for many readers that are slow. */
const chunkSize = 32 * 1024;

/** The bytes of a file from `start` until before `end`. @throws where the file has become shorter */
export async function* readChunks(
  { path, handle }: OpenFile,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  for (let position = start; position < end; ) {
    const chunk = new Uint8Array(Math.min(chunkSize, end - position));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) throw new Error(`${path} has become shorter while it was read`);
    yield chunk.subarray(0, bytesRead);
    position += bytesRead;
  }
}

/** The first bytes of a file, at most so many. */
export async function readStart(file: OpenFile, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const end = Math.min(most, Number(file.stats.size));
  for await (const chunk of readChunks(file, 0, end)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
