import { columnKinds } from "hourglass-core/internal/data/columns/columns.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { showName } from "hourglass-core/internal/validation.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { CellSource } from "./cell-source.ts";
import { type ColumnsFile, dropped } from "./column-choices.ts";
import { type ColumnLook, lookAtColumns } from "./column-look.ts";
import { decideColumn, type KeptColumn } from "./decide-column.ts";
import { type FillAdvice, type FilledColumn, type FilledRows, fillRows } from "./fill-rows.ts";
import { namesIn, placeOfColumn, someOf } from "./name-columns.ts";

/** What is asked of the reading of a table. */
export interface TableReading {
  /** The column that names the class of each row. */
  readonly labelColumn?: string | undefined;
  /** Columns to leave out, divided by commas. */
  readonly drop?: string | undefined;
  /** What is done about missing cells: they are values of their own unless they are refused. */
  readonly missing?: "allow" | "refuse" | undefined;
  /** What a file says of columns. */
  readonly columnsFile?: ColumnsFile | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onNotice?: ((text: string) => void) | undefined;
}

/** A column that is kept, and where it was found. */
type Found = KeptColumn & FilledColumn & { readonly look: ColumnLook };

const advice: FillAdvice = {
  text: (name) =>
    `correct it, or write "${showName(name)}: words" or "${showName(name)}: drop" into a file for --columns`,
  missing: "fill it in, leave the row out, or allow what is missing (--missing allow)",
};

/**
 * Reads the rows of a table whose columns are found out by looking at all cells: a first pass looks, a second one fills.
 * @throws HourglassError naming the line and the column that cannot be used, and what to do
 * @throws UsageError where options name columns that there are not
 */
export async function rowsByLooking(source: CellSource, reading: TableReading): Promise<FilledRows> {
  const { path, names } = source;
  const { columnsFile, signal, onNotice } = reading;
  const choices = columnsFile?.choices ?? {};
  const label =
    reading.labelColumn === undefined
      ? undefined
      : placeOfColumn(source, reading.labelColumn, "--label-column");
  const left = new Set(namesIn(reading.drop).map((name) => placeOfColumn(source, name, "--drop")));
  for (const [name, { kind }] of Object.entries(choices)) {
    const place = placeOfColumn(source, name, columnsFile?.placeOf(name) ?? "--columns");
    if (kind === dropped) left.add(place);
  }
  for (const notice of source.notices) onNotice?.(notice);

  const looks = await lookAtColumns(source, signal);
  const count = looks[0]?.rows ?? 0;
  if (count === 0) throw new HourglassError(`${path}: expected rows of values, found none`);
  const found: Found[] = [];
  const unused: string[] = [];
  for (const [at, look] of looks.entries()) {
    const name = names[at] as string;
    if (at === label || left.has(at)) continue;
    const decision = decideColumn(name, look, {
      choice: choices[name],
      place: columnsFile?.placeOf(name) ?? path,
      isText: source.texts.has(name),
      refusesMissing: reading.missing === "refuse",
    });
    if ("dropped" in decision) unused.push(`${showName(name)} (${decision.dropped})`);
    else found.push({ ...decision, at, look, decimalComma: look.decimalComma });
  }
  if (found.length === 0) {
    const why = unused.length === 0 ? "" : `: not used are ${unused.slice(0, 10).join(", ")}`;
    throw new HourglassError(
      `${path}: expected a column to learn from, found none${why}; say what columns are in a file (--columns)`,
    );
  }
  if (onNotice !== undefined) for (const notice of noticesOf(path, found, unused)) onNotice(notice);
  return fillRows(source, found, { count, label, advice, signal });
}

/** What was decided by looking, for people to know. */
function noticesOf(path: string, found: readonly Found[], unused: readonly string[]): readonly string[] {
  const commas = found.filter(({ decimalComma, column }) => decimalComma && column.kind === "number");
  const gaps = found.filter(({ look, refusesMissing }) => look.missing > 0 && !refusesMissing);
  const rare = found.filter(({ rare: of }) => (of?.rows ?? 0) > 0);
  const list = (of: readonly Found[], words: (one: Found) => string): string =>
    of.map((one) => `${showName(one.column.name)} (${words(one)})`).join(", ");
  return [
    `${path}: columns: ${usedWords(found)}`,
    ...(unused.length === 0
      ? []
      : [`${path}: not used: ${unused.join(", ")}; to keep a column, say what it is in a file (--columns)`]),
    ...(commas.length === 0
      ? []
      : [
          `${path}: numbers with a decimal comma: ${someOf(commas.map(({ column }) => column.name))}: 3,14 is read as 3.14`,
        ]),
    ...(gaps.length === 0
      ? []
      : [
          `${path}: missing cells: ${list(gaps, ({ look }) => `${counted(look.missing, "cell")} of ${look.rows}`)}`,
        ]),
    ...(rare.length === 0
      ? []
      : [
          `${path}: rare words count as one other word: ${list(rare, (one) => `${counted(one.rare?.rows ?? 0, "row")} of ${counted(one.rare?.words ?? 0, "word")}`)}`,
        ]),
  ];
}

/** What columns are taken for, kind by kind: `numbers: load, speed; words: mode`. */
function usedWords(found: readonly Found[]): string {
  return columnKinds.kinds
    .flatMap(({ name, plural }) => {
      const own = found.filter(({ column }) => column.kind === name);
      return own.length === 0 ? [] : [`${plural}: ${someOf(own.map(({ column }) => column.name))}`];
    })
    .join("; ");
}
