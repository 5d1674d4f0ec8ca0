import { type Command, Option } from "commander";
import { UsageError } from "../errors.ts";
import { visible } from "../visible.ts";

const formats = ["svg", "png"] as const;

export type FigureFormat = (typeof formats)[number];

export interface FiguresOptions {
  readonly figures?: FigureFormat;
}

/** Adds the option that says as what the figures of a page are written. */
export function addFiguresOption(command: Command): Command {
  return command.addOption(
    new Option(
      "--figures <FORMAT>",
      "figures as files: svg, or png, which writes each as SVG and as PNG, 1,920 pixels wide (default: svg)",
    ).argParser(figureFormat),
  );
}

function figureFormat(words: string): FigureFormat {
  const format = formats.find((one) => one === words.toLowerCase());
  if (format !== undefined) return format;
  throw new UsageError(
    `--figures: expected svg or png, found "${visible(words)}"; figures are always written as SVG, with png as PNG too`,
  );
}
