import { basename, resolve } from "node:path";
import { checkArgument, pathSchema } from "hourglass-core/internal/arguments.ts";
import { readUncompressed } from "hourglass-core/internal/files/read-file.ts";
import { findPath } from "../data/files/find-path.ts";
import type { WeightsFile } from "./files/weights.ts";
import { runFolder } from "./folder.ts";
import { readWeights, requireFinished } from "./open-run.ts";

/**
 * The weights of a finished run, by its folder, or those of a safetensors file: for another training to begin with.
 * @throws HourglassError where there are none, or they are not those that the run ended with
 */
export async function readInitialWeights(path: string): Promise<WeightsFile> {
  checkArgument(pathSchema, path, "readInitialWeights", "path");
  if ((await findPath(path))?.isDirectory()) {
    const folder = runFolder(path);
    const summary = await requireFinished(folder);
    const origin = {
      name: basename(resolve(path)),
      model: summary.model.name,
      dataset: summary.dataset.title,
    };
    return { ...(await readWeights(folder, summary)), origin };
  }
  const { bytes } = await readUncompressed(path, { gunzip: false });
  return { file: path, bytes, origin: { name: basename(path) } };
}
