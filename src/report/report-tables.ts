import type { CodeStatistics } from "../evaluation/activations.ts";
import type { CellConfusion } from "../evaluation/brightest-cell.ts";
import { type ClassErrors, errorMeasures } from "../evaluation/errors.ts";
import type { Measures } from "../evaluation/evaluation.ts";
import { type Bin, binsOf } from "../evaluation/spread.ts";
import type { EpochRecord } from "../run/summary.ts";
import { toCsv } from "./csv.ts";
import type { SectionProps } from "./report-input.ts";

/** The numbers behind the figures as CSV files: path inside the run folder and content. */
export function reportTables({
  summary,
  history,
  evaluation: { measures },
}: SectionProps): [string, string][] {
  const { errorsByClass, code } = measures;
  const tables: [string, string][] = [
    ["figures/loss.csv", lossTable(history)],
    ["figures/error-histogram.csv", errorHistogramTable(measures)],
    ["figures/extremes.csv", extremesTable(measures.extremes)],
    ["figures/activations.csv", activationsTable(code)],
    ["figures/activation-histograms.csv", activationHistogramsTable(code)],
    ["figures/brightest-cell.csv", brightestCellTable(measures.brightestCell)],
  ];
  if (errorsByClass !== undefined) {
    tables.push(["figures/error-by-class.csv", classErrorsTable(errorsByClass, summary.dataset.classNames)]);
  }
  return tables;
}

function lossTable(history: readonly EpochRecord[]): string {
  return toCsv(
    ["epoch", "trainingLoss", "validationLoss", "seconds", "imagesPerSecond"],
    history.map(({ epoch, trainingLoss, validationLoss, seconds, imagesPerSecond }) => [
      epoch,
      trainingLoss,
      validationLoss,
      seconds,
      imagesPerSecond,
    ]),
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
