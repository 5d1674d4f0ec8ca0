import { figuresOption } from "../options/figures-option.ts";
import { storedRunOptions } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass evaluate`: the errors of a finished run, and what its code is worth. */
export const evaluateCommand: Command = {
  name: "evaluate",
  group: "measure",
  summary: "what the code of a finished run is worth",
  description:
    "measure a finished run: its errors on every split, and what its code is worth; writes evaluation.json, measures.json and the report into its folder",
  arguments: [["<RUN>", "folder of the run"]],
  options: [
    {
      flags: "--measures <NAME,...>",
      help: "measures of the code (docs/measures.md), all or none (default: all but amortization, identity, few-labels, n2d and map, which are on request)",
    },
    ...storedRunOptions,
    figuresOption,
    {
      flags: "--save-probe",
      help: "also save the linear probe of the code as probe.safetensors, by which hourglass predict tells classes",
    },
    { flags: "--json", help: "print the measures as JSON on stdout" },
  ],
  complete: async (parser) => {
    const { settingsTable } = await import("hourglass-core/internal/settings/settings-table.ts");
    parser.option("--importance-samples <N>", `${settingsTable.importanceSamples.help} (default: the run's)`);
  },
  load: async () => (await import("../runs/evaluate-run.ts")).evaluateStoredRun,
};
