import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import { shownValue } from "hourglass-lab/internal/report/words/column-values.ts";
import type { JSX } from "preact";
import { type SampleLook, sampleAt } from "./sample-picture.ts";

interface RowsTableProps {
  /** `[count, sampleSize]`. */
  readonly values: SampleValues;
  readonly count: number;
  readonly look: SampleLook;
  readonly caption: string;
  /** What each is called, before its values. */
  readonly names?: readonly string[];
}

/** Some rows of a table as its lines; nothing of samples that have no columns. */
export function RowsTable({ values, count, look, caption, names }: RowsTableProps): JSX.Element | null {
  const table = tableOf(look.shape);
  if (table === undefined) return null;
  return (
    <div class="row-table">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {names === undefined ? null : <th scope="col">class</th>}
            {table.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: count }, (_, row) => (
            <tr key={row}>
              {names === undefined ? null : <th scope="row">{names[row]}</th>}
              {table.map((column, place) => {
                const value = sampleAt(values, look, row)[place] as number;
                return (
                  <td key={column.name}>{shownValue(column, value, look.statistics?.deviation[place])}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
