import { join } from "node:path";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { requireFinishedClassifier } from "../../classify/open-classifier.ts";
import type { KindOfRun } from "../../run/files/run-files.ts";
import { type RunFolder, readKindOfRun, runFiles, runFolder } from "../../run/folder.ts";
import type { OpenOptions } from "../options/shared-options.ts";
import {
  describeNext,
  evaluateStep,
  type NextStep,
  openWhereAsked,
  predictStep,
  scoreStep,
  studioStep,
} from "../terminal/next-steps.ts";
import type { ProgressLine } from "../terminal/progress.ts";
import { print, say } from "../terminal/terminal.ts";
import { type CompareOptions, compareRuns } from "./compare-runs.ts";
import { type PngDrawer, pngDrawer } from "./png-figures.ts";
import { inRunFolder } from "./run-workspace.ts";
import { type DataPlaces, withStoredRun } from "./stored-run.ts";
import { writeClassifierReport } from "./write-classifier-report.ts";
import { writeDetectorReport } from "./write-detector-report.ts";
import { writeReport } from "./write-report.ts";

export interface ReportOptions extends CompareOptions, OpenOptions {}

/** Writes the report of a run into its folder, or the page that compares several, and says where it is. */
export async function reportRuns(paths: readonly string[], options: ReportOptions): Promise<void> {
  const [first = "", ...others] = paths;
  if (others.length > 0) {
    await tellPage(await compareRuns(paths, options), first, evaluateStep, options);
    return;
  }
  if (options.out !== undefined) {
    throw new UsageError(
      "--out: the report of one run is written into its folder; name several runs to compare them",
    );
  }
  const { write, next } = kinds[await readKindOfRun(runFolder(first))];
  await write(first, options);
  await tellPage(join(first, runFiles.report), first, next, options);
}

/** How the report of a run is written anew, and how to go on from it. */
interface ReportedKind {
  readonly write: (path: string, options: ReportOptions) => Promise<void>;
  readonly next: (path: string) => NextStep;
}

const kinds: Readonly<Record<KindOfRun, ReportedKind>> = {
  autoencoder: { write: reportStoredRun, next: evaluateStep },
  classifier: {
    write: withoutData("classifier", async (folder, line, png) =>
      writeClassifierReport(folder, await requireFinishedClassifier(folder), line, png),
    ),
    next: predictStep,
  },
  detector: { write: withoutData("detector", writeDetectorReport), next: scoreStep },
};

async function reportStoredRun(path: string, options: ReportOptions): Promise<void> {
  const png = await pngDrawer(options.figures);
  await withStoredRun(path, options, async (run) => {
    await writeReport(run.folder, run, run.dataset, run.line, { signal: run.signal, png });
  });
}

/** Of a run whose page is drawn of what its folder has. */
function withoutData(
  title: string,
  write: (folder: RunFolder, line: ProgressLine, png: PngDrawer | undefined) => Promise<void>,
): ReportedKind["write"] {
  return async (path, options) => {
    for (const option of ["dataset", "labels", "columns"] as const satisfies readonly (keyof DataPlaces)[]) {
      if (options[option] === undefined) continue;
      throw new UsageError(
        `--${option}: the page of a ${title} is drawn without its data: leave the option out`,
      );
    }
    const png = await pngDrawer(options.figures);
    await inRunFolder(path, (folder, line) => write(folder, line, png));
  };
}

/** Its path is the result; how to go on is for the person who reads along. */
async function tellPage(
  page: string,
  run: string,
  next: ReportedKind["next"],
  options: OpenOptions,
): Promise<void> {
  print(page);
  say(`\n${describeNext(page, [studioStep(run), next(run)])}`);
  await openWhereAsked(page, options);
}
