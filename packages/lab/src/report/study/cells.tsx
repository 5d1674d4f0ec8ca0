import { group } from "d3-array";
import { counted } from "hourglass-core/internal/words.ts";
import type { ComponentChildren, JSX } from "preact";
import { bestMean } from "../../study/best-mean.ts";
import { bestCells, leadingFigure } from "../../study/leading-figure.ts";
import type { CellRow, StudyFigure } from "../../study/results.ts";
import { Folded } from "../components/folded.tsx";
import type { Section } from "../components/section.ts";
import { Table } from "../components/table.tsx";
import { formatMeanAndDeviation } from "../words/format.ts";
import { distinct } from "./study-panels.ts";
import type { DrawnStudy } from "./study-plots.ts";
import { samplesOfStudy } from "./study-words.ts";
import { fewerTableRows, firstRows, firstWords, mostTableRows } from "./table-limits.ts";

/** A longer table is folded away. */
const mostRows = 16;

/** The figures of every cell, a table a data set and those that are not headlines folded away by measure. */
export const studyCells: Section<DrawnStudy> = {
  title: "All numbers",
  parts: ({ results }) => {
    const { cells, figures } = results;
    const samples = samplesOfStudy(results).plural;
    const leading = leadingFigure(results);
    return [...group(cells, (cell) => cell.data)].map(([data, rows]) => ({
      view: <CellsOfData {...{ data, rows, figures, leading, samples }} />,
    }));
  },
};

interface CellsOfDataProps extends Pick<CellTableProps, "samples" | "leading"> {
  readonly data: string;
  readonly rows: readonly CellRow[];
  readonly figures: readonly StudyFigure[];
}

function CellsOfData({ data, rows, figures, leading, samples }: CellsOfDataProps): JSX.Element {
  const headline = figures.filter((figure) => figure.headline === true);
  const others = figures.filter((figure) => figure.headline !== true);
  const table = (title: string, columns: readonly StudyFigure[]): JSX.Element => (
    <CellTable key={title} {...{ title, rows, columns, leading, samples }} />
  );
  return (
    <div>
      {headline.length > 0 && (
        <Folded title={`${data}: ${counted(rows.length, "cell")}`} when={rows.length > mostRows}>
          {table(`${data}: the figures of the plots.`, headline)}
        </Folded>
      )}
      {others.length > 0 && (
        <Folded title={`${data}: all other figures`}>
          {distinct(others.map(measureOf)).map((measure) =>
            table(
              `${data}: ${measure || "reconstruction"}.`,
              others.filter((figure) => measureOf(figure) === measure),
            ),
          )}
        </Folded>
      )}
    </div>
  );
}

/** `probe` of `probe.accuracy`; empty for a figure that every evaluation gives. */
function measureOf({ name }: StudyFigure): string {
  return name.includes(".") ? (name.split(".")[0] as string) : "";
}

interface CellTableProps {
  /** What the samples are called. */
  readonly samples: string;
  readonly title: string;
  readonly rows: readonly CellRow[];
  readonly columns: readonly StudyFigure[];
  /** By which the best of very many cells are shown. */
  readonly leading: StudyFigure | undefined;
}

function CellTable({ title, rows, columns, leading, samples }: CellTableProps): JSX.Element | null {
  const shown = columns.filter(({ name }) => rows.some(({ figures }) => figures[name] !== undefined));
  if (shown.length === 0) return null;
  const best = new Map(shown.map((figure) => [figure.name, bestMean(rows, figure)]));
  return (
    <Table
      kind="cells"
      caption={
        <>
          {title} Mean ± sample standard deviation over the seeds, on the test {samples}.
          {shown.some(({ better }) => better !== undefined) &&
            " The best mean of a column in bold; whether it is better than the next is for the findings to say."}
          {firstWords(rows.length, "cells.csv", leading === undefined ? "first" : `best by ${leading.title}`)}
        </>
      }
      columns={[
        { name: "cell" },
        { name: "seeds", numeric: true },
        ...shown.map(({ title: name, unit }) => ({ name, unit, numeric: true })),
      ]}
      rows={bestRows(rows, leading).map((cell): readonly ComponentChildren[] => [
        cell.title,
        cell.seeds,
        ...shown.map(({ name }) => {
          const spread = cell.figures[name];
          if (spread === undefined) return "—";
          const text = formatMeanAndDeviation(spread.mean, spread.deviation);
          return spread.mean === best.get(name) ? <strong key={name}>{text}</strong> : text;
        }),
      ])}
    />
  );
}

/** Of very many cells the best, the best first. */
function bestRows(rows: readonly CellRow[], leading: StudyFigure | undefined): readonly CellRow[] {
  if (rows.length <= mostTableRows || leading === undefined) return firstRows(rows);
  return bestCells(rows, leading).slice(0, fewerTableRows);
}
