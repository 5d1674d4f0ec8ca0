import { type RunFolder, readParsed, runFiles } from "../folder.ts";
import { parseEvaluation, type StoredEvaluation } from "./evaluation-schema.ts";

/** What evaluation.json says, `undefined` where there is none. @throws HourglassError when it is damaged */
export async function readEvaluation(folder: RunFolder): Promise<StoredEvaluation | undefined> {
  return readParsed(folder, runFiles.evaluation, parseEvaluation);
}
