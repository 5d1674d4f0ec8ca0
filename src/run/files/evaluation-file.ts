import { join } from "node:path";
import { largestText, type RunFolder, runFiles } from "../folder.ts";
import { parseEvaluation, type StoredEvaluation } from "./evaluation-schema.ts";

/** What evaluation.json says, `undefined` where there is none. @throws HourglassError when it is damaged */
export async function readEvaluation(folder: RunFolder): Promise<StoredEvaluation | undefined> {
  const bytes = await folder.read(runFiles.evaluation, largestText);
  return bytes === undefined ? undefined : parseEvaluation(bytes, join(folder.path, runFiles.evaluation));
}
