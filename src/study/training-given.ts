import { counted } from "../words.ts";
import { cellWords } from "./compared-cells.ts";
import type { CellRow } from "./results.ts";

/** Means of what differs by less than this share are equal: seeds may stop some epochs apart. */
const tolerance = 0.05;

/**
 * Names the budgets of cells that were not trained for as many steps, or on as many images: `unequal training: vanilla had 800
 * steps, deep 400`; `undefined` where they were, or it is not known.
 */
export function unequalTraining(cells: readonly CellRow[], over: string): string | undefined {
  for (const what of ["steps", "images"] as const) {
    const given = cells.flatMap((cell) =>
      cell.training === undefined ? [] : [{ cell, value: cell.training[what] }],
    );
    const values = given.map(({ value }) => value);
    if (given.length < 2 || Math.max(...values) <= (1 + tolerance) * Math.min(...values)) continue;
    const words = given.map(({ cell, value }, index) => {
      const had = index === 0 ? "had " : "";
      return `${cellWords(cell, over)} ${had}${counted(Math.round(value), what.slice(0, -1))}`;
    });
    return `unequal training: ${words.join(", ")}`;
  }
  return undefined;
}
