import { join } from "node:path";
import { parseJsonFile } from "../data/json-file.ts";
import { evaluationSchema, type StoredEvaluation } from "./evaluation-schema.ts";
import { largestText, type RunFolder, runFiles } from "./folder.ts";

/** What evaluation.json says, `undefined` where there is none. @throws HourglassError when it is damaged */
export async function readEvaluation(folder: RunFolder): Promise<StoredEvaluation | undefined> {
  const bytes = await folder.read(runFiles.evaluation, largestText);
  if (bytes === undefined) return undefined;
  return parseJsonFile(bytes, join(folder.path, runFiles.evaluation), evaluationSchema, {
    format: 2,
    advice: "hourglass report writes it anew",
  });
}
