import { dataDirOption, openOption } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass demo`: seven autoencoders on MNIST, or on the built-in digits where MNIST cannot be had. */
export const demoCommand: Command = {
  name: "demo",
  group: "train",
  summary: "seven autoencoders in a minute, and a page to look at",
  description: "compare seven autoencoders on MNIST (on the built-in digits without it), in a minute",
  options: [
    openOption,
    { flags: "--out <DIR>", help: "folder of the comparison (default: a new one in runs/)" },
    dataDirOption,
  ],
  load: async () => (await import("../studies/run-demo.ts")).runDemo,
};
