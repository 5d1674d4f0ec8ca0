import type { Measures } from "../../evaluation/evaluation.ts";
import { type RunFolder, readHistory, readSummary, runFiles, runFolder } from "../../run/folder.ts";
import { readMeasures } from "../../run/measures-file.ts";
import type { RunOutcome } from "../aggregate.ts";
import type { PlannedRun, StudyPlan } from "../grid.ts";
import { readFailures, runPath } from "./study-folder.ts";

/** What became of every run of a plan, by its id, as the folders say; one with a damaged file has failed. */
export async function readOutcomes(
  folder: RunFolder,
  { runs }: Pick<StudyPlan, "runs">,
): Promise<Map<string, RunOutcome>> {
  const failures = await readFailures(folder);
  const outcomes = new Map<string, RunOutcome>();
  for (const { id } of runs) {
    const error = failures.get(id);
    const read = (): Promise<RunOutcome> =>
      readRun(runFolder(runPath(folder.path, id))).catch((problem: Error) => failed(problem.message));
    outcomes.set(id, error === undefined ? await read() : failed(error));
  }
  return outcomes;
}

function failed(error: string): RunOutcome {
  return { status: "failed", error };
}

/** A run is done when its report is there, which is written last. */
async function readRun(folder: RunFolder): Promise<RunOutcome> {
  const summary = await readSummary(folder);
  const evaluation = await folder.read("evaluation.json");
  const report = await folder.read(runFiles.report);
  if (summary?.status !== "done" || evaluation === undefined || report === undefined) {
    return { status: "not yet" };
  }
  return {
    status: "done",
    epochs: summary.epochs.run,
    seconds: summary.seconds,
    numbers: {
      summary,
      evaluation: JSON.parse(new TextDecoder().decode(evaluation)) as Measures,
      measures: (await readMeasures(folder)) ?? {},
    },
  };
}

/** How far an unfinished run has come: epochs of how many; `undefined` where it has not begun. */
export async function readEpochs(
  study: string,
  { id, settings }: PlannedRun,
): Promise<{ readonly done: number; readonly of: number } | undefined> {
  const folder = runFolder(runPath(study, id));
  if ((await readSummary(folder)) === undefined) return undefined;
  return { done: (await readHistory(folder)).length, of: settings.epochs };
}
