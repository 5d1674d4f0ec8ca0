import { forceOption } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass export`: a finished run as files for other programs. */
export const exportCommand: Command = {
  name: "export",
  group: "use",
  summary: "a run as ONNX and safetensors, for other programs",
  description:
    "write a finished run, a classifier or a detector as files for other programs: ONNX, safetensors, README.md, of a run model.json",
  arguments: [["<RUN>", "folder of the run"]],
  options: [{ flags: "--to <DIR>", help: "folder to write to", required: true }, forceOption],
  load: async () => (await import("../runs/export-run.ts")).exportRun,
};
