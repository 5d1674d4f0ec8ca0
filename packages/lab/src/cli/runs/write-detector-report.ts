import { readDetector } from "../../detector/folder/open-detector.ts";
import type { RunFolder } from "../../run/folder.ts";
import type { ProgressLine } from "../terminal/progress.ts";
import type { PngDrawer } from "./png-figures.ts";
import { writePage } from "./write-page.ts";

/**
 * Writes the page of the detector that a folder holds, with its figures, and records the checksums of all that was written.
 * @throws HourglassError where the folder holds none, or one that is damaged
 */
export async function writeDetectorReport(
  folder: RunFolder,
  line: ProgressLine,
  png: PngDrawer | undefined,
): Promise<void> {
  line.update("drawing the report");
  const [{ renderDetector }, { createDocument }] = await Promise.all([
    import("../../report/detector/detector.tsx"),
    import("../../report/page/document.ts"),
  ]);
  const { summary, history, facts } = await readDetector(folder);
  const { weights, dataset } = summary;
  const provenance = { weights, data: dataset.sha256 as string };
  const { normalScores } = facts;
  const page = renderDetector({ summary, history, normalScores, provenance, document: createDocument() });
  await writePage(folder, page, png, line.update);
  await folder.recordChecksums();
}
