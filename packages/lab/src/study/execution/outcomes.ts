import { unlessDamaged } from "hourglass-core/internal/errors.ts";
import { readEvaluation } from "../../run/files/evaluation-file.ts";
import { readMeasures } from "../../run/files/measures-file.ts";
import { provenanceOf, provenanceProblem } from "../../run/files/provenance.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import { type RunFolder, readHistory, readSummary, runFiles, runFolder } from "../../run/folder.ts";
import { missingFiles } from "../../run/open-run.ts";
import type { RunOutcome } from "../aggregate.ts";
import type { PlannedRun, StudyPlan } from "../grid.ts";
import { readFailures } from "../store/failures.ts";
import { listResults, readResult } from "../store/result-store.ts";
import { outcomeOf } from "./keep-result.ts";
import { runPath } from "./study-folder.ts";

/** How many runs are read at a time. */
const readAtOnce = 32;

/**
 * What became of every run of a plan, by its id: as the store has it, or the folder where that was changed since or the run is older than
 * the store; one with a damaged file has failed.
 */
export async function readOutcomes(
  folder: RunFolder,
  { runs }: Pick<StudyPlan, "runs">,
): Promise<Map<string, RunOutcome>> {
  const failures = await readFailures(folder);
  const results = await listResults(folder.path);
  const outcomes = new Map<string, RunOutcome>();
  for (let begin = 0; begin < runs.length; begin += readAtOnce) {
    const some = runs.slice(begin, begin + readAtOnce);
    const found = await Promise.all(some.map((run) => readOutcome(folder, run, results, failures)));
    for (const [index, { id }] of some.entries()) outcomes.set(id, found[index] as RunOutcome);
  }
  return outcomes;
}

async function readOutcome(
  folder: RunFolder,
  { id, name }: PlannedRun,
  results: ReadonlySet<string>,
  failures: ReadonlyMap<string, string>,
): Promise<RunOutcome> {
  const path = runPath(folder.path, id);
  if (name !== undefined && results.has(name)) {
    const stored = await readResult(folder, name).catch(unlessDamaged);
    const outcome = stored === undefined ? undefined : await outcomeOf(stored, path);
    if (outcome !== undefined) return outcome;
  }
  const error = failures.get(id);
  if (error !== undefined) return failed(error);
  return readFinished(runFolder(path)).catch((problem: Error) => failed(problem.message));
}

function failed(error: string): RunOutcome {
  return { status: "failed", error };
}

/** A run is done when its report is there, which is written last. */
export async function readFinished(folder: RunFolder): Promise<RunOutcome> {
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
