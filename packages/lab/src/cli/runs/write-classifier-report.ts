import type { ClassifierSummary } from "../../classify/classifier-summary.ts";
import { type RunFolder, runFiles } from "../../run/folder.ts";
import type { ProgressLine } from "../terminal/progress.ts";
import { type PngDrawer, withPngs } from "./png-figures.ts";

/** Writes the page of a classifier that is done, with its figures, and records the checksums of all that was written. */
export async function writeClassifierReport(
  folder: RunFolder,
  summary: ClassifierSummary,
  line: ProgressLine,
  png: PngDrawer | undefined,
): Promise<void> {
  line.update("drawing the report");
  const [{ renderClassifier }, { createDocument }] = await Promise.all([
    import("../../report/classifier/classifier.tsx"),
    import("../../report/page/document.ts"),
  ]);
  const { weights, dataset } = summary;
  const provenance = { weights: weights as string, data: dataset.sha256 as string };
  const { html, files } = renderClassifier({ summary, provenance, document: createDocument() });
  await folder.writeAll(await withPngs(files, png, line.update));
  await folder.write(runFiles.report, html);
  await folder.recordChecksums();
}
