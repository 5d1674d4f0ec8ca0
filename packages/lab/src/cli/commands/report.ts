import { figuresOption } from "../options/figures-option.ts";
import { openOption, storedRunOptions } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass report`: the report of a finished run, written anew, or several runs side by side. */
export const reportCommand: Command = {
  name: "report",
  group: "look",
  summary: "write the report of a run anew, or put runs side by side",
  description:
    "write the report of a finished run, a classifier or a detector anew, into its folder; of several runs, one page that compares them",
  arguments: [
    [
      "<RUN...>",
      "folder of a run, a classifier or a detector; or folders of several runs, which must have been trained on the same data",
    ],
  ],
  options: [
    { flags: "--out <FILE>", help: "where to write the page of several runs (default: comparison.html)" },
    ...storedRunOptions,
    figuresOption,
    openOption,
  ],
  load: async () => (await import("../runs/report-runs.ts")).reportRuns,
};
