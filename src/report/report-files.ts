import { toBytes } from "../evaluation/pictures.ts";
import { composeRows, renderFigureRows, smallTile } from "./picture-grid.ts";
import { differenceRaster, imageRaster, type Raster, toPng } from "./raster.ts";
import type { SectionProps } from "./report-input.ts";
import { reportTables } from "./report-tables.ts";
import { unitDifferences } from "./unit-differences.ts";

type File = readonly [path: string, content: Uint8Array | string];

/** The figures and numbers of a report as files: path inside the run folder to content. */
export function reportFiles(props: SectionProps): Map<string, Uint8Array | string> {
  return new Map<string, Uint8Array | string>([
    ["evaluation.json", `${JSON.stringify(props.evaluation.measures, null, 2)}\n`],
    ...plotFiles(props),
    ...pictureFiles(props),
    ...reportTables(props),
  ]);
}

function plotFiles({ plots }: SectionProps): File[] {
  const files: File[] = [
    ["figures/loss.svg", plots.loss.file],
    ["figures/error-histogram.svg", plots.errorHistogram.file],
    ["figures/activations.svg", plots.activations.file],
    ["figures/brightest-cell.svg", plots.brightestCell.file],
  ];
  if (plots.classErrors !== undefined) files.push(["figures/error-by-class.svg", plots.classErrors.file]);
  return files;
}

function pictureFiles({ evaluation: { pictures } }: SectionProps): File[] {
  const { image, best, median, worst, unitDrawings } = pictures;
  const extremes = [best, median, worst].flatMap((group) => [
    group.map(({ original }) => imageRaster(original, image)),
    group.map(({ reconstruction }) => imageRaster(reconstruction, image)),
  ]);
  const { differences, range } = unitDifferences(unitDrawings);
  const units = unitDrawings.units.map(({ drawing }) => imageRaster(toBytes(drawing), image));
  const changes = differences.map((difference) => differenceRaster(difference, image, range));
  return [
    ["figures/examples.png", renderFigureRows(pictures)],
    ["figures/extremes.png", toPng(composeRows(extremes, smallTile))],
    ["figures/units.png", toPng(composeRows(inRowsOfEight(units), smallTile))],
    ["figures/unit-differences.png", toPng(composeRows(inRowsOfEight(changes), smallTile))],
  ];
}

function inRowsOfEight(rasters: readonly Raster[]): Raster[][] {
  return Array.from({ length: Math.ceil(rasters.length / 8) }, (_, row) =>
    rasters.slice(row * 8, row * 8 + 8),
  );
}
