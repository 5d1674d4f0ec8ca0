import { leadingFigure } from "../../study/leading-figure.ts";
import type { CellRow, StudyResults } from "../../study/results.ts";
import { chosenByRank, chosenWords, evenlyChosen } from "./evenly-chosen.ts";

/** Nobody looks at more rows of pictures than these: of more, fewer are shown. */
const mostCells = 60;
const fewerCells = 24;

/** The cells of a data set whose pictures a page shows. */
export interface PicturedCells {
  readonly cells: readonly CellRow[];
  /** What is not shown, in a sentence; none where all are. */
  readonly left: readonly string[];
}

/** All cells of a data set, or of very many some that stand for all. */
export function picturedCells(results: StudyResults, data: string): PicturedCells {
  const cells = results.cells.filter((cell) => cell.data === data);
  const leading = leadingFigure(results);
  if (cells.length <= mostCells) return { cells, left: [] };
  if (leading === undefined) {
    const left = [`Of ${cells.length} cells ${fewerCells} are shown, at equal distances in their order.`];
    return { cells: evenlyChosen(cells, fewerCells), left };
  }
  const some = chosenByRank(cells, ({ figures }) => figures[leading.name]?.mean, fewerCells);
  return { cells: some, left: [chosenWords(some.length, cells.length, "cells", leading.title)] };
}
