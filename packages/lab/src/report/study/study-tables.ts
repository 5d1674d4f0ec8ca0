import { toCsv } from "../../data/files/csv.ts";
import type { CellRow, SeedSpread, StudyFigure, StudyResults } from "../../study/results.ts";
import { valueWords } from "../../study/setting-words.ts";
import { curveOf } from "./study-panels.ts";

type Field = string | number | undefined;

/** A row a cell: where it stands, a figure over its seeds, and what is drawn beside it. */
export function figureTable(results: StudyResults, { name, beside }: StudyFigure): string {
  const names = beside === undefined ? [name] : [name, beside];
  return toCsv(
    [...placeColumns(results), ...names.flatMap((figure) => [figure, `${figure} deviation`]), "seeds"],
    results.cells.map((cell) => [
      ...placeOf(results, cell),
      ...names.flatMap((figure) => [cell.figures[figure]?.mean, cell.figures[figure]?.deviation]),
      cell.figures[name]?.seeds ?? 0,
    ]),
  );
}

/** A row a point of the curves of all cells. */
export function curveTable(results: StudyResults, name: string): string {
  return toCsv(
    [...placeColumns(results), "x", "mean", "deviation", "seeds"],
    results.cells.flatMap((cell) =>
      (curveOf(cell, name)?.points ?? []).map((point) => [...placeOf(results, cell), ...pointFields(point)]),
    ),
  );
}

function pointFields({ x, mean, deviation, seeds }: { readonly x: number } & SeedSpread): Field[] {
  return [x, mean, deviation, seeds];
}

function placeColumns({ varied }: StudyResults): string[] {
  return ["data", "model", ...varied.map(({ setting }) => setting)];
}

function placeOf({ varied }: StudyResults, { data, model, varied: values }: CellRow): Field[] {
  return [data, model, ...varied.map(({ setting }) => valueWords(values[setting] ?? ""))];
}
