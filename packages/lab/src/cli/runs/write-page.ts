import type { Report } from "../../report/page/report.ts";
import { type RunFolder, runFiles } from "../../run/folder.ts";
import { type PngDrawer, withPngs } from "./png-figures.ts";

/**
 * Writes report.html into the folder of what it is about, with its figures, and takes away figures of an earlier page that this one lacks.
 * No checksum is recorded yet.
 * @param png draws the figures as PNG files too
 * @param onProgress told what is done now
 */
export async function writePage(
  folder: RunFolder,
  { html, files }: Report,
  png: PngDrawer | undefined,
  onProgress: (text: string) => void,
): Promise<void> {
  const figures = await withPngs(files, png, onProgress);
  await removeOldFigures(folder, new Set(figures.keys()));
  await folder.writeAll([...figures, [runFiles.report, html]]);
}

/** A figure of an earlier report that the new one lacks would be of other weights. What others have put there stays. */
async function removeOldFigures(folder: RunFolder, files: ReadonlySet<string>): Promise<void> {
  const recorded = (await folder.readChecksums()) ?? new Map<string, string>();
  for (const file of recorded.keys()) {
    if (file.startsWith("figures/") && !files.has(file)) await folder.remove(file);
  }
}
