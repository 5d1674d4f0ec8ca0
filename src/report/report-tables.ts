import { toCsv } from "../data/csv.ts";
import type { CodeStatistics } from "../evaluation/activations.ts";
import type { CellConfusion } from "../evaluation/brightest-cell.ts";
import type { DenoisingMeasures } from "../evaluation/denoising.ts";
import { type ClassErrors, errorMeasures } from "../evaluation/errors.ts";
import type { Measures } from "../evaluation/evaluation.ts";
import { lifetimeSparseness, type UnitImages } from "../evaluation/sparse-code.ts";
import { type Bin, binsOf } from "../evaluation/spread.ts";
import type { EpochRecord } from "../run/files/summary.ts";
import type { SectionProps } from "./report-input.ts";

/** The numbers behind the figures as CSV files: path inside the run folder and content. */
export function reportTables({
  summary,
  evaluation: { measures, pictures },
}: SectionProps): [string, string][] {
  const { errorsByClass, code, denoising, sparseCode } = measures;
  const { unitImages = [] } = pictures;
  const tables: [string, string][] = [
    ["figures/error-histogram.csv", errorHistogramTable(measures)],
    ["figures/extremes.csv", extremesTable(measures.extremes)],
    ["figures/activations.csv", activationsTable(code)],
    ["figures/activation-histograms.csv", activationHistogramsTable(code)],
    ["figures/brightest-cell.csv", brightestCellTable(measures.brightestCell)],
  ];
  if (errorsByClass !== undefined) {
    tables.push(["figures/error-by-class.csv", classErrorsTable(errorsByClass, summary.dataset.classNames)]);
  }
  if (denoising !== undefined) tables.push(["figures/noise-curve.csv", noiseCurveTable(denoising)]);
  if (sparseCode !== undefined) tables.push(["figures/sparse-code.csv", sparseCodeTable(measures)]);
  if (unitImages.length > 0) tables.push(["figures/unit-images.csv", unitImagesTable(unitImages)]);
  return tables;
}

function noiseCurveTable({ curve }: DenoisingMeasures): string {
  const columns = ["level", ...errorMeasures, "untouchedMse"] as const;
  return toCsv(
    columns,
    curve.points.map((point) => columns.map((column) => point[column])),
  );
}

function sparseCodeTable({ code, images }: Measures): string {
  return toCsv(
    ["unit", "meanActivity", "activeFraction", "lifetimeSparseness"],
    code.units.map((unit) => [unit.unit, unit.mean, unit.activeFraction, lifetimeSparseness(unit, images)]),
  );
}

function unitImagesTable(units: readonly UnitImages[]): string {
  return toCsv(
    ["unit", "rank", "testImage", "label", "activation"],
    units.flatMap(({ unit, images }) =>
      images.map(({ index, label, value }, rank) => [unit, rank + 1, index, label, value]),
    ),
  );
}

const lossColumns = [
  "epoch",
  "trainingLoss",
  "validationLoss",
  "validationReconstruction",
  "validationPenalty",
  "seconds",
  "imagesPerSecond",
] as const;

/** `figures/loss.csv` */
export function lossTable(history: readonly EpochRecord[]): string {
  return toCsv(
    lossColumns,
    history.map((record) => lossColumns.map((column) => record[column])),
  );
}

function errorHistogramTable({ errorHistogram, rankedBy }: Measures): string {
  return toCsv([`${rankedBy}From`, `${rankedBy}To`, "images"], binsOf(errorHistogram).map(binFields));
}

function extremesTable(extremes: Measures["extremes"]): string {
  const groups = ["best", "median", "worst"] as const;
  return toCsv(
    ["group", "testImage", "label", ...errorMeasures],
    groups.flatMap((group) =>
      extremes[group].map((image) => [
        group,
        image.index,
        image.label,
        ...errorMeasures.map((measure) => image[measure]),
      ]),
    ),
  );
}

function classErrorsTable(classes: readonly ClassErrors[], names: readonly string[]): string {
  const columns = errorMeasures.flatMap((measure) => [`${measure}Mean`, `${measure}StandardDeviation`]);
  return toCsv(
    ["label", "class", "images", ...columns],
    classes.map(({ label, count, errors }) => [
      label,
      names[label],
      count,
      ...errorMeasures.flatMap((measure) => [errors[measure].mean, errors[measure].standardDeviation]),
    ]),
  );
}

const unitColumns = [
  "unit",
  "mean",
  "standardDeviation",
  "minimum",
  "maximum",
  "activeFraction",
  "activeMean",
  "zeroFraction",
] as const;

function activationsTable({ units }: CodeStatistics): string {
  return toCsv(
    unitColumns,
    units.map((unit) => unitColumns.map((column) => unit[column])),
  );
}

function activationHistogramsTable({ units }: CodeStatistics): string {
  return toCsv(
    ["unit", "from", "to", "images"],
    units.flatMap(({ unit, histogram }) => binsOf(histogram).map((bin) => [unit, ...binFields(bin)])),
  );
}

function brightestCellTable({ counts, gridSize }: CellConfusion): string {
  const names = counts.map(
    (_, cell) => `row ${Math.floor(cell / gridSize) + 1} column ${(cell % gridSize) + 1}`,
  );
  return toCsv(
    ["original / reconstruction", ...names],
    counts.map((row, cell) => [names[cell], ...row]),
  );
}

function binFields({ start, end, count }: Bin): number[] {
  return [start, end, count];
}
