import { Command } from "commander";
import { addFiguresOption, type FiguresOptions } from "./figures-option.ts";
import { addMemoryOption, type MemoryOptions } from "./memory-option.ts";
import type { NextStep } from "./next-steps.ts";
import { addOpenOption, type OpenOptions } from "./open-option.ts";

export interface StudyCommandOptions extends MemoryOptions, FiguresOptions, OpenOptions {
  readonly out?: string;
  readonly workers?: string;
  readonly resume?: boolean;
  readonly dryRun?: boolean;
  readonly quick?: boolean;
  readonly data?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
  /** What to do next, after the studio; the measures of a run unless given. */
  readonly next?: NextStep;
}

/** `hourglass study`: asks a question of many trainings. */
export function studyCommand(): Command {
  return addOpenOption(addFiguresOption(addMemoryOption(new Command("study"))))
    .description("train a grid of data sets, models, settings and seeds, and say what their figures support")
    .argument("<FILE>", "YAML file of the study, or the name of one that comes with hourglass (latent-size)")
    .option("--out <DIR>", "folder of the study (default: a new one in runs/)")
    .option("--workers <N>", "trainings at a time, each on one thread (default: one a core)")
    .option("--resume", "continue the study in --out: what is done stays, what failed is tried again")
    .option("--dry-run", "print the trainings and how long they will take, and end")
    .option("--quick", "the smaller study that the file describes under quick")
    .option("--data <NAME|PATH,...>", "data sets in place of those that the file lists")
    .option(
      "--data-dir <DIR>",
      "folder of the data sets (default: HOURGLASS_DATA, else the user's cache folder)",
    )
    .option("--json", "print the results, the content of results.json, on stdout")
    .action(async (file: string, options: StudyCommandOptions) => {
      const { executeStudy } = await import("./execute-study.ts");
      await executeStudy(file, options);
    })
    .addCommand(statusCommand());
}

function statusCommand(): Command {
  return new Command("status")
    .description("tell how far a study is, also while it runs")
    .argument("<DIR>", "folder of the study")
    .action(async (path: string) => {
      const { tellStudyStatus } = await import("./study-status.ts");
      await tellStudyStatus(path);
    });
}
