import { mostCells, pairCount } from "./compare-pairs.ts";
import type { ComparedCells } from "./compared-cells.ts";
import type { CellRow, CurveSpread, RunRow } from "./results.ts";

// What of a study of thousands of cells fits into results.json, so that it can be read again (a text of ours has 268 MB at most) and
// kept in memory. All of other studies does.

/** Bytes of runs, cells and findings together, about, and of findings. */
const mostBytes = 200e6;
const mostOfFindings = 80e6;

/** Rows by which the size of all is estimated. */
const sampleSize = 50;

/** Bytes that rows take in a file, by some of them. */
export function bytesOfRows(rows: readonly object[]): number {
  if (rows.length === 0) return 0;
  const every = Math.ceil(rows.length / sampleSize);
  const sample = rows.filter((_, index) => index % every === 0);
  return (rows.length * JSON.stringify(sample).length) / sample.length;
}

/** Bytes that are left for findings. */
export function roomForFindings(runs: readonly RunRow[], cells: readonly CellRow[]): number {
  return Math.min(mostOfFindings, mostBytes - bytesOfRows(runs) - bytesOfRows(cells));
}

/** Points that a curve is given with where all are too many, from the most. */
const fewerPoints = [40, 20, 10, 5, 2] as const;

/** Cells with curves that there is room for, and what of them is left out, in sentences. */
export interface CellsWithCurves {
  readonly cells: readonly CellRow[];
  readonly left: readonly string[];
}

/** The cells with their curves; where these would take more than half of the room, with fewer points of each. @param most bytes of all rows */
export function keptCurves(
  runs: readonly RunRow[],
  cells: readonly CellRow[],
  most: number = mostBytes,
): CellsWithCurves {
  const others = bytesOfRows(cells.map((cell) => ({ ...cell, curves: [] })));
  const room = (most - bytesOfRows(runs) - others) / 2;
  if (bytesOfRows(cells) - others <= room) return { cells, left: [] };
  const kept = fewerPoints.map((most) => withPoints(cells, most));
  const chosen = kept.findIndex((some) => bytesOfRows(some) - others <= room);
  const index = chosen < 0 ? fewerPoints.length - 1 : chosen;
  return {
    cells: kept[index] as readonly CellRow[],
    left: [
      `Curves of more than ${fewerPoints[index]} points are given at as many of them, the first and the last included: all would be more than results.json can hold.`,
    ],
  };
}

function withPoints(cells: readonly CellRow[], most: number): readonly CellRow[] {
  const thinned = ({ points, ...info }: CurveSpread): CurveSpread => ({
    ...info,
    points: Array.from(
      { length: most },
      (_, index) =>
        points[Math.round((index * (points.length - 1)) / (most - 1))] as CurveSpread["points"][number],
    ),
  });
  return cells.map((cell) => ({
    ...cell,
    curves: cell.curves.map((curve) => (curve.points.length > most ? thinned(curve) : curve)),
  }));
}

/** What findings give of comparisons. */
export interface KeptFindings {
  /** Of comparisons of more cells than these some pairs are given. */
  readonly mostCells: number;
  /** Whether sentences count what they would name. */
  readonly isBrief: boolean;
  /** So many figures have comparisons; those after them have none. */
  readonly figures: number;
}

/** Bytes of a pair beside both ids, of a part of a sentence, and of a brief one, about. */
const [ofPair, ofPart, ofSentence] = [250, 90, 250];

/**
 * All comparisons with all pairs, where there is room for them; else brief ones with neighbours, ends and extremes, and where even these
 * are too many, those of the first figures.
 * @param room bytes
 */
export function keptFindings(groups: readonly ComparedCells[], figures: number, room: number): KeptFindings {
  const bytesWith = (most: number, isBrief: boolean): number =>
    groups.reduce((sum, { place, cells }) => {
      const ids = cells.reduce((all, { id }) => all + id.length + 3, 0);
      const text = isBrief ? ofSentence : ofPart * Math.min(cells.length, mostCells);
      const pairs = pairCount(cells.length, most) * (ofPair + (2 * ids) / cells.length);
      return sum + ids + 2 * place.length + text + pairs;
    }, 0);
  if (figures * bytesWith(mostCells, false) <= room) return { mostCells, isBrief: false, figures };
  const fewest = 2;
  const fitting = Math.floor(room / bytesWith(fewest, true));
  return { mostCells: fewest, isBrief: true, figures: Math.min(figures, Math.max(1, fitting)) };
}
