import { UsageError } from "hourglass-core/internal/errors.ts";
import { visible } from "hourglass-core/internal/visible.ts";
import type { CommandOption } from "../commands/command.ts";

const formats = ["svg", "png"] as const;

export type FigureFormat = (typeof formats)[number];

export interface FiguresOptions {
  readonly figures?: FigureFormat;
}

/** As what the figures of a page are written. */
export const figuresOption: CommandOption = {
  flags: "--figures <FORMAT>",
  help: "figures as files: svg, or png, which writes each as SVG and as PNG, 1,920 pixels wide (default: svg)",
  parse: figureFormat,
};

function figureFormat(words: string): FigureFormat {
  const format = formats.find((one) => one === words.toLowerCase());
  if (format !== undefined) return format;
  throw new UsageError(
    `--figures: expected svg or png, found "${visible(words)}"; figures are always written as SVG, with png as PNG too`,
  );
}
