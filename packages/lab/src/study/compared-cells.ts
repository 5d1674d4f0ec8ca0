import { group } from "d3-array";
import type { CellRow, Comparison, Place, StudyResults } from "./results.ts";
import { settingTitle, settingWords, valueWords } from "./setting-words.ts";

/** Cells that differ in one thing only. */
export interface ComparedCells {
  /** What they differ in: `model`, or the name of a setting. */
  readonly over: string;
  readonly data: string;
  /** What they have in common: `mnist, deep, latent size 8`. */
  readonly place: string;
  /** Two or more: of a setting in the order of its values, of models in that of the study. */
  readonly cells: readonly CellRow[];
}

/** All groups of cells that differ in one thing only: by every setting that varies, then by the model. */
export function comparedCells({
  cells,
  varied,
}: Pick<StudyResults, "cells" | "varied">): readonly ComparedCells[] {
  const bySetting = varied.flatMap(({ setting, values }) => {
    const positions = new Map(values.map((value, index) => [JSON.stringify(value), index]));
    const position = (cell: CellRow): number => positions.get(JSON.stringify(cell.varied[setting])) ?? -1;
    return grouped(cells, setting).map(({ cells: ofGroup, ...group }) => {
      const placed = ofGroup.map((cell) => ({ cell, at: position(cell) })).sort((a, b) => a.at - b.at);
      return { ...group, cells: placed.map(({ cell }) => cell) };
    });
  });
  return [...bySetting, ...grouped(cells, "model")].filter((group) => group.cells.length > 1);
}

function grouped(cells: readonly CellRow[], over: string): readonly ComparedCells[] {
  return [...group(cells, (cell) => placeWords(cell, over))].map(([place, group]) => ({
    ...{ over, place, cells: group },
    data: (group[0] as CellRow).data,
  }));
}

/** Cells by their ids: where they are looked up many times. */
export type CellsById = ReadonlyMap<string, CellRow>;

export function cellsById(cells: readonly CellRow[]): CellsById {
  return new Map(cells.map((cell) => [cell.id, cell]));
}

/** The cells of a comparison, in its order. */
export function cellsOf(comparison: Comparison, cells: CellsById): readonly CellRow[] {
  return comparison.cells.flatMap((id) => cells.get(id) ?? []);
}

/** Whether what cells differ in is a setting whose values are numbers, so that one comes after the other. */
export function isInOrder(over: string, varied: StudyResults["varied"]): boolean {
  const values = varied.find(({ setting }) => setting === over)?.values ?? [];
  return values.length > 0 && values.every((value) => typeof value === "number");
}

function placeWords({ data, model, varied }: Place, without: string): string {
  const settings = Object.entries(varied)
    .filter(([name]) => name !== without)
    .map(([name, value]) => settingWords(name, value));
  return [data, ...(without === "model" ? [] : [model]), ...settings].join(", ");
}

/** What tells a cell from those that it is compared with: `deep`, or `latent size 8`. */
export function cellWords({ model, varied }: Place, over: string): string {
  if (over === "model") return model;
  return `${settingTitle(over)} ${valueWords(varied[over] ?? "")}`;
}
