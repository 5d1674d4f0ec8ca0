import { ownFieldNames } from "../../inventory/field-names.ts";
import { jsonOption, yesOption } from "../options/shared-options.ts";
import type { Command, CommandOption } from "./command.ts";

const csvOption: CommandOption = { flags: "--csv", help: "print CSV" };
const runs = [
  ["<RUN...>", "folders of runs, classifiers, detectors, studies or detections of anomalies"],
] as const;

/** `hourglass runs`: what lies in a folder of runs. Results go to stdout. */
export const runsCommand: Command = {
  name: "runs",
  group: "keep",
  summary: "list, compare, tag and remove runs",
  description:
    "list what lies in a folder of runs, finished or not: runs, classifiers, detectors, studies, anomalies",
  arguments: [["[DIR]", "the folder (default: runs)"]],
  options: [
    {
      flags: "--where <CONDITION>",
      help:
        'only those of which this is so, such as "model=deep", "mse<0.01", "date>=2026-11", "tag=best", "name~study"; may be given several ' +
        `times. Names: ${ownFieldNames.join(", ")}, and the settings of training`,
      parse: (words, before) => [...((before as readonly string[] | undefined) ?? []), words],
    },
    { flags: "--sort <NAME>", help: "in the order of this; -NAME: the greatest first (default: name)" },
    { flags: "--show <NAME,...>", help: "columns to show as well, settings of training for example" },
    { flags: "--all", help: "the trainings of studies, too" },
    { flags: "--paths", help: "print paths alone, a line each, for other commands" },
    jsonOption,
    csvOption,
  ],
  load: async () => (await import("../runs/list-runs.ts")).listRuns,
  subcommands: [
    {
      name: "compare",
      description: "what is different about runs: settings, data, errors, time; of any data",
      arguments: [["<RUN...>", "folders of runs, classifiers or detectors, two at least"]],
      options: [jsonOption, csvOption],
      load: async () => (await import("../runs/tell-differences.ts")).tellDifferences,
    },
    {
      name: "tag",
      description: "put words on runs, to find them by (--where tag=WORD)",
      arguments: runs,
      options: [
        { flags: "--add <TAG,...>", help: "words to add" },
        { flags: "--remove <TAG,...>", help: "words to take off" },
      ],
      load: async () => (await import("../runs/tag-runs.ts")).tagRuns,
    },
    {
      name: "remove",
      description:
        "remove runs from the disk, after a question; files that Hourglass did not write stay, and the folder with them",
      arguments: runs,
      options: [yesOption],
      load: async () => (await import("../runs/remove-runs.ts")).removeRuns,
    },
  ],
};
