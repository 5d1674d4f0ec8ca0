import { bestFirst } from "./findings.ts";
import type { CellRow, StudyFigure, StudyResults } from "./results.ts";

/** The figure by which some cells of very many are chosen: that of the answer, else the first that is drawn and has a better direction. */
export function leadingFigure({
  answer,
  figures,
}: Pick<StudyResults, "answer" | "figures">): StudyFigure | undefined {
  const directed = figures.filter(({ better }) => better !== undefined);
  return (
    directed.find(({ name }) => name === answer?.figure) ??
    directed.find(({ headline }) => headline === true) ??
    directed[0]
  );
}

/** Cells that have a figure, the best first. */
export function bestCells(cells: readonly CellRow[], figure: StudyFigure): readonly CellRow[] {
  return bestFirst(
    cells.filter(({ figures }) => figures[figure.name] !== undefined),
    figure,
  );
}
