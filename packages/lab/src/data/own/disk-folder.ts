import { createHash } from "node:crypto";
import { basename, join, resolve } from "node:path";
import { readUncompressed } from "hourglass-core/internal/files/read-file.ts";
import { listFolder } from "./list-folder.ts";
import type { SourceFolder } from "./source-folder.ts";

/**
 * A folder on disk.
 * @param pathOf where a place in it lies
 */
export function diskFolder(
  path: string,
  pathOf: SourceFolder["pathOf"] = (place) => (place === "" ? path : join(path, place)),
): SourceFolder {
  return {
    name: basename(resolve(path)),
    pathOf,
    list: (place) => listFolder(pathOf(place)),
    read: (place, limit, signal) => readUncompressed(pathOf(place), { ...limit, signal }),
    sha256: async (parts) => {
      const hash = createHash("sha256");
      for (const part of parts) hash.update(part);
      return hash.digest("hex");
    },
  };
}
