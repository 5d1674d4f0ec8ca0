import { join, resolve } from "node:path";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { saveAutoencoder } from "hourglass-core/internal/inference/saved.ts";
import { readDetector } from "../../detector/folder/open-detector.ts";
import type { KindOfRun } from "../../run/files/run-files.ts";
import { type NamedContent, type RunFolder, readKindOfRun, runFiles, runFolder } from "../../run/folder.ts";
import { print } from "../terminal/terminal.ts";
import { classifierReadme } from "./classifier-readme.ts";
import { detectorReadme } from "./detector-readme.ts";
import { exportReadme } from "./export-readme.ts";
import { withClassifier } from "./finished-classifier.ts";
import { withFinishedRun } from "./finished-run.ts";
import { requireFreeFolder } from "./output-folder.ts";

export interface ExportOptions {
  readonly to: string;
  readonly force?: boolean;
}

/** Writes a finished run of any kind as files for other programs. */
export async function exportRun(path: string, { to, force }: ExportOptions): Promise<void> {
  if (resolve(to) === resolve(path)) {
    throw new UsageError(`--to: ${to} is the folder of the run itself: choose another`);
  }
  await requireFreeFolder(to, "--to", force);
  const target = runFolder(to);
  await kinds[await readKindOfRun(runFolder(path))](path, async (files) => {
    for (const [file, content] of files) await target.write(file, content);
    print(files.map(([file]) => join(to, file)).join("\n"));
  });
}

const readme = "README.md";

/** Gives the files of a run that is opened to a function that writes them. */
type Export = (path: string, write: (files: readonly NamedContent[]) => Promise<void>) => Promise<void>;

/** What is exported, by the kind of the run; some files are what other programs want as they stand. */
const kinds: Readonly<Record<KindOfRun, Export>> = {
  autoencoder: (path, write) =>
    withFinishedRun(path, async ({ summary, autoencoder, folder }) => {
      const { encoder, decoder, trainer } = runFiles;
      await write([
        [readme, exportReadme(summary)],
        ["model.json", `${JSON.stringify(summary.model.architecture, null, 2)}\n`],
        [runFiles.weights, saveAutoencoder(autoencoder)],
        ...(await readWhole(folder, [encoder, decoder, runFiles.autoencoder, trainer], "train")),
      ]);
    }),
  classifier: (path, write) =>
    withClassifier(path, async ({ summary, folder }) => {
      const { weights, classifier, trainer } = runFiles;
      const files = await readWhole(folder, [weights, classifier, trainer], "train");
      await write([[readme, classifierReadme(summary)], ...files]);
    }),
  detector: async (path, write) => {
    const folder = runFolder(path);
    const { summary } = await readDetector(folder);
    const files = await readWhole(folder, [runFiles.weights, runFiles.detector], "fit");
    await write([[readme, detectorReadme(summary)], ...files]);
  },
};

/** @param again how the run was made, for messages */
async function readWhole(
  folder: RunFolder,
  files: readonly string[],
  again: "train" | "fit",
): Promise<readonly NamedContent[]> {
  const found: NamedContent[] = [];
  for (const file of files) {
    const bytes = await folder.read(file);
    if (bytes === undefined) {
      throw new HourglassError(
        `${join(folder.path, file)} is missing: the run is incomplete, so ${again} it again`,
      );
    }
    found.push([file, bytes]);
  }
  return found;
}
