import { dirname, resolve } from "node:path";
import { shellWord } from "../../run/resume-command.ts";
import type { OpenOptions } from "../options/shared-options.ts";
import { formatTable } from "./format-table.ts";
import { fileLink, openInBrowser } from "./open-page.ts";

/** A command that goes on from here, and what it is for. */
export interface NextStep {
  /** Without the name of the program: `evaluate runs/a`. */
  readonly command: string;
  readonly purpose: string;
}

/** The studio, which offers what lies beside a run, a study or other results. */
export function studioStep(folder: string): NextStep {
  const beside = dirname(resolve(folder));
  const runs = beside === resolve("runs") ? "" : ` --runs ${shellWord(dirname(folder))}`;
  return { command: `studio${runs}`, purpose: "look at it and train more in the browser" };
}

/** All measures of a finished run's code. */
export function evaluateStep(run: string): NextStep {
  return { command: `evaluate ${shellWord(run)}`, purpose: "measure what its code is worth" };
}

/** The classes of images, by a classifier. */
export function predictStep(classifier: string): NextStep {
  return {
    command: `predict ${shellWord(classifier)} IMAGES --out classes.csv`,
    purpose: "tell the classes of images",
  };
}

/** The scores of other samples, by a detector. */
export function scoreStep(detector: string): NextStep {
  return {
    command: `detect score ${shellWord(detector)} NEW --out scores.csv`,
    purpose: "find what is odd in other data",
  };
}

/** A page as a link that terminals open, and the commands to go on with. */
export function describeNext(page: string, steps: readonly NextStep[]): string {
  const commands = steps.map(({ command, purpose }) => [`  npx hourglass ${command}`, purpose]);
  return `Open:   ${fileLink(page)}\n\nGo on with:\n${formatTable(commands, "left")}`;
}

/** Opens the page that was written, where that was asked for. */
export async function openWhereAsked(page: string, { open }: OpenOptions): Promise<void> {
  if (open === true) await openInBrowser(fileLink(page));
}
