import { Command } from "commander";
import { addFiguresOption, type FiguresOptions } from "./figures-option.ts";
import { addOpenOption, type OpenOptions } from "./open-option.ts";
import type { StoredRunOptions } from "./stored-run.ts";
import { addDataOptions } from "./stored-run-options.ts";
import { print, say } from "./terminal.ts";

export interface ReportOptions extends StoredRunOptions, FiguresOptions, OpenOptions {
  readonly out?: string;
}

/** `hourglass report`: the report of a finished run, written anew, or several runs side by side. */
export function reportCommand(): Command {
  const command = addFiguresOption(
    addDataOptions(
      new Command("report")
        .description(
          "write the report of a finished run anew, into its folder; of several runs, one page that compares them",
        )
        .argument("<RUN...>", "folders of runs; several of them must have been trained on the same data")
        .option("--out <FILE>", "where to write the page of several runs (default: comparison.html)"),
    ),
  );
  return addOpenOption(command).action(report);
}

async function report(paths: readonly string[], options: ReportOptions): Promise<void> {
  const [first = "", ...others] = paths;
  if (others.length > 0) {
    const { compareRuns } = await import("./compare-runs.ts");
    await tellPage(await compareRuns(paths, options), first, options);
    return;
  }
  if (options.out !== undefined) {
    const { UsageError } = await import("../errors.ts");
    throw new UsageError(
      "--out: the report of one run is written into its folder; name several runs to compare them",
    );
  }
  await reportStoredRun(first, options);
}

async function reportStoredRun(path: string, options: ReportOptions): Promise<void> {
  const { join } = await import("node:path");
  const { withStoredRun } = await import("./stored-run.ts");
  const { writeReport } = await import("./write-report.ts");
  const { pngDrawer } = await import("./png-figures.ts");
  const png = await pngDrawer(options.figures);
  await withStoredRun(path, options, async (run) => {
    await writeReport(run.folder, run, run.dataset, run.line, { signal: run.signal, png });
    run.line.done();
    await tellPage(join(path, "report.html"), path, options);
  });
}

/** Its path is the result; how to go on is for the person who reads along. */
async function tellPage(page: string, run: string, options: OpenOptions): Promise<void> {
  const { describeNext, evaluateStep, openWhereAsked, studioStep } = await import("./next-steps.ts");
  print(page);
  say(`\n${describeNext(page, [studioStep(run), evaluateStep(run)])}`);
  await openWhereAsked(page, options);
}
