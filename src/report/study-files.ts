import { examplesFile } from "./components/study-examples.tsx";
import type { StudyProps } from "./components/study-page.tsx";
import { pictureSheet, type SheetRow } from "./picture-sheet.tsx";
import { imageRaster } from "./raster.ts";

/** The figures of a study as files: path inside its folder to content. */
export function studyFiles({ results, pictures, plots }: StudyProps): Map<string, Uint8Array | string> {
  const files = new Map<string, Uint8Array | string>();
  const figures = [...plots.over.flatMap((over) => over.figures), ...plots.models, ...plots.curves];
  for (const { panels, table } of figures) {
    for (const { file, plot } of panels) files.set(file, plot.file);
    files.set(table.file, table.content);
  }
  for (const { data, image, indices } of results.examples) {
    const ofData = pictures.find((one) => one.data === data);
    if (ofData === undefined) continue;
    const row = (label: string, images: readonly Uint8Array[]): SheetRow => ({
      label,
      tiles: images.map((bytes) => ({ raster: imageRaster(bytes, image) })),
    });
    const rows = results.cells.flatMap(({ id, title }) => {
      const images = ofData.cells.get(id);
      return images === undefined ? [] : [row(title, images)];
    });
    const words = {
      title: `Test images of ${data}, as they are and as each cell rebuilds them`,
      of: `Study: ${results.title}. Of each cell its first seed; the first row are the images themselves`,
      notes: [`Test images ${indices.join(", ")}, counted from 0: not chosen by how well they are rebuilt.`],
    };
    files.set(examplesFile(data, results), pictureSheet(words, [row("original", ofData.originals), ...rows]));
  }
  return files;
}
