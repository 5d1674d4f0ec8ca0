import { group } from "d3-array";
import type { CellRow, CurveSpread, SeedSpread, StudyResults, VariedValue } from "../../study/results.ts";
import { valueWords } from "../../study/setting-words.ts";
import { placeWords, type Varied, variedSettings } from "./varied.ts";

/** More lines in one plot would be a tangle. */
const mostLines = 6;

/** Cells that a line connects, in the order of the values. */
export interface Line {
  readonly title: string;
  /** Position among the lines of its figure: decides how it looks. */
  readonly style: number;
  readonly cells: readonly CellRow[];
}

/** One plot of several side by side. */
export interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** What is drawn against the values of `varied`: a line a model, and a line a combination of the other settings. */
export function panelsOver(results: StudyResults, varied: Varied): readonly Panel[] {
  const others = variedSettings(results).filter(({ setting }) => setting !== varied.setting);
  const byValue = group(results.cells, (cell) => String(cell.varied[varied.setting]));
  const sorted = varied.values.flatMap((value) => byValue.get(String(value)) ?? []);
  return panelsOf(sorted, others);
}

/** Lines of one cell each, for what has an axis of its own: a line a model and a combination of the settings. */
export function panelsOfCells(results: StudyResults, cells: readonly CellRow[]): readonly Panel[] {
  return panelsOf(cells, variedSettings(results));
}

/** A panel a data set; where that would have too many lines and there are several models, a panel a model in each. */
function panelsOf(cells: readonly CellRow[], others: readonly Varied[]): readonly Panel[] {
  const models = distinct(cells.map(({ model }) => model));
  const words = new Map(cells.map((cell) => [cell, placeWords(cell, others)]));
  const placeOf = (cell: CellRow): string => words.get(cell) ?? "";
  const places = distinct([...words.values()]);
  const crowded = models.length > 1 && places.length > 1 && models.length * places.length > mostLines;
  // The facet with more members is the one that is kept together.
  const apart = crowded ? (places.length >= models.length ? "model" : "place") : undefined;
  const lineOf = (cell: CellRow): string => {
    const place = placeOf(cell);
    if (apart === "model") return place;
    if (apart === "place" || place === "") return cell.model;
    return models.length === 1 ? place : `${cell.model}, ${place}`;
  };
  const panelOf = (cell: CellRow): string => {
    if (apart === undefined) return cell.data;
    return `${cell.data}, ${apart === "model" ? cell.model : placeOf(cell)}`;
  };
  const styles = new Map(distinct(cells.map(lineOf)).map((title, style) => [title, style]));
  return [...group(cells, panelOf, lineOf)].map(([title, lines]) => ({
    title,
    lines: [...lines]
      .map(([line, members]): Line => ({ title: line, style: styles.get(line) ?? 0, cells: members }))
      .sort((a, b) => a.style - b.style),
  }));
}

/** A figure of a cell over its seeds, and that which is drawn beside it. */
export interface PlacedFigure extends SeedSpread {
  readonly value: VariedValue;
}

/** The figure `name` of a line's cells where they have it, over the values of `setting`. */
export function figureOver(line: Line, name: string | undefined, setting: string): readonly PlacedFigure[] {
  return line.cells.flatMap((cell) => {
    const spread = cell.figures[name ?? ""];
    const value = cell.varied[setting];
    return spread === undefined || value === undefined ? [] : [{ ...spread, value }];
  });
}

/** Whether all lines have the same numbers at the same values, as what does not depend on a model has. */
export function areSame(lines: readonly (readonly PlacedFigure[])[]): boolean {
  const means = new Map<string, number>();
  return lines.flat().every(({ value, mean }) => {
    const key = valueWords(value);
    const known = means.get(key) ?? mean;
    means.set(key, known);
    return Math.abs(known - mean) <= 1e-6 * Math.abs(known);
  });
}

/** The curves that cells have, one of each name. */
export function curvesOf({ cells }: StudyResults): readonly CurveSpread[] {
  return [...new Map(cells.flatMap(({ curves }) => curves.map((curve) => [curve.name, curve]))).values()];
}

export function curveOf(cell: CellRow, name: string): CurveSpread | undefined {
  return cell.curves.find((curve) => curve.name === name);
}

export function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
