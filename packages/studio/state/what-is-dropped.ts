/** What dropped or chosen files are. Folders are paths that end with a slash; the empty one is no folder at all. */
export type Dropped =
  | { readonly kind: "data" }
  /** Folders of runs, one or more. */
  | { readonly kind: "run"; readonly folders: readonly string[] }
  | { readonly kind: "study"; readonly folder: string }
  /** Weights without the run that they belong to. */
  | { readonly kind: "weights"; readonly files: readonly string[] };

/**
 * Tells by their paths what files are: a study has runs in it, and a run may lie among much else, so the outermost folder
 * that is one decides. What is neither is data.
 */
export function whatIsDropped(paths: readonly string[]): Dropped {
  const foldersWith = (...names: string[]): readonly string[] =>
    outermost(paths.filter((path) => names.includes(nameOf(path))).map(folderOf));
  const [study] = foldersWith("study.json", "results.json");
  const runs = foldersWith("run.json");
  const run = runs[0];
  if (study !== undefined && (run === undefined || depthOf(study) <= depthOf(run))) {
    return { kind: "study", folder: study };
  }
  if (run !== undefined) return { kind: "run", folders: runs };
  const weights = paths.filter((path) => path.endsWith(".safetensors"));
  return weights.length > 0 ? { kind: "weights", files: weights } : { kind: "data" };
}

/** Those that lie least deep, each once, by name. */
function outermost(folders: readonly string[]): readonly string[] {
  const least = Math.min(...folders.map(depthOf));
  return [...new Set(folders.filter((folder) => depthOf(folder) === least))].sort();
}

/** `runs/a/` of `runs/a/run.json`. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** `run.json` of `runs/a/run.json`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function depthOf(folder: string): number {
  return folder.split("/").length;
}
