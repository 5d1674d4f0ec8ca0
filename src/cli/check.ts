import { Command } from "commander";
import { addDataOptions } from "./stored-run-options.ts";

export interface CheckOptions {
  readonly data: boolean;
  readonly dataset?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** `hourglass check`: whether the files of a run or a study are whole and belong together. */
export function checkCommand(): Command {
  return addDataOptions(
    new Command("check")
      .description(
        "verify a run or a study whole: checksums, weights, checkpoint, programs, metrics, measures, data; exit code 1 if something is wrong",
      )
      .argument("<RUN|STUDY>", "folder of the run or the study"),
  )
    .option("--no-data", "leave the data set out, which need not be there then")
    .option("--json", "print what was found as JSON")
    .action(async (path: string, options: CheckOptions) => {
      const { checkFolder } = await import("./check-folder.ts");
      await checkFolder(path, options);
    });
}
