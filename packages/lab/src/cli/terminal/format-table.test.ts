import { expect, test } from "vitest";
import { formatTable } from "./format-table.ts";

test("columns are of equal width, and a cell is one line", () => {
  const rows = [
    ["class", "images"],
    ["a\u001b[31m\nb", "1"],
    ["c", "12"],
  ];
  const long = "a\\u001b[31m\\u000ab";
  const lines = (...last: readonly string[]): string =>
    ["class", long, "c"].map((cell, row) => `${cell.padEnd(long.length)}  ${last[row]}`).join("\n");
  expect(formatTable(rows, "right")).toBe(lines("images", "     1", "    12"));
  expect(formatTable(rows, "left")).toBe(lines("images", "1", "12"));
});
