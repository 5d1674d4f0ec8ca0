import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { StudyResults } from "hourglass-lab/internal/study/results.ts";

/** The campaigns are JavaScript: what is used of them here, as types. */
interface Campaigns {
  writeTinyStudy(folder: string, seeds: number, vary?: string): Promise<string>;
}

const campaigns = (await import(
  new URL("../../reliability/tiny-study.js", import.meta.url).href
)) as Campaigns;

/** The file of a study whose trainings take a fraction of a second, in a folder beside that of its data. */
export const writeTinyStudy: Campaigns["writeTinyStudy"] = campaigns.writeTinyStudy;

/** The results of a study without what a clock told, as JSON: the same bytes, whoever trained it. */
export async function timelessResults(study: string): Promise<string> {
  const results = JSON.parse(await readFile(join(study, "results.json"), "utf8")) as StudyResults;
  // How often a run was trained again says who was lost, and not what was found.
  const { repeated, environment: _, ...others } = results;
  if (repeated !== undefined && repeated.contradictions.length > 0) throw new Error(repeated.text);
  return JSON.stringify({
    ...others,
    protocol: others.protocol.filter((line) => line !== repeated?.text),
    runs: others.runs.map(({ seconds: __, ...row }) => row),
  });
}
