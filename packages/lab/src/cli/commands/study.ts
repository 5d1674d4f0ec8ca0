import { figuresOption } from "../options/figures-option.ts";
import { memoryOption } from "../options/memory-option.ts";
import { dataDirOption, openOption } from "../options/shared-options.ts";
import type { Command, Subcommand } from "./command.ts";

const queueHelp = "URL of a Redis or Valkey server: redis://HOST; without one, that of HOURGLASS_QUEUE";

const statusCommand: Subcommand = {
  name: "status",
  description: "tell how far a study is, also while it runs, and what a queue holds",
  arguments: [["[DIR]", "folder of the study"]],
  options: [{ flags: "--queue [URL]", help: queueHelp }],
  load: async () => (await import("../studies/study-status.ts")).tellStudyStatus,
};

const workerCommand: Subcommand = {
  name: "worker",
  description:
    "train along with a study that another process leads: that in a folder which machines share, or those that a queue gives",
  arguments: [["[DIR]", "folder of the study"]],
  options: [
    memoryOption,
    { flags: "--queue [URL]", help: queueHelp },
    { flags: "--concurrency <N>", help: "trainings at a time, each on one thread (default: one a core)" },
    {
      flags: "--study <DIR>",
      help: "where the study of the queue's runs lies on this machine, if elsewhere",
    },
    dataDirOption,
  ],
  load: async () => (await import("../studies/study-worker.ts")).workOnStudies,
};

/** `hourglass study`: asks a question of many trainings. */
export const studyCommand: Command = {
  name: "study",
  group: "measure",
  summary: "a question, many trainings, an answer with its uncertainty",
  description: "train a grid of data sets, models, settings and seeds, and say what their figures support",
  arguments: [
    ["<FILE>", "YAML file of the study, or the name of one that comes with hourglass (latent-size)"],
  ],
  options: [
    memoryOption,
    figuresOption,
    openOption,
    { flags: "--out <DIR>", help: "folder of the study (default: a new one in runs/)" },
    { flags: "--workers <N>", help: "trainings at a time, each on one thread (default: one a core)" },
    {
      flags: "--resume",
      help: "continue the study in --out: what is done stays, what failed is tried again",
    },
    { flags: "--dry-run", help: "print the trainings and how long they will take, and end" },
    { flags: "--quick", help: "the smaller study that the file describes under quick" },
    { flags: "--data <NAME|PATH,...>", help: "data sets in place of those that the file lists" },
    {
      flags: "--queue [URL]",
      help: `let the workers of a queue train (hourglass study worker): ${queueHelp}`,
    },
    dataDirOption,
    { flags: "--json", help: "print the results, the content of results.json, on stdout" },
  ],
  subcommands: [statusCommand, workerCommand],
  load: async () => (await import("../studies/execute-study.ts")).executeStudy,
};
