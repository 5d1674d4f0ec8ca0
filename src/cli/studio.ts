import { Command } from "commander";
import type { StudioOptions } from "./serve-studio.ts";

/** `hourglass studio`: serves the page on which a person trains and explores in the browser. Its address goes to stdout. */
export function studioCommand(): Command {
  return new Command("studio")
    .description(
      "train and explore autoencoders in the browser: serves the page on this machine and opens it",
    )
    .option("--port <N>", "port (default: 4870, or the next that is free)")
    .option(
      "--host <HOST>",
      "name or address to serve on; others can then read the data sets and runs (default: this machine alone)",
    )
    .option("--no-open", "print the address, and open no browser")
    .option("--runs <DIR>", "folder of the runs and studies to look at (default: runs)")
    .option(
      "--data-dir <DIR>",
      "folder of the data sets (default: HOURGLASS_DATA, else the user's cache folder)",
    )
    .action(async (options: StudioOptions) => {
      const { serveStudio } = await import("./serve-studio.ts");
      await serveStudio(options);
    });
}
