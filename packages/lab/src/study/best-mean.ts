import type { CellRow, StudyFigure } from "./results.ts";

/** The best mean of a figure, where one direction is better and means differ. */
export function bestMean(
  cells: readonly CellRow[],
  { name, better }: Pick<StudyFigure, "name" | "better">,
): number | undefined {
  const means = cells.flatMap(({ figures }) => figures[name]?.mean ?? []);
  if (better === undefined || new Set(means).size < 2) return undefined;
  return better === "higher" ? Math.max(...means) : Math.min(...means);
}
