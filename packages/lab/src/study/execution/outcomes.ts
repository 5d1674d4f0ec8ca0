import { readEvaluation } from "../../run/files/evaluation-file.ts";
import { readMeasures } from "../../run/files/measures-file.ts";
import { provenanceOf, provenanceProblem } from "../../run/files/provenance.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import { type RunFolder, readHistory, readSummary, runFiles, runFolder } from "../../run/folder.ts";
import { missingFiles } from "../../run/open-run.ts";
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
  if (summary?.status !== "done" || !(await folder.has(runFiles.report))) return { status: "not yet" };
  if ((await missingFiles(folder)).length > 0) return { status: "not yet" };
  const [evaluation, measures] = [await readEvaluation(folder), await readMeasures(folder, summary)];
  const trained = trainedCount(summary);
  const expected = provenanceOf(summary);
  const isOld =
    evaluation === undefined ||
    (expected !== undefined && provenanceProblem(evaluation.provenance, expected) !== undefined);
  // What is of other weights is made anew.
  if (isOld || measures === undefined) return { status: "not yet" };
  return {
    status: "done",
    epochs: summary.epochs.run,
    seconds: summary.seconds,
    course: {
      history: await readHistory(folder),
      stepsPerEpoch: Math.ceil(trained / summary.settings.batchSize),
    },
    trainingImages: trained,
    allEpochs: summary.epochs.stopped === "all epochs done",
    numbers: { summary, evaluation, measures },
  };
}

/** How many samples an epoch has. */
function trainedCount({ dataset: { splits }, settings }: Pick<RunSummary, "dataset" | "settings">): number {
  return splits.train + (settings.trainOn === "all" ? splits.test : 0);
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
