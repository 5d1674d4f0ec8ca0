import { join } from "node:path";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import type { TrainingState } from "hourglass-core/internal/training/state.ts";
import { readCheckpoint } from "./files/checkpoint.ts";
import type { RunSummary } from "./files/summary.ts";
import { identitiesOfRun } from "./files/training-identity.ts";
import { type RunFolder, runFiles } from "./folder.ts";
import { modelOfRun } from "./train-run.ts";

/**
 * The state from which a run goes on; `undefined` where it has not saved one, and begins anew.
 * @throws HourglassError where the checkpoint is damaged, or is that of another training
 */
export async function readResumeState(
  folder: RunFolder,
  summary: RunSummary,
): Promise<TrainingState | undefined> {
  const bytes = await folder.read(runFiles.checkpoint);
  if (bytes === undefined) return undefined;
  const file = join(folder.path, runFiles.checkpoint);
  const { state, facts } = readCheckpoint(
    modelOfRun(summary, join(folder.path, runFiles.summary)),
    trainingOptions(summary.settings).optimizer,
    bytes,
    file,
  );
  const expected = identitiesOfRun(summary);
  if (facts.training !== undefined && expected !== undefined && !expected.includes(facts.training)) {
    throw new HourglassError(
      `${file} is the checkpoint of another training: its settings, layers or data are not those of ${runFiles.summary}; ` +
        "put the right one back, or train anew with another --out",
    );
  }
  return state;
}
