import { counted } from "hourglass-core/internal/words.ts";
import { describeBudget } from "../../study/budget.ts";
import { findingRows } from "../../study/finding-rows.ts";
import type { PlannedRun, StudyPlan } from "../../study/grid.ts";
import type { RunRow, SeedSpread, StudyResults } from "../../study/results.ts";
import { type RunEstimate, totalSeconds } from "../../study/schedule.ts";
import type { Study } from "../../study/study-file.ts";
import type { TrainingGiven } from "../../study/training-given.ts";
import { formatTable } from "../terminal/format-table.ts";
import { formatSeconds } from "../terminal/progress.ts";
import { firstLine } from "./study-status.ts";

/** What a study would train, and how long that would take. */
export function describePlan(
  { title, question, budget }: Study,
  { cells, runs }: StudyPlan,
  estimates: ReadonlyMap<string, RunEstimate>,
  given: (run: PlannedRun) => TrainingGiven,
  workers: number,
  seconds: number,
): string {
  const rows = runs.map((run) => {
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
    `${title}: ${question}\n\n${equal}\n\n${formatTable([head, ...rows], "right")}\n\n` +
    `${counted(runs.length, "run")} in ${counted(cells.length, "cell")}: at most about ${formatSeconds(seconds)} with ` +
    counted(workers, "worker")
  );
}

/** More rows of findings are for the report. */
const mostRows = 10;

/** A row a cell: the figures that are drawn, with their spread over seeds; below it what was found, and the answer last. */
export function describeResults(results: StudyResults): string {
  const { cells, figures, answer } = results;
  const shown = figures.filter(({ headline }) => headline);
  const head = [
    "data",
    "model",
    "seeds",
    ...shown.map(({ name, unit }) => (unit ? `${name} (${unit})` : name)),
  ];
  const rows = cells.map((cell) => [
    cell.data,
    cell.title,
    String(cell.seeds),
    ...shown.map(({ name }) => formatSpread(cell.figures[name])),
  ]);
  const table = formatTable([head, ...rows], "left");
  const found = describeFindings(results);
  return [table, ...(found === "" ? [] : [found]), ...(answer === undefined ? [] : [answer.text])].join(
    "\n\n",
  );
}

/** A row a pair, those that are told apart first, no more than can be read. */
function describeFindings(results: StudyResults): string {
  const rows = results.findings
    .filter(({ alike }) => alike === undefined)
    .flatMap((found) => findingRows(found, results).map((row) => ({ figure: found.figure, ...row })));
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
  const more = rows.length - mostRows;
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
  const rows = failures.map(({ id, error = "" }) => [id, firstLine(error)]);
  return `${failures.length} of ${counted(total, "run")} failed; --resume tries them again:\n${formatTable(rows, "left")}`;
}
