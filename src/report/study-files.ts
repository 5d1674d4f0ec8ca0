import { examplesFile } from "./components/study-examples.tsx";
import type { StudyProps } from "./components/study-page.tsx";
import { composeRows, smallTile } from "./picture-grid.ts";
import { imageRaster, toPng } from "./raster.ts";

/** The figures of a study as files: path inside its folder to content. */
export function studyFiles({ results, pictures, plots }: StudyProps): Map<string, Uint8Array | string> {
  const files = new Map<string, Uint8Array | string>();
  const figures = [...plots.over.flatMap((over) => over.figures), ...plots.models, ...plots.curves];
  for (const { panels, table } of figures) {
    for (const { file, plot } of panels) files.set(file, plot.file);
    files.set(table.file, table.content);
  }
  for (const { data, image } of results.examples) {
    const ofData = pictures.find((one) => one.data === data);
    if (ofData === undefined) continue;
    const rows = [ofData.originals, ...results.cells.flatMap(({ id }) => [ofData.cells.get(id) ?? []])];
    const rasters = rows
      .filter((row) => row.length > 0)
      .map((row) => row.map((bytes) => imageRaster(bytes, image)));
    files.set(examplesFile(data, results), toPng(composeRows(rasters, smallTile)));
  }
  return files;
}
