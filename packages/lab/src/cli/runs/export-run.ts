import { join, resolve } from "node:path";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { saveAutoencoder } from "hourglass-core/internal/inference/saved.ts";
import { holdsClassifier } from "../../classify/open-classifier.ts";
import { type RunFolder, runFiles, runFolder } from "../../run/folder.ts";
import { print } from "../terminal/terminal.ts";
import { classifierReadme } from "./classifier-readme.ts";
import { exportReadme } from "./export-readme.ts";
import { withClassifier } from "./finished-classifier.ts";
import { withFinishedRun } from "./finished-run.ts";
import { requireFreeFolder } from "./output-folder.ts";

export interface ExportOptions {
  readonly to: string;
  readonly force?: boolean;
}

/** Files of a run that are what other programs want as they stand. */
const copied = [runFiles.encoder, runFiles.decoder, runFiles.autoencoder, runFiles.trainer];

const copiedOfClassifier = [runFiles.weights, runFiles.classifier, runFiles.trainer];

/** Writes a finished run, or a classifier, as files for other programs. */
export async function exportRun(path: string, { to, force }: ExportOptions): Promise<void> {
  if (resolve(to) === resolve(path)) {
    throw new UsageError(`--to: ${to} is the folder of the run itself: choose another`);
  }
  await requireFreeFolder(to, "--to", force);
  if (await holdsClassifier(runFolder(path))) {
    await withClassifier(path, async ({ summary, folder }) => {
      const files = new Map<string, Uint8Array | string>([["README.md", classifierReadme(summary)]]);
      for (const file of copiedOfClassifier) files.set(file, await readWhole(folder, file));
      await writeFiles(to, files);
    });
    return;
  }
  await withFinishedRun(path, async ({ summary, autoencoder, folder }) => {
    const files = new Map<string, Uint8Array | string>([
      ["README.md", exportReadme(summary)],
      ["model.json", `${JSON.stringify(summary.model.architecture, null, 2)}\n`],
      [runFiles.weights, saveAutoencoder(autoencoder)],
    ]);
    for (const file of copied) files.set(file, await readWhole(folder, file));
    await writeFiles(to, files);
  });
}

async function writeFiles(to: string, files: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
  const target = runFolder(to);
  for (const [file, content] of files) await target.write(file, content);
  print([...files.keys()].map((file) => join(to, file)).join("\n"));
}

async function readWhole(folder: RunFolder, file: string): Promise<Uint8Array> {
  const bytes = await folder.read(file);
  if (bytes === undefined) {
    throw new HourglassError(
      `${join(folder.path, file)} is missing: the run is incomplete, so train it again`,
    );
  }
  return bytes;
}
