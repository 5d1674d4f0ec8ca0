import { digits, megabytes, notMeasured, withRange } from "./format.js";
import { summarise } from "./statistics.js";
import { table } from "./table.js";

/** @import { Results } from "./results.js" */

/** @param {Results} results */
export function aggregationTable({ aggregation }) {
  if (aggregation === undefined) return notMeasured;
  return table(
    [
      "10,000 trainings",
      "seconds: median (lowest to highest)",
      "peak memory",
      "results.json",
      "read again",
      "report.html",
    ],
    aggregation.studies.map(({ shape, seconds, reading, peakMemory, results, page }) => [
      shape,
      `${withRange(seconds, digits)} s`,
      withRange(peakMemory, megabytes),
      `${digits(results / 1e6)} MB`,
      `${withRange(reading, digits)} s`,
      `${digits(page / 1e6)} MB`,
    ]),
  );
}

/**
 * The values of the study of which an amount is greatest.
 * @param {Results} results
 * @param {"seconds" | "peakMemory"} amount
 * @returns {readonly number[] | undefined}
 */
export function worstStudy({ aggregation }, amount) {
  const all = aggregation?.studies.map((study) => study[amount]) ?? [];
  return all.toSorted((a, b) => summarise(b).median - summarise(a).median)[0];
}
