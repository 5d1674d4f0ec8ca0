import { realpath } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { type OpenFile, openFile } from "../data/files/open-file.ts";

/** What the system says where there is no such file, rather than that it cannot be read. */
const absence: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG", "EINVAL"]);

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
