import { join } from "node:path";
import { UsageError } from "hourglass-core/internal/errors.ts";
import type { OpenOptions } from "../options/shared-options.ts";
import { describeNext, evaluateStep, openWhereAsked, studioStep } from "../terminal/next-steps.ts";
import { print, say } from "../terminal/terminal.ts";
import { type CompareOptions, compareRuns } from "./compare-runs.ts";
import { pngDrawer } from "./png-figures.ts";
import { withStoredRun } from "./stored-run.ts";
import { writeReport } from "./write-report.ts";

export interface ReportOptions extends CompareOptions, OpenOptions {}

/** Writes the report of a run into its folder, or the page that compares several, and says where it is. */
export async function reportRuns(paths: readonly string[], options: ReportOptions): Promise<void> {
  const [first = "", ...others] = paths;
  if (others.length > 0) {
    await tellPage(await compareRuns(paths, options), first, options);
    return;
  }
  if (options.out !== undefined) {
    throw new UsageError(
      "--out: the report of one run is written into its folder; name several runs to compare them",
    );
  }
  await reportStoredRun(first, options);
}

async function reportStoredRun(path: string, options: ReportOptions): Promise<void> {
  const png = await pngDrawer(options.figures);
  await withStoredRun(path, options, async (run) => {
    await writeReport(run.folder, run, run.dataset, run.line, { signal: run.signal, png });
    run.line.done();
    await tellPage(join(path, "report.html"), path, options);
  });
}

/** Its path is the result; how to go on is for the person who reads along. */
async function tellPage(page: string, run: string, options: OpenOptions): Promise<void> {
  print(page);
  say(`\n${describeNext(page, [studioStep(run), evaluateStep(run)])}`);
  await openWhereAsked(page, options);
}
