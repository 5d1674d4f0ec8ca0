import { type OpenFile, readChunks } from "../data/files/open-file.ts";
import { withoutPaths } from "./hidden-paths.ts";

/** What of a file is sent. */
export interface Content {
  /** In bytes. */
  size(): Promise<number>;
  /** The bytes from `start` until before `end`. */
  read(start: number, end: number): AsyncGenerator<Uint8Array>;
}

/** A file as it is. */
export function wholeContent(file: OpenFile): Content {
  return {
    size: async () => Number(file.stats.size),
    read: (start, end) => readChunks(file, start, end),
  };
}

/** By their versions, how long texts are without their paths: many readers of one file read it once for that. */
const knownSizes = new Map<string, Promise<number>>();
const mostKnownSizes = 1000;

/**
 * A text without paths: as long as it is found to be.
 * @param version of the file and of what is hidden
 */
export function hiddenContent(file: OpenFile, version: string, hidden: RegExp): Content {
  const pieces = (): AsyncGenerator<Uint8Array> =>
    withoutPaths(readChunks(file, 0, Number(file.stats.size)), hidden);
  const measure = async (): Promise<number> => {
    let size = 0;
    for await (const { length } of pieces()) size += length;
    return size;
  };
  return {
    size: async () => {
      const size = knownSizes.get(version) ?? measure();
      if (knownSizes.size >= mostKnownSizes) knownSizes.clear();
      knownSizes.set(version, size);
      try {
        return await size;
      } catch (error) {
        knownSizes.delete(version);
        throw error;
      }
    },
    read: async function* (start, end): AsyncGenerator<Uint8Array> {
      let position = 0;
      for await (const piece of pieces()) {
        const part = piece.subarray(Math.max(0, start - position), Math.max(0, end - position));
        position += piece.length;
        if (part.length > 0) yield part;
        if (position >= end) return;
      }
      if (position < end) throw new Error(`${file.path} has changed while it was read`);
    },
  };
}
