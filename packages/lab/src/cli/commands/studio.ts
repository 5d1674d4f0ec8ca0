import { dataDirOption } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass studio`: serves the page on which a person trains and explores in the browser. Its address goes to stdout. */
export const studioCommand: Command = {
  name: "studio",
  group: "look",
  summary: "train and explore in the browser",
  description: "train and explore autoencoders in the browser: serves the page on this machine and opens it",
  options: [
    { flags: "--port <N>", help: "port (default: 4870, or the next that is free)" },
    {
      flags: "--host <HOST>",
      help: "name or address to serve on; others can then read the data sets and runs (default: this machine alone)",
    },
    { flags: "--no-open", help: "print the address, and open no browser" },
    { flags: "--runs <DIR>", help: "folder of the runs and studies to look at (default: runs)" },
    dataDirOption,
  ],
  load: async () => (await import("../serve-studio.ts")).serveStudio,
};
