import type { ClassifierSummary } from "../../classify/classifier-summary.ts";
import type { RunFolder } from "../../run/folder.ts";
import type { ProgressLine } from "../terminal/progress.ts";
import type { PngDrawer } from "./png-figures.ts";
import { writePage } from "./write-page.ts";

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
  const page = renderClassifier({ summary, provenance, document: createDocument() });
  await writePage(folder, page, png, line.update);
  await folder.recordChecksums();
}
