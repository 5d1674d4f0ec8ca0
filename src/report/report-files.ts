import type { Pictures } from "../evaluation/evaluation.ts";
import { toBytes } from "../evaluation/pictures.ts";
import { composeRows, contactSheet, inRows, largeTile, renderFigureRows, smallTile } from "./picture-grid.ts";
import {
  codeRange,
  codeRaster,
  differenceRaster,
  imageRaster,
  type Raster,
  toPng,
  weightRange,
  weightRaster,
} from "./raster.ts";
import type { RunSectionProps, SectionProps } from "./report-input.ts";
import { lossTable, reportTables } from "./report-tables.ts";
import { representationTables } from "./representation-plots.ts";
import { unitDifferences } from "./unit-differences.ts";

type File = readonly [path: string, content: Uint8Array | string];

/** The figures and numbers of a report as files: path inside the run folder to content. */
export function reportFiles(props: SectionProps): Map<string, Uint8Array | string> {
  return new Map<string, Uint8Array | string>([
    ...runFiles(props),
    ...plotFiles(props),
    ...pictureFiles(props),
    ...reportTables(props),
  ]);
}

/** Those that every report has. */
export function runFiles(props: RunSectionProps): Map<string, Uint8Array | string> {
  const { loss, lossParts } = props.plots;
  return new Map<string, Uint8Array | string>([
    ["evaluation.json", evaluationJson(props)],
    ["figures/loss.svg", loss.file],
    ["figures/loss.csv", lossTable(props.history)],
    ...(lossParts === undefined
      ? []
      : ([
          ["figures/loss-reconstruction.svg", lossParts.reconstruction.file],
          ["figures/loss-penalty.svg", lossParts.penalty.file],
        ] as const)),
    ...representationFiles(props),
  ]);
}

function evaluationJson({ evaluation, provenance }: RunSectionProps): string {
  const { format, ...measures } = evaluation.measures;
  return `${JSON.stringify({ format, ...(provenance === undefined ? {} : { provenance }), ...measures }, null, 2)}\n`;
}

function plotFiles({ plots }: SectionProps): File[] {
  const files: File[] = [
    ["figures/error-histogram.svg", plots.errorHistogram.file],
    ["figures/activations.svg", plots.activations.file],
    ["figures/brightest-cell.svg", plots.brightestCell.file],
  ];
  const { classErrors, noiseCurve, meanActivity, unitVariances } = plots;
  if (classErrors !== undefined) files.push(["figures/error-by-class.svg", classErrors.file]);
  if (noiseCurve !== undefined) files.push(["figures/noise-curve.svg", noiseCurve.file]);
  if (meanActivity !== undefined) files.push(["figures/mean-activity.svg", meanActivity.file]);
  if (unitVariances !== undefined) files.push(["figures/unit-variances.svg", unitVariances.file]);
  return files;
}

function representationFiles({ representation, plots }: RunSectionProps): File[] {
  if (representation === undefined || plots.representation === undefined) return [];
  const { floors, confusions, curves, maps } = plots.representation;
  return [
    ...(floors === undefined ? [] : [["figures/measures.svg", floors.file] as const]),
    ...[...confusions, ...curves].map(({ file, plot }) => [file, plot.file] as const),
    ...maps.map(({ path, file }) => [`${path}.svg`, file] as const),
    ...representationTables(representation),
  ];
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
    ["figures/units.png", toPng(composeRows(inRows(units, 8), smallTile))],
    ["figures/unit-differences.png", toPng(composeRows(inRows(changes, 8), smallTile))],
    ...picturesOfKind(pictures),
  ];
}

/** What only some models have. */
function picturesOfKind(pictures: Pictures): File[] {
  const { image, walks, filters, features, denoised, unitImages, samples, codeGrid } = pictures;
  const show = (bytes: Uint8Array): Raster => imageRaster(bytes, image);
  const files: File[] = [];
  const add = (name: string, rows: readonly (readonly Raster[])[], tileWidth: number): void => {
    if (rows.some((row) => row.length > 0))
      files.push([`figures/${name}.png`, toPng(composeRows(rows, tileWidth))]);
  };
  add(
    "walks",
    walks.map(({ from, to, steps }) => [from.original, ...steps, to.original].map(show)),
    smallTile,
  );
  if (filters !== undefined) {
    const weights = filters.filters.map((filter) => filter.weights);
    const range = weightRange(weights, filters.shape);
    add(
      "filters",
      inRows(
        weights.map((filter) => weightRaster(filter, filters.shape, range)),
        8,
      ),
      smallTile,
    );
  }
  if (features !== undefined) {
    const rows = features.layers.flatMap(({ shape: [, rows, columns], maps }) => {
      const range = codeRange(maps.flat());
      return maps.map((ofImage) => ofImage.map((map) => codeRaster(map, { rows, columns }, range)));
    });
    add("feature-maps", rows, smallTile);
  }
  if (denoised !== undefined) {
    const rows = (["corrupted", "reconstruction", "original"] as const).map((key) =>
      denoised.map((example) => show(example[key])),
    );
    add("denoised", rows, largeTile);
  }
  add(
    "unit-images",
    (unitImages ?? []).map(({ images }) => images.map(({ original }) => show(original))),
    smallTile,
  );
  add("samples", inRows((samples ?? []).map(show), 16), smallTile);
  if (codeGrid !== undefined) {
    const sheet = contactSheet(codeGrid.images.map(show), codeGrid.coordinates.length, 0);
    files.push(["figures/code-grid.png", toPng(sheet)]);
  }
  return files;
}
