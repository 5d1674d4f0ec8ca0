import { kindOfColumn } from "hourglass-core/internal/data/columns/columns.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { toCsv } from "../../../../data/files/csv.ts";
import { areOfWords, type ColumnErrors } from "../../../../evaluation/column-errors.ts";
import type { Piece } from "../../../components/section.ts";
import { Table } from "../../../components/table.tsx";
import { formatCount, formatNumber, formatPercent } from "../../../words/format.ts";
import { countedSamples, samplesOf } from "../../../words/sample-words.ts";
import type { SoundReportInput } from "../report-section.ts";

const mostRows = 30;

/** The error of each column of a table's rows beside that of guessing; nothing of other samples. */
export function columnErrors({ summary, evaluation }: SoundReportInput): readonly Piece[] {
  const { errorsByColumn: errors, images } = evaluation.measures;
  if (errors === undefined) return [];
  const samples = samplesOf(summary);
  const { title, plural } = samples;
  const ranked = errors.toSorted((a, b) => unexplained(b) - unexplained(a));
  const rest = ranked.slice(mostRows);
  const mayLack = errors.some((column) => missingIn(column) !== undefined);
  const table: Piece = {
    view: (
      <Table
        caption={
          <>
            Test errors by column. Of quantities the root of the mean squared error in the column's own unit,
            beside that of guessing the column's mean for every {title}, its standard deviation; of words the
            share of {plural} whose word is rebuilt wrong, beside that of guessing the most frequent word of
            the test {plural}. Unexplained is what the reconstructions leave of what guessing gets wrong, of
            quantities of the squared error; the largest come first.
            {mayLack &&
              ` Missing are those of the ${countedSamples(images, samples, "test ")} that lack a value, which do not count for its column.`}
            {rest.length > 0 && ` The other ${counted(rest.length, "column")} stand below.`} All are in{" "}
            <a href="figures/error-by-column.csv">figures/error-by-column.csv</a>.
          </>
        }
        columns={[
          { name: "column" },
          { name: "error", numeric: true },
          { name: "error of guessing", numeric: true },
          { name: "unexplained", numeric: true },
          ...(mayLack ? [{ name: "missing", unit: `test ${plural}`, numeric: true }] : []),
        ]}
        rows={ranked.slice(0, mostRows).map((column) => {
          const missing = missingIn(column);
          return [
            column.name,
            ...errorTexts(column),
            column.unexplained === undefined ? "does not vary" : formatPercent(column.unexplained),
            ...(mayLack ? [missing === undefined ? "" : formatCount(missing)] : []),
          ];
        })}
      />
    ),
    files: { "figures/error-by-column.csv": fileOf(errors) },
  };
  if (rest.length === 0) return [table];
  return [
    table,
    {
      folded: `The other ${counted(rest.length, "column")}, in the same order`,
      view: <p class="column-names">{rest.map(({ name }) => name).join(", ")}.</p>,
    },
  ];
}

/** What does not vary comes last. */
function unexplained({ unexplained: share = -1 }: ColumnErrors): number {
  return share;
}

function missingIn(column: ColumnErrors): number | undefined {
  return areOfWords(column) ? undefined : column.missing;
}

/** The error of a column and that of guessing. */
function errorTexts(column: ColumnErrors): readonly [string, string] {
  if (areOfWords(column)) {
    const { wrong, wrongByGuessing, mostFrequent } = column;
    return [
      `${formatPercent(wrong)} wrong`,
      `${formatPercent(wrongByGuessing)} wrong (${mostFrequent || "missing"})`,
    ];
  }
  const { rootMeanSquare, standardDeviation } = column;
  if (rootMeanSquare === undefined || standardDeviation === undefined) return ["all missing", ""];
  const { unit } = kindOfColumn(column);
  const text = (value: number): string => `${formatNumber(value)}${unit === undefined ? "" : ` ${unit}`}`;
  return [text(rootMeanSquare), text(standardDeviation)];
}

function fileOf(errors: readonly ColumnErrors[]): string {
  return toCsv(
    [
      ...["column", "kind", "unit", "rootMeanSquare", "standardDeviation"],
      ...["wrong", "wrongByGuessing", "mostFrequent", "unexplained", "missing"],
    ],
    errors.map((column) => {
      const { name, kind, unexplained: share } = column;
      return areOfWords(column)
        ? [
            ...[name, kind, undefined, undefined, undefined],
            ...[column.wrong, column.wrongByGuessing, column.mostFrequent, share, undefined],
          ]
        : [
            ...[name, kind, kindOfColumn(column).unit, column.rootMeanSquare, column.standardDeviation],
            ...[undefined, undefined, undefined, share, column.missing],
          ];
    }),
  );
}
