import { type BigIntStats, constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** A file that is open for reading; whoever has it closes it. */
export interface OpenFile {
  readonly path: string;
  readonly handle: FileHandle;
  /** What it was when it was opened. */
  readonly stats: BigIntStats;
}

/** A pipe is opened without waiting for who writes into it, and a link that was put in place of the file not at all. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

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
