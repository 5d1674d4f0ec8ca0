import { kindOfColumn, type Table, wordsOf } from "hourglass-core/internal/data/columns/columns.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { toCsv } from "../../data/files/csv.ts";
import type { Drawn } from "../pictures/draw-sample.ts";
import { shownValue } from "../words/column-values.ts";
import { differenceMarks } from "./difference-marks.ts";
import { Folded } from "./folded.tsx";
import type { SampleGroup, ShownSample } from "./sample-groups.ts";
import type { ChosenColumns } from "./table-columns.ts";

interface SampleTableProps {
  readonly table: Table;
  readonly statistics: Drawn["statistics"];
  readonly groups: readonly SampleGroup[];
  readonly columns: ChosenColumns;
}

/** Rows of a table, a line each, in the units of their columns; the columns that are not shown are named below. */
export function SampleTable({ table, statistics, groups, columns }: SampleTableProps): JSX.Element {
  const { shown, others } = columns;
  const alignment = (place: number): string => (wordsOf(table[place]!) === undefined ? "number" : "text");
  return (
    <>
      <div class="sample-rows">
        <table>
          <thead>
            <tr>
              <td />
              {shown.map((place) => (
                <th key={place} scope="col" class={alignment(place)}>
                  {table[place]!.name}
                </th>
              ))}
            </tr>
          </thead>
          {groups.map(({ title, samples }, group) => (
            <tbody key={group}>
              {title !== undefined && (
                <tr class="group">
                  <th scope="rowgroup" colSpan={shown.length + 1}>
                    <span>{title}</span>
                  </th>
                </tr>
              )}
              {samples.map((sample, line) => (
                <tr key={line}>
                  <th scope="row">{sample.label}</th>
                  <Cells {...{ table, statistics, sample, shown, alignment }} />
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {others.length > 0 && (
        <Folded title={`The other ${counted(others.length, "column")}, in the same order`}>
          <p class="column-names">{others.map((place) => table[place]!.name).join(", ")}.</p>
        </Folded>
      )}
    </>
  );
}

interface CellsProps extends Pick<SampleTableProps, "table" | "statistics"> {
  readonly sample: ShownSample;
  readonly shown: readonly number[];
  readonly alignment: (place: number) => string;
}

function Cells({ table, statistics, sample, shown, alignment }: CellsProps): JSX.Element {
  const marks = differenceMarks(table, sample, statistics, shown);
  return (
    <>
      {shown.map((place) => {
        const text = shownValue(table[place]!, sample.values[place] as number, statistics?.deviation[place]);
        const mark = marks.get(place);
        return (
          <td key={place} class={alignment(place)}>
            {mark === undefined ? (
              text
            ) : (
              <b>
                {mark} {text}
              </b>
            )}
          </td>
        );
      })}
    </>
  );
}

/** All columns of all samples as a file: values as the data have them, with all their digits, and empty where they are missing. */
export function sampleRowsFile(table: Table, groups: readonly SampleGroup[]): string {
  const write = (values: SampleValues): readonly string[] =>
    table.map((column, place) => kindOfColumn(column).write(values[place] as number, column));
  return toCsv(
    ["group", "row", ...table.map(({ name }) => name)],
    groups.flatMap(({ title = "", samples }) =>
      samples.map(({ label, values }) => [title, label, ...write(values)]),
    ),
  );
}
