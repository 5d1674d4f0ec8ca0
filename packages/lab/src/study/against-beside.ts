import { meanOf } from "../evaluation/spread.ts";
import { estimateWords, higherOrLower, significant } from "./figure-words.ts";
import type { CellRow, StudyFigure } from "./results.ts";
import type { RunsOfCells } from "./runs-of-cells.ts";
import { criticalRange } from "./studentized-range.ts";

/** A cell against what is drawn beside its figure: the pixels themselves, or PCA. */
export interface AgainstBeside {
  /** Mean over the seeds of the figure less what is beside it, with its interval; equal ends where there is one seed. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** `against probe accuracy of raw pixels, 0.9150: lower by 0.012 (0.010 to 0.014)` */
  readonly words: string;
}

/**
 * Student's interval of the paired differences of a cell's own trainings: its mean varies with the seeds as a whole, so the
 * deviation that cells share, from which the effect of the seed is taken, would be too small for it.
 * @param count cells from which the best was picked: the level is divided by it (Bonferroni)
 * @returns `undefined` where nothing is beside the figure, or was measured
 */
export function againstBeside(
  cell: CellRow,
  figure: StudyFigure,
  { runs, figures, level, count }: Given,
): AgainstBeside | undefined {
  const beside = figures.find(({ name }) => name === figure.beside);
  if (beside === undefined) return undefined;
  const pairs = (runs.get(cell.id) ?? []).flatMap((run) => {
    const [own, other] = [run.figures[figure.name], run.figures[beside.name]];
    return own === undefined || other === undefined ? [] : [{ difference: own - other, other }];
  });
  if (pairs.length === 0) return undefined;
  const estimate = meanOf(pairs.map(({ difference }) => difference));
  const squares = pairs.reduce((sum, { difference }) => sum + (difference - estimate) ** 2, 0);
  const freedom = pairs.length - 1;
  const reach =
    freedom === 0
      ? 0
      : (criticalRange(level / count, 2, freedom) / Math.SQRT2) * Math.sqrt(squares / freedom / pairs.length);
  const interval = { estimate, low: estimate - reach, high: estimate + reach };
  const value = significant(meanOf(pairs.map(({ other }) => other)), 4);
  const lead = `against ${beside.title}, ${value}`;
  if (reach === 0) {
    const size = significant(Math.abs(estimate), 2);
    return { ...interval, words: `${lead}: ${estimate < 0 ? "lower" : "higher"} by ${size}` };
  }
  const isTold = interval.low > 0 || interval.high < 0;
  const words = isTold
    ? higherOrLower(interval, "difference", { unit: "" })
    : `the seeds cannot tell, ${estimateWords(interval, "difference", { unit: "" })}`;
  return { ...interval, words: `${lead}: ${words}` };
}

interface Given {
  readonly runs: RunsOfCells;
  readonly figures: readonly StudyFigure[];
  readonly level: number;
  readonly count: number;
}
