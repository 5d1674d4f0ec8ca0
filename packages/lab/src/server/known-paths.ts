import { homedir } from "node:os";
import { join } from "node:path";
import { readStart } from "../data/files/open-file.ts";
import { runFiles } from "../run/folder.ts";
import { studyFiles } from "../study/execution/study-folder.ts";
import { openInside } from "./files.ts";
import { isWholePath } from "./hidden-paths.ts";

/** What a run is made of comes first in its file. */
const mostBytes = 1_000_000;

/** No system has longer ones, and no study more: what else is in such a file is not looked for by its name. */
const longestPath = 4096;
const mostPaths = 100;

/** Settings of a run that may be paths (its data, their labels, what columns are), where its data come from, and of a classifier the run whose encoder it has. */
const field = /"(?:dataset|labels|columns|model|source|run)":\s*(?<text>"(?:[^"\\]|\\.)*")/g;

/**
 * The paths that the files of a run or a study may tell, whatever their names: those of its data and layers, and of what lies
 * among the runs or in the user's own folder.
 * @param folder of all runs
 * @param segments the file's path in it
 */
export async function knownPaths(folder: string, segments: readonly string[]): Promise<readonly string[]> {
  const inFolder = (path: string): string => join(path, "file");
  const paths = new Set([inFolder(folder), inFolder(homedir())]);
  for (let depth = 1; depth < segments.length; depth++) {
    for (const name of [runFiles.summary, studyFiles.plan]) {
      for (const path of await pathsIn(folder, [...segments.slice(0, depth), name])) paths.add(path);
    }
  }
  return [...paths].slice(0, mostPaths);
}

async function pathsIn(folder: string, segments: readonly string[]): Promise<readonly string[]> {
  // What cannot be read is refused where it is asked for.
  const file = await openInside(folder, segments).catch(() => undefined);
  if (file === undefined) return [];
  try {
    const text = new TextDecoder().decode(await readStart(file, mostBytes));
    const values = [...text.matchAll(field)].map(({ groups }) => parsed(groups?.["text"] ?? ""));
    return values.filter((value) => value.length <= longestPath && isWholePath(value));
  } finally {
    await file.handle.close();
  }
}

function parsed(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return "";
  }
}
