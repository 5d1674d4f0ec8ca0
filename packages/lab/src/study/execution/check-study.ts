import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { attempt, type Checked, checkRun, compareChecksums, wrong } from "../../run/check-run.ts";
import { type RunFolder, runFolder } from "../../run/folder.ts";
import { aggregate } from "../aggregate.ts";
import type { StudyPlan } from "../grid.ts";
import type { RunRow } from "../results.ts";
import { readFailures } from "../store/failures.ts";
import { describeRepeats } from "../store/repeated.ts";
import { readRepeats } from "../store/result-store.ts";
import { readOutcomes } from "./outcomes.ts";
import { readPlan, readResults, runPath, studyFiles } from "./study-folder.ts";

/**
 * Looks at all files of a study: the plan, every run that has begun, and whether the results are those of the runs as they are.
 * @param load gives the data that settings name, or why they cannot be had; `undefined` leaves them out
 * @param onRun told which run is looked at
 */
export async function checkStudy(
  folder: RunFolder,
  load: (settings: Settings) => Promise<Dataset<Samples> | HourglassError | undefined>,
  onRun: (done: number, total: number, id: string) => void = () => undefined,
): Promise<readonly Checked[]> {
  const checks: Checked[] = [
    ...(await compareChecksums(folder, await attempt(() => folder.readChecksums()))),
  ];
  const plan = await attempt(() => readPlan(folder));
  if (plan instanceof HourglassError) return [...checks, wrong(studyFiles.plan, plan)];
  if (plan === undefined) return [...checks, { what: studyFiles.plan, status: "missing" }];
  for (const [done, run] of plan.runs.entries()) {
    onRun(done, plan.runs.length, run.id);
    const own = runFolder(runPath(folder.path, run.id));
    if (!(await own.has("run.json"))) continue;
    const found = await checkRun(own, await load(run.settings));
    checks.push(...found.map((check) => ({ ...check, what: `runs/${run.id}/${check.what}` })));
  }
  const failures = await attempt(() => readFailures(folder));
  if (failures instanceof HourglassError) checks.push(wrong("failures", failures));
  else checks.push(...(await checkResults(folder, plan)), ...(await checkRepeats(folder)));
  return checks;
}

/** Whether the results say what the runs say now. */
async function checkResults(folder: RunFolder, plan: StudyPlan): Promise<readonly Checked[]> {
  const what = studyFiles.results;
  const results = await attempt(() => readResults(folder));
  if (results instanceof HourglassError) return [wrong(what, results)];
  if (results === undefined) return [];
  const { runs: now } = aggregate(plan, await readOutcomes(folder, plan));
  const then = new Map(results.runs.map((row) => [row.id, row]));
  const different = now.filter((row) => !agrees(row, then.get(row.id)));
  if (different.length === 0 && results.runs.length === now.length) return [{ what, status: "right" }];
  const [first] = different;
  const example = first === undefined ? "another number of runs" : `${first.id} is not as its folder has it`;
  const problem = `it does not fit the runs: ${example}; hourglass study --resume writes it anew`;
  return [{ what, status: "wrong", problem }];
}

/** Whether runs that were finished more than once were the same each time. */
async function checkRepeats(folder: RunFolder): Promise<readonly Checked[]> {
  const what = "results of runs that were finished again";
  const repeats = await attempt(() => readRepeats(folder));
  if (repeats instanceof HourglassError) return [wrong(what, repeats)];
  const repeated = describeRepeats(repeats ?? []);
  if (repeated === undefined) return [];
  if (repeated.contradictions.length === 0) return [{ what, status: "right" }];
  return [{ what, status: "wrong", problem: repeated.text }];
}

/** Results of earlier versions do not say of which weights they are. */
function agrees(now: RunRow, then: RunRow | undefined): boolean {
  if (then === undefined || then.status !== now.status) return false;
  const sameWeights = then.weights === undefined || then.weights === now.weights;
  return sameWeights && JSON.stringify(then.figures) === JSON.stringify(now.figures);
}
