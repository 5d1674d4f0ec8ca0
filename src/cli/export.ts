import { Command } from "commander";

export interface ExportOptions {
  readonly to: string;
  readonly force?: boolean;
}

/** `hourglass export`: a finished run as files for other programs. */
export function exportCommand(): Command {
  return new Command("export")
    .description("write a finished run as files for other programs: ONNX, safetensors, model.json, README.md")
    .argument("<RUN>", "folder of the run")
    .requiredOption("--to <DIR>", "folder to write to")
    .option("--force", "write into a folder that has files, and replace those of the same names")
    .action(exportStoredRun);
}

async function exportStoredRun(path: string, options: ExportOptions): Promise<void> {
  const { exportRun } = await import("./export-run.ts");
  await exportRun(path, options);
}
