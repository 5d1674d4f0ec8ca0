import type { ComponentChildren, JSX } from "preact";
import type { CellRow, StudyFigure } from "../../study/results.ts";
import { counted } from "../../words.ts";
import { formatMeanAndDeviation } from "../format.ts";
import { distinct } from "../study-panels.ts";
import { Folded } from "./folded.tsx";
import type { StudyProps } from "./study-page.tsx";
import { Table } from "./table.tsx";

/** A longer table is folded away. */
const mostRows = 16;

/** The figures of every cell, a table a data set and those that are not headlines folded away by measure. */
export function StudyCells({ results: { cells, figures } }: StudyProps): JSX.Element {
  const headline = figures.filter((figure) => figure.headline === true);
  const others = figures.filter((figure) => figure.headline !== true);
  return (
    <section>
      <h2>All numbers</h2>
      {distinct(cells.map(({ data }) => data)).map((data) => {
        const rows = cells.filter((cell) => cell.data === data);
        const table = (title: string, columns: readonly StudyFigure[]): JSX.Element => (
          <CellTable key={title} title={title} rows={rows} columns={columns} />
        );
        return (
          <div key={data}>
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
      })}
    </section>
  );
}

/** `probe` of `probe.accuracy`; empty for a figure that every evaluation gives. */
function measureOf({ name }: StudyFigure): string {
  return name.includes(".") ? (name.split(".")[0] as string) : "";
}

interface CellTableProps {
  readonly title: string;
  readonly rows: readonly CellRow[];
  readonly columns: readonly StudyFigure[];
}

function CellTable({ title, rows, columns }: CellTableProps): JSX.Element | null {
  const shown = columns.filter(({ name }) => rows.some(({ figures }) => figures[name] !== undefined));
  if (shown.length === 0) return null;
  const best = new Map(shown.map((figure) => [figure.name, bestOf(rows, figure)]));
  return (
    <Table
      kind="cells"
      caption={
        <>
          {title} Mean ± sample standard deviation over the seeds, on the test images.
          {shown.some(({ better }) => better !== undefined) &&
            " The best mean of a column in bold; whether it is better than the next is for the findings to say."}
        </>
      }
      columns={[
        { name: "cell" },
        { name: "seeds", numeric: true },
        ...shown.map(({ title: name, unit }) => ({ name, unit, numeric: true })),
      ]}
      rows={rows.map((cell): readonly ComponentChildren[] => [
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

/** The best mean, where there is a direction and means differ. */
function bestOf(rows: readonly CellRow[], { name, better }: StudyFigure): number | undefined {
  const means = rows.flatMap(({ figures }) => figures[name]?.mean ?? []);
  if (better === undefined || new Set(means).size < 2) return undefined;
  return better === "higher" ? Math.max(...means) : Math.min(...means);
}
