import { visible } from "hourglass-core/internal/visible.ts";

/**
 * Columns of equal width, two spaces apart; the first is text to the left, the others lie as `others` says. A cell is one line,
 * whatever is in it.
 */
export function formatTable(rows: readonly (readonly string[])[], others: "left" | "right"): string {
  const cells = rows.map((row) => row.map((cell) => visible(cell)));
  const width = (column: number): number => Math.max(...cells.map((row) => row[column]?.length ?? 0));
  const widths = (cells[0] ?? []).map((_, column) => width(column));
  const place = (cell: string, column: number): string =>
    column === 0 || others === "left" ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return cells.map((row) => row.map(place).join("  ").trimEnd()).join("\n");
}
