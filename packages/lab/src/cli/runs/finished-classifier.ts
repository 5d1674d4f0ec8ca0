import { createNodeRuntime } from "hourglass-core/internal/runtime/node.ts";
import { type OpenedClassifier, openClassifier } from "../../classify/open-classifier.ts";
import { type RunFolder, runFolder } from "../../run/folder.ts";
import { createProgressLine, type ProgressLine } from "../terminal/progress.ts";

/** Opens a finished classifier, without the data that it was trained on, and does something with it. */
export async function withClassifier(
  path: string,
  work: (
    run: OpenedClassifier & { readonly folder: RunFolder; readonly line: ProgressLine },
  ) => Promise<void>,
): Promise<void> {
  const line = createProgressLine(process.stderr);
  const runtime = await createNodeRuntime({ onNotice: line.print });
  const folder = runFolder(path);
  const opened = await openClassifier(folder, runtime);
  try {
    await work({ ...opened, folder, line });
  } finally {
    line.done();
    await opened.classifier.release();
  }
}
