import { figuresOption } from "../options/figures-option.ts";
import { memoryOption } from "../options/memory-option.ts";
import {
  configOption,
  dataDirOption,
  labelColumnOption,
  openOption,
  webAssemblyOption,
} from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass detect`: a detector of anomalies that can be kept. */
export const detectCommand: Command = {
  name: "detect",
  group: "use",
  summary: "which rows or images are odd, and why: a detector that is kept",
  description: "fit a detector of anomalies to normal data, and find with it which others are odd, and why",
  subcommands: [
    {
      name: "fit",
      description:
        "learn what is normal: train an autoencoder, choose the score that tells synthetic faults best, and set the threshold of alarms, each by samples that were held out",
      arguments: [
        [
          "<DATA>",
          "normal samples: a data set by its name (hourglass data list), or a path, as hourglass train takes it as --dataset; of data that have a training part, that",
        ],
      ],
      options: [
        { flags: "--out <DIR>", help: "folder of the detector (default: a new one in runs/)" },
        {
          flags: "--false-alarms <SHARE>",
          help: "the share of normal samples that may raise an alarm, such as 1% or 0.01 (default: 1%)",
        },
        {
          flags: "--contamination <SHARE>",
          help: "the share of the samples that are anomalies which nobody has told apart: the strangest to a first training are left out of a second one (default: 0)",
        },
        {
          flags: "--normal <CLASS,...>",
          help: "of data with classes: those that are normal, by number or name; the rest of the test part is for testing (default: all)",
        },
        { flags: "--score <NAME>", help: "the score, instead of the one that is chosen" },
        {
          flags: "--held-out <SHARE>",
          help: "the share of the samples that chooses the score and sets the threshold (default: 20%)",
        },
        configOption,
        memoryOption,
        dataDirOption,
        webAssemblyOption,
        figuresOption,
        openOption,
        { flags: "--json", help: "print the summary (run.json) as JSON on stdout" },
      ],
      complete: async (parser) => {
        const [{ addSettingOptions }, { decidedSettings, fitHelp }] = await Promise.all([
          import("../options/settings-options.ts"),
          import("../detectors/fit-plan.ts"),
        ]);
        addSettingOptions(parser, decidedSettings).addHelpText("after", fitHelp());
      },
      load: async () => (await import("../detectors/fit-command.ts")).fitDetectorCommand,
    },
    {
      name: "score",
      description:
        "score samples with a detector: the score of each, its percentile among normal ones, whether it raises an alarm, and why; exit code 0 whatever it finds",
      arguments: [
        ["<DETECTOR>", "folder of the detector"],
        [
          "[NEW...]",
          "samples: data sets by their names, or paths, as hourglass reconstruct takes them; with --follow none",
        ],
      ],
      options: [
        {
          flags: "--out <FILE>",
          help: "where to write the scores; its name says the format. The page goes beside it, as FILE with .html",
        },
        {
          flags: "--follow",
          help: "read rows from standard input, as lines of CSV under a line of column names (of images: a path a line), and print what is found of each as it comes",
        },
        {
          flags: "--part <NAME>",
          help: "which part to take of data that have two: train or test (default: test)",
        },
        {
          flags: "--resize",
          help: "scale images of another size to that of the detector, by area averaging",
        },
        {
          flags: "--labels <FILE>",
          help: "CSV file of the classes of the samples, with the header file,label or index,label; they stand beside the scores",
        },
        labelColumnOption,
        dataDirOption,
        openOption,
        { flags: "--json", help: "print how many alarms there are, of how many, as JSON" },
      ],
      complete: async (parser) => {
        const { addTableHelp } = await import("../options/table-help.ts");
        await addTableHelp(
          parser,
          "its score, its percentile, its alarm, and of rows the columns that say why",
        );
      },
      load: async () => (await import("../detectors/score-command.ts")).scoreSamples,
    },
  ],
};
