import { dataDirOption, jsonOption, yesOption } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

const names = [["<name...>", "data sets by name"]] as const;

/** `hourglass data`: the data sets, where they are, and how they get there. Results go to stdout. */
export const dataCommand: Command = {
  name: "data",
  group: "keep",
  summary: "list, download, check and remove the data sets",
  description: "list, fetch, check and remove the data sets",
  subcommands: [
    {
      name: "list",
      description: "the data sets by name, and where they are cached",
      options: [dataDirOption, jsonOption],
      load: async () => (await import("../data-sets.ts")).listDatasets,
    },
    {
      name: "fetch",
      description: "download data sets into the cache, or generate them; what is there and right is kept",
      arguments: names,
      options: [dataDirOption, { flags: "--force", help: "fetch the files that are there and right, too" }],
      load: async () => (await import("../data-sets.ts")).fetchDatasets,
    },
    {
      name: "check",
      description: "verify the checksums of cached data sets; exit code 1 if one is wrong or missing",
      arguments: names,
      options: [dataDirOption, jsonOption],
      load: async () => (await import("../data-sets.ts")).checkDatasets,
    },
    {
      name: "remove",
      description: "remove data sets from the cache, after a question; what else lies there stays",
      arguments: names,
      options: [dataDirOption, yesOption],
      load: async () => (await import("../data-sets.ts")).removeDatasets,
    },
  ],
};
