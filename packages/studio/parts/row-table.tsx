import { type Table, textsOfRow } from "hourglass-core/internal/data/columns/columns.ts";
import { comparedRow } from "hourglass-core/internal/data/columns/compared-row.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import type { JSX } from "preact";
import type { SampleLook } from "./sample-picture.ts";

interface RowTableProps {
  readonly look: SampleLook;
  readonly original: SampleValues;
  /** What the encoder saw of it, where noise is put on it; nothing else has units. */
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
  const texts = textsOfRow(table, original as Float32Array);
  const compared =
    reconstruction === undefined || statistics === undefined
      ? undefined
      : comparedRow(table, original, reconstruction, statistics);
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
          {table.map(({ name }, place) => {
            const { to, rise, differs } = compared?.[place] ?? {};
            return (
              <tr key={name} class={differs === true ? "differs" : undefined}>
                <th scope="row">{name}</th>
                <td>{texts[place] === "" ? "missing" : texts[place]}</td>
                <td>{to}</td>
                <td>{to === undefined ? "" : offBy(rise, differs === true)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** How far a value is from the original, in words: by deviations of its column, or as another word. */
export function offBy(rise: number | undefined, differs: boolean): string {
  if (rise === undefined) return differs ? "≠" : "";
  if (rise === 0) return "";
  return `${rise > 0 ? "▲" : "▼"} ${Math.abs(rise).toFixed(1)} σ`;
}
