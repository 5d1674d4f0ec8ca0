import { tableArguments, tableOptions } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass predict`: the classes of images, by a classifier that a run's folder has. */
export const predictCommand: Command = {
  name: "predict",
  group: "use",
  summary: "images to classes, with a classifier or a saved probe",
  description:
    "tell the classes of images with a classifier (hourglass classify), or the one of a finished run (hourglass evaluate RUN --save-probe writes one): the class of each and the probability of every class",
  arguments: tableArguments,
  options: [...tableOptions, { flags: "--out <FILE>", help: "where to write the classes", required: true }],
  complete: async (parser) => {
    const { addTableHelp } = await import("../options/table-help.ts");
    await addTableHelp(parser, "class, the likeliest one, and the probability of each: p(CLASS), ...");
  },
  load: async () => (await import("../runs/predict-classes.ts")).predictClasses,
};
