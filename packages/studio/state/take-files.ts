import type { GivenFile } from "../workers/trainer/trainer-api.ts";
import { loadFiles } from "./actions.ts";
import { nameOfFiles } from "./dropped-files.ts";
import { openDropped } from "./open-dropped.ts";

/** Takes whatever a person dropped or chose: runs and studies to open, else samples to learn from. */
export async function takeFiles(files: readonly GivenFile[]): Promise<void> {
  if (files.length === 0 || (await openDropped(files))) return;
  await loadFiles(nameOfFiles(files), files);
}
