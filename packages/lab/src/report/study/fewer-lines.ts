import { group } from "d3-array";
import { meanOf } from "../../evaluation/spread.ts";
import type { CellRow, StudyResults, VariedValue } from "../../study/results.ts";
import { valueWords } from "../../study/setting-words.ts";
import { chosenByRank, chosenWords, evenlyChosen } from "./evenly-chosen.ts";
import type { Line, Panel } from "./study-panels.ts";

/** How many lines of a panel are drawn. */
interface Limits {
  readonly what: string;
  /** All, up to so many. */
  readonly most: number;
  /** Of more, so many. */
  readonly fewer: number;
}

/** There are 24 looks, colours with dashes: more lines are told apart by nothing. */
const lineLimits: Limits = { what: "lines", most: 24, fewer: 6 };
/** Of models that stand below each other. */
export const rowLimits: Limits = { what: "models", most: 60, fewer: 40 };

const mostPanels = 24;
const fewerPanels = 12;
const mostPoints = 100;
const fewerPoints = 50;

/** By what some stand for all. */
interface Rank {
  readonly of: (cell: CellRow) => number | undefined;
  /** What that is: `test bce`. */
  readonly title: string;
  /** Where the numbers of all cells are. */
  readonly file: string;
}

/** What is drawn of all panels, and what is not, in sentences: none where all is. */
export interface DrawnPanels {
  readonly panels: readonly Panel[];
  readonly left: readonly string[];
}

/** The panels that people can read: of very many some, with the same lines in all of them, and some of very many values. */
export function fewerLines(
  panels: readonly Panel[],
  rank: Rank,
  { what, most, fewer }: Limits = lineLimits,
): DrawnPanels {
  const left: string[] = [];
  const rankOf = (lines: readonly Line[]): number | undefined => {
    const values = lines.flatMap(({ cells }) => cells.flatMap((cell) => rank.of(cell) ?? []));
    return values.length === 0 ? undefined : meanOf(values);
  };
  let drawn = panels;
  if (panels.length > mostPanels) {
    drawn = chosenByRank(panels, ({ lines }) => rankOf(lines), fewerPanels);
    left.push(chosenWords(drawn.length, panels.length, "plots", rank.title));
  }
  if (drawn.some(({ lines }) => lines.length > most)) {
    const alike = [
      ...group(
        drawn.flatMap(({ lines }) => lines),
        ({ title }) => title,
      ),
    ];
    const titles = chosenByRank(alike, ([, lines]) => rankOf(lines), fewer).map(([title]) => title);
    drawn = withLines(drawn, (line) => {
      const style = titles.indexOf(line.title);
      return style < 0 ? [] : [{ ...line, style }];
    });
    left.push(chosenWords(titles.length, alike.length, what, rank.title));
  }
  const longest = Math.max(0, ...drawn.flatMap(({ lines }) => lines.map(({ cells }) => cells.length)));
  if (longest > mostPoints) {
    drawn = withLines(drawn, (line) => [{ ...line, cells: evenlyChosen(line.cells, fewerPoints) }]);
    left.push(
      `Of ${longest.toLocaleString("en-US")} values ${fewerPoints} are drawn, at equal distances in their order.`,
    );
  }
  if (left.length > 0) left.push(`All cells are in ${rank.file}.`);
  return { panels: drawn, left };
}

function withLines(panels: readonly Panel[], change: (line: Line) => readonly Line[]): readonly Panel[] {
  return panels
    .map(({ title, lines }) => ({ title, lines: lines.flatMap(change) }))
    .filter(({ lines }) => lines.length > 0);
}

function cellsIn(panels: readonly Panel[]): readonly CellRow[] {
  return panels.flatMap(({ lines }) => lines.flatMap(({ cells }) => cells));
}

/** The results with the cells that are drawn alone: what lies beside a figure are its own numbers. */
export function drawnResults(results: StudyResults, { panels, left }: DrawnPanels): StudyResults {
  if (left.length === 0) return results;
  const drawn = new Set(cellsIn(panels));
  return { ...results, cells: results.cells.filter((cell) => drawn.has(cell)) };
}

/** The values of a setting that are drawn, in their order. */
export function valuesIn(
  panels: readonly Panel[],
  setting: string,
  values: readonly VariedValue[],
): readonly VariedValue[] {
  const drawn = new Set(cellsIn(panels).map(({ varied }) => valueWords(varied[setting] ?? "")));
  return values.filter((value) => drawn.has(valueWords(value)));
}
