import { forceOption } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass export`: a finished run as files for other programs. */
export const exportCommand: Command = {
  name: "export",
  group: "use",
  summary: "a run as ONNX and safetensors, for other programs",
  description:
    "write a finished run, or a classifier, as files for other programs: ONNX, safetensors, model.json, README.md",
  arguments: [["<RUN>", "folder of the run"]],
  options: [{ flags: "--to <DIR>", help: "folder to write to", required: true }, forceOption],
  load: async () => (await import("../runs/export-run.ts")).exportRun,
};
