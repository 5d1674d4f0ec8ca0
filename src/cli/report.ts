import { Command } from "commander";
import type { StoredRunOptions } from "./stored-run.ts";

/** `hourglass report`: the report of a finished run, written anew. */
export function reportCommand(): Command {
  return new Command("report")
    .description("write the report of a finished run anew: report.html and figures/ in its folder")
    .argument("<RUN>", "folder of the run")
    .option(
      "--data-dir <DIR>",
      "folder of the data sets (default: HOURGLASS_DATA, else the user's cache folder)",
    )
    .action(reportStoredRun);
}

async function reportStoredRun(path: string, options: StoredRunOptions): Promise<void> {
  const { join } = await import("node:path");
  const { withStoredRun } = await import("./stored-run.ts");
  const { writeReport } = await import("./write-report.ts");
  await withStoredRun(path, options, async (run) => {
    await writeReport(run.folder, run, run.dataset.test, run.line);
    run.line.done();
    process.stdout.write(`${join(path, "report.html")}\n`);
  });
}
