import { storedRunOptions } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass check`: whether the files of a run or a study are whole and belong together. */
export const checkCommand: Command = {
  name: "check",
  group: "keep",
  summary: "is all of a run or a study whole, and of one another?",
  description:
    "verify a run, a classifier, a detector or a study whole: checksums, weights, checkpoint, programs, metrics, measures, data; exit code 1 if something is wrong",
  arguments: [["<RUN|STUDY>", "folder of the run or the study"]],
  options: [
    ...storedRunOptions,
    { flags: "--no-data", help: "leave the data set out, which need not be there then" },
    { flags: "--json", help: "print what was found as JSON" },
  ],
  load: async () => (await import("../runs/check-folder.ts")).checkFolder,
};
