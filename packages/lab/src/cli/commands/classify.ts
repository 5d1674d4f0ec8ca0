import { figuresOption } from "../options/figures-option.ts";
import { openOption, storedRunOptions } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass classify`: a classifier on the encoder of a finished run. */
export const classifyCommand: Command = {
  name: "classify",
  group: "train",
  summary: "a classifier on the encoder of a finished run",
  description:
    "train a head on the encoder of a finished run with some of its labels, and, on the same labels, the same network from random weights and logistic regression on raw values",
  arguments: [["[RUN]", "folder of the run; with --resume it may be left out"]],
  options: [
    {
      flags: "--labels-per-class <N,...>",
      help: "how many labels of each class of the training split are used, or all; several make a curve, whose largest number trains the classifier that is kept",
    },
    {
      flags: "--fine-tune",
      help: "train the encoder, too; without, it stays as it was learnt (a codebook always does)",
    },
    {
      flags: "--head <logistic|UNITS,...>",
      help: "logistic, or the units of hidden layers with relu, such as 128 or 128,64 (default: logistic)",
    },
    {
      flags: "--seeds <N,...>",
      help: "seeds, each of which draws its labels and trains everything anew (default: 1); the first one trains the classifier that is kept",
    },
    {
      flags: "--epochs <N>",
      help: "passes over the labelled samples, at most (default: as many as make 1,000 steps, 10 at least)",
    },
    { flags: "--batch-size <N>", help: "labelled samples a step (default: 32)" },
    { flags: "--learning-rate <N>", help: "of Adam (default: 0.001)" },
    { flags: "--schedule <NAME>", help: "learning rate over the steps, as in training (default: constant)" },
    { flags: "--weight-decay <N>", help: "decoupled weight decay, as in AdamW (default: 0)" },
    {
      flags: "--patience <N>",
      help: "stop after so many epochs without a lower loss on a fifth of the drawn labels, which are counted and not trained on; 0: never, all are trained on (default: 0)",
    },
    { flags: "--threads <N>", help: "threads; 0: all cores (default: 0)" },
    {
      flags: "--device <NAME>",
      help: "what does the arithmetic: cpu, webgpu, wasm or auto (default: cpu, or that of what is resumed)",
    },
    { flags: "--out <DIR>", help: "folder of the classifier", required: true },
    { flags: "--resume", help: "finish what is in --out, as it was asked for" },
    ...storedRunOptions,
    figuresOption,
    openOption,
    { flags: "--json", help: "print the summary (run.json) as JSON on stdout" },
  ],
  load: async () => (await import("../runs/classify-run.ts")).classifyRun,
};
