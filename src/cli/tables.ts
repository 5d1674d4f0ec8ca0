import type { RunSummary } from "../run/summary.ts";
import { formatCount } from "./progress.ts";

/** The errors of every split as a table with units. */
export function describeMetrics(
  metrics: NonNullable<RunSummary["metrics"]>,
  splits: RunSummary["dataset"]["splits"],
): string {
  const rows = [["split", "images", "bce (nats/pixel)", "mse (/pixel)", "sse (/image)"]];
  for (const split of ["train", "validation", "test"] as const) {
    const measured = metrics[split];
    if (measured === undefined) continue;
    rows.push([
      split,
      formatCount(splits[split]),
      measured.bce.toFixed(5),
      measured.mse.toFixed(6),
      measured.sse.toFixed(3),
    ]);
  }
  return formatTable(rows, "right");
}

/** Columns of equal width, two spaces apart; the first is text to the left, the others lie as `others` says. */
export function formatTable(rows: readonly (readonly string[])[], others: "left" | "right"): string {
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = (rows[0] ?? []).map((_, column) => width(column));
  const place = (cell: string, column: number): string =>
    column === 0 || others === "left" ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(place).join("  ").trimEnd()).join("\n");
}
