import type { Table } from "hourglass-core/internal/data/columns/columns.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { showName } from "hourglass-core/internal/validation.ts";
import { counted, nearestWord } from "hourglass-core/internal/words.ts";
import type { CellSource } from "./cell-source.ts";
import { lookAtColumns } from "./column-look.ts";
import { type FillAdvice, type FilledColumn, type FilledRows, fillRows } from "./fill-rows.ts";
import { placeOfColumn, someOf } from "./name-columns.ts";
import type { TableReading } from "./rows-by-looking.ts";

const advice: FillAdvice = {
  text: () => "correct it, or leave the row out: the model knows the column as no other kind",
  missing: "fill it in, or leave the row out: the model never saw a missing value there",
};

/**
 * Reads the rows of a table whose columns a trained model knows: by name, in any order, or in the order of the model where the
 * source has no names.
 * @throws HourglassError where columns lack, and on cells that the model does not take, naming line and column
 */
export async function rowsOfTable(
  source: CellSource,
  table: Table,
  { labelColumn, signal, onNotice }: TableReading,
): Promise<FilledRows> {
  const { path, names } = source;
  const label = labelColumn === undefined ? undefined : placeOfColumn(source, labelColumn, "--label-column");
  for (const notice of source.notices) onNotice?.(notice);
  const places = source.isNamed ? placesByName(source, table) : placesByOrder(source, table, label);
  const unused = names.filter((_, at) => at !== label && !places.includes(at));
  if (unused.length > 0)
    onNotice?.(`${path}: not used: ${someOf(unused)}; the model does not know such columns`);

  const looks = await lookAtColumns(source, signal);
  const count = looks[0]?.rows ?? 0;
  if (count === 0) throw new HourglassError(`${path}: expected rows of values, found none`);
  const columns = table.map((column, place): FilledColumn => {
    const at = places[place] as number;
    return { column, at, decimalComma: looks[at]?.decimalComma ?? false, refusesMissing: false };
  });
  const rows = await fillRows(source, columns, { count, label, advice, signal });
  const strange = table.flatMap(({ name }, place) => {
    const others = rows.others[place] as number;
    return others === 0 ? [] : [`${showName(name)} (${counted(others, "row")})`];
  });
  if (strange.length > 0) {
    onNotice?.(`${path}: words that the model does not know count as its other word: ${strange.join(", ")}`);
  }
  return rows;
}

function placesByName({ path, names }: CellSource, table: Table): readonly number[] {
  const lacking = table.filter(({ name }) => !names.includes(name)).map(({ name }) => name);
  const [first] = lacking;
  if (first !== undefined) {
    throw new HourglassError(
      `${path}: expected the columns that the model knows, found no ${someOf(lacking)}; ` +
        `the nearest to ${showName(first)} is ${showName(nearestWord(first, names))}`,
    );
  }
  return table.map(({ name }) => names.indexOf(name));
}

function placesByOrder(
  { path, names }: CellSource,
  table: Table,
  label: number | undefined,
): readonly number[] {
  const places = names.flatMap((_, at) => (at === label ? [] : [at]));
  if (places.length === table.length) return places;
  throw new HourglassError(
    `${path}: expected a header with the names of columns, or the ${counted(table.length, "column")} of the model in their order, ` +
      `found ${counted(places.length, "column")} without names`,
  );
}
