import { readFile, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { getMimeType } from "hono/utils/mime";

/** The media types of what runs have and the web has no extension for. */
const ownTypes: Readonly<Record<string, string>> = {
  jsonl: "application/jsonl; charset=utf-8",
  yaml: "application/yaml; charset=utf-8",
};

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

/** The path of a file inside `folder`; `undefined` where there is none, or a link leads out of the folder. */
export async function findInside(folder: string, segments: readonly string[]): Promise<string | undefined> {
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, ...segments));
    const way = relative(root, path);
    if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) return undefined;
    return (await stat(path)).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}

/** A file as an answer. */
export async function fileResponse(
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const content = await readFile(path);
  return new Response(content, {
    headers: {
      ...headers,
      "Content-Type": getMimeType(path) ?? getMimeType(path, ownTypes) ?? "application/octet-stream",
      "Content-Length": String(content.length),
    },
  });
}
