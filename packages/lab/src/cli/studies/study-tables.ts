import { group } from "d3-array";
import { counted } from "hourglass-core/internal/words.ts";
import { describeBudget } from "../../study/budget.ts";
import { strongestRows } from "../../study/finding-rows.ts";
import type { PlannedRun, StudyPlan } from "../../study/grid.ts";
import { bestCells, leadingFigure } from "../../study/leading-figure.ts";
import type { RunRow, SeedSpread, StudyResults } from "../../study/results.ts";
import { type RunEstimate, totalSeconds } from "../../study/schedule.ts";
import type { Study } from "../../study/study-file.ts";
import type { TrainingGiven } from "../../study/training-given.ts";
import { formatTable } from "../terminal/format-table.ts";
import { formatSeconds } from "../terminal/progress.ts";
import { firstLine } from "./study-status.ts";

/** How much of a long table is printed: all rows up to so many, of more fewer. */
interface RowLimit {
  readonly most: number;
  readonly fewer: number;
}
const mostPlanned: RowLimit = { most: 200, fewer: 40 };
const mostCells: RowLimit = { most: 200, fewer: 20 };
const mostFailures: RowLimit = { most: 100, fewer: 20 };

function shownOf(all: number, { most, fewer }: RowLimit): number {
  return all <= most ? all : fewer;
}

/** A line below a table that has not all rows; empty where it has. @param ending `, which cells.csv lists` */
function moreWords(all: number, limit: RowLimit, what: string, ending: string): string {
  const more = all - shownOf(all, limit);
  return more === 0 ? "" : `\nand ${counted(more, what)} more${ending}`;
}

/** What a study would train, and how long that would take. */
export function describePlan(
  { title, question, budget }: Study,
  { cells, runs }: StudyPlan,
  estimates: ReadonlyMap<string, RunEstimate>,
  given: (run: PlannedRun) => TrainingGiven,
  workers: number,
  seconds: number,
): string {
  const rows = runs.slice(0, shownOf(runs.length, mostPlanned)).map((run) => {
    const { epochs, steps, images } = given(run);
    return [
      run.id,
      ...[epochs, steps, images].map((count) => count.toLocaleString("en-US")),
      formatSeconds(totalSeconds(estimates.get(run.id) ?? { training: 0, after: 0 })),
    ];
  });
  const head = ["run, at most", "epochs", "steps", "images", "time about"];
  const equal =
    budget === undefined
      ? "No budget: the settings say how long each model is trained."
      : describeBudget(budget);
  return (
    `${title}: ${question}\n\n${equal}\n\n${formatTable([head, ...rows], "right")}${moreWords(runs.length, mostPlanned, "run", "")}\n\n` +
    `${counted(runs.length, "run")} in ${counted(cells.length, "cell")}: at most about ${formatSeconds(seconds)} with ` +
    counted(workers, "worker")
  );
}

/** More rows of findings are for the report; of a figure with more comparisons those with the greatest effects come first. */
const mostRows = 10;
const mostCompared = 500;

/** A row a cell: the figures that are drawn, with their spread over seeds; below it what was found, and the answer last. */
export function describeResults(results: StudyResults): string {
  const { cells, figures, answer } = results;
  const leading = leadingFigure(results);
  const printed =
    cells.length <= mostCells.most || leading === undefined
      ? cells.slice(0, shownOf(cells.length, mostCells))
      : [...group(cells, ({ data }) => data).values()].flatMap((ofData, _, sets) =>
          bestCells(ofData, leading).slice(0, Math.ceil(mostCells.fewer / sets.length)),
        );
  const shown = figures.filter(({ headline }) => headline);
  const head = [
    "data",
    "model",
    "seeds",
    ...shown.map(({ name, unit }) => (unit ? `${name} (${unit})` : name)),
  ];
  const rows = printed.map((cell) => [
    cell.data,
    cell.title,
    String(cell.seeds),
    ...shown.map(({ name }) => formatSpread(cell.figures[name])),
  ]);
  const more = cells.length - printed.length;
  const which = leading === undefined ? "first" : `best by ${leading.title}`;
  const left =
    more === 0 ? "" : `\nthe ${printed.length} ${which}; cells.csv has ${counted(more, "cell")} more`;
  const table = formatTable([head, ...rows], "left") + left;
  const found = describeFindings(results);
  return [table, ...(found === "" ? [] : [found]), ...(answer === undefined ? [] : [answer.text])].join(
    "\n\n",
  );
}

/** A row a pair, those that are told apart first, no more than can be read. */
function describeFindings(results: StudyResults): string {
  const tables = results.findings
    .filter(({ alike }) => alike === undefined)
    .map((found) => ({ figure: found.figure, ...strongestRows(found, results, mostCompared, mostRows) }));
  const rows = tables.flatMap(({ figure, rows }) => rows.map((row) => ({ figure, ...row })));
  if (rows.length === 0) return "";
  const sorted = [
    ...rows.filter(({ toldApart }) => toldApart),
    ...rows.filter(({ toldApart }) => !toldApart),
  ];
  const table = formatTable(
    [
      ["figure", "where", "what", "difference (95 % interval)", "verdict"],
      ...sorted
        .slice(0, mostRows)
        .map(({ figure, where, what, difference, unit, verdict }) => [
          ...[figure, where, what],
          `${difference} ${unit}`.trimEnd(),
          verdict,
        ]),
    ],
    "left",
  );
  const more = tables.reduce((sum, { count }) => sum + count, 0) - Math.min(mostRows, rows.length);
  return more <= 0 ? table : `${table}\nand ${counted(more, "comparison")} more, which the report lists`;
}

/** `0.0812 ± 0.0003`: four significant digits, and the deviation to the same decimals. */
function formatSpread(spread: SeedSpread | undefined): string {
  if (spread === undefined) return "";
  const { mean, deviation } = spread;
  const decimals = mean === 0 ? 4 : Math.min(8, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(mean)))));
  return deviation === undefined
    ? mean.toFixed(decimals)
    : `${mean.toFixed(decimals)} ± ${deviation.toFixed(decimals)}`;
}

/** Lines that name models with which something is wrong: no more than can be read. */
export function describeRunWarnings({ runs }: StudyResults): readonly string[] {
  const lines = runs.flatMap(({ id, warnings = [] }) => warnings.map((text) => `warning: ${id}: ${text}`));
  const more = lines.length - mostWarnings;
  if (more <= 0) return lines;
  return [...lines.slice(0, mostWarnings), `and ${counted(more, "warning")} more, which the report lists`];
}

const mostWarnings = 8;

/** What did not work, a row a run. */
export function describeFailures(failures: readonly RunRow[], total: number): string {
  const shown = failures.slice(0, shownOf(failures.length, mostFailures));
  const rows = shown.map(({ id, error = "" }) => [id, firstLine(error)]);
  return (
    `${failures.length} of ${counted(total, "run")} failed; --resume tries them again:\n${formatTable(rows, "left")}` +
    moreWords(failures.length, mostFailures, "run", ", which results.csv lists")
  );
}
