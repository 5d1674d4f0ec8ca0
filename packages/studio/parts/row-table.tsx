import { type Column, type Table, wordsOf } from "hourglass-core/internal/data/columns/columns.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import { differencesOf, shownValue } from "hourglass-lab/internal/report/words/column-values.ts";
import type { JSX } from "preact";
import type { SampleLook } from "./sample-picture.ts";

interface RowTableProps {
  readonly look: SampleLook;
  readonly original: SampleValues;
  /** Until there is one, its column is empty. */
  readonly reconstruction: SampleValues | undefined;
  readonly caption: string;
}

/** A row of a table beside what a model makes of it, a line a column; nothing of samples that have no columns. */
export function RowTable(props: RowTableProps): JSX.Element | null {
  const table = tableOf(props.look.shape);
  return table === undefined ? null : <TableOfRow {...props} table={table} />;
}

function TableOfRow({
  table,
  look: { statistics },
  original,
  reconstruction,
  caption,
}: RowTableProps & { readonly table: Table }): JSX.Element {
  const shown = (values: SampleValues, place: number): string =>
    shownValue(table[place]!, values[place] as number, statistics?.deviation[place]);
  const off = reconstruction && differencesOf(table, reconstruction, original, statistics);
  return (
    <div class="row-table">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">column</th>
            <th scope="col">original</th>
            <th scope="col">rebuilt</th>
            <th scope="col">off by</th>
          </tr>
        </thead>
        <tbody>
          {table.map((column, place) => {
            const difference = off?.[place] ?? 0;
            return (
              <tr key={column.name} class={Math.abs(difference) >= 1 ? "differs" : undefined}>
                <th scope="row">{column.name}</th>
                <td>{shown(original, place)}</td>
                <td>{reconstruction === undefined ? "" : shown(reconstruction, place)}</td>
                <td>{offBy(column, difference)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** How far a value is from the original: by deviations of its column, or as another word; nothing where that is not to be seen. */
export function offBy(column: Column, difference: number): string {
  if (wordsOf(column) !== undefined) return difference === 0 ? "" : "≠";
  const size = Math.abs(difference).toFixed(1);
  return Number.isNaN(difference) || size === "0.0" ? "" : `${difference > 0 ? "▲" : "▼"} ${size} σ`;
}
