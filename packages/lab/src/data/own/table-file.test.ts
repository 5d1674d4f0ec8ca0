import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import { parquetWriteBuffer } from "hyparquet-writer";
import { beforeEach, describe, expect, test } from "vitest";
import { writeFiles } from "../../../../../test/support/own-files.ts";
import { loadOwnDataset } from "./load-own.ts";
import { openPath } from "./open-path.ts";
import type { OwnDataOptions } from "./own-data.ts";

let folder: string;
let notices: string[];
let columnsNotice: string | undefined;

beforeEach(async () => {
  notices = [];
  folder = await mkdtemp(join(tmpdir(), "hourglass-"));
  return () => rm(folder, { recursive: true, force: true });
});

/** Rows of a file as they are read: its columns, and its values row by row. */
async function read(
  content: Uint8Array | string,
  options: OwnDataOptions & { readonly columnsText?: string; readonly name?: string } = {},
) {
  const { columnsText, name = "t.csv", ...asked } = options;
  await writeFiles(folder, { [name]: content, "columns.yaml": columnsText ?? "" });
  const path = join(folder, name);
  const columns = columnsText === undefined ? {} : { columns: join(folder, "columns.yaml") };
  // What the columns are taken for is said of every table.
  const onNotice = (text: string): void => {
    const told = text.replaceAll(`${folder}/`, "");
    if (told.includes(": columns: ")) columnsNotice = told;
    else notices.push(told);
  };
  const dataset = (await loadOwnDataset(path, { ...asked, ...columns, onNotice })) as Dataset<RowSet>;
  const { train, test: held, classNames } = dataset;
  // As the file has them: what is held out goes back to its place.
  const width = train.columns;
  const rows: number[][] = [];
  for (const [part, of] of [
    [train, dataset.origins?.train.places],
    [held, dataset.origins?.test.places],
  ] as const) {
    for (let row = 0; row < part.count; row++) {
      rows[of?.[row] as number] = [...part.values.subarray(row * width, (row + 1) * width)];
    }
  }
  return { table: train.table, rows, dataset, classNames };
}

/** What refuses a file, without the folder. */
async function refusal(...given: Parameters<typeof read>): Promise<string> {
  const error = await read(...given).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return (error as Error).message.replaceAll(`${folder}/`, "");
}

const lines = (...of: readonly string[]): string => `${of.join("\n")}\n`;

/** Lines of rows that a function of the row makes. */
const many = (count: number, line: (row: number) => string): string =>
  Array.from({ length: count }, (_, row) => `${line(row)}\n`).join("");

describe("columns are found by looking at their cells", () => {
  const text = lines(
    "a,colour,day",
    "1.5,red,2024-03-02",
    "-2e1,blue,2024-03-01T12:00",
    "3,red,2024-03-03",
    "4,blue,2024-03-01",
  );

  test("numbers, words and dates", async () => {
    const { table, rows, dataset } = await read(text);
    expect(table).toEqual([
      { name: "a", kind: "number" },
      { name: "colour", kind: "words", words: ["blue", "red"] },
      { name: "day", kind: "date", from: "2024-03-01" },
    ]);
    expect(rows).toEqual([
      [1.5, 1, 1],
      [-20, 0, 0.5],
      [3, 1, 2],
      [4, 0, 0],
    ]);
    expect(notices).toEqual([]);
    expect(columnsNotice).toBe("t.csv: columns: numbers: a; words: colour; dates: day");
    expect(dataset.split).toBe("1 of 4 rows held out for testing, drawn with seed 1");
    expect(Object.keys(dataset.checksums)).toEqual(["t.csv"]);
  });

  test.each([
    ["tabs", "t.tsv", text.replaceAll(",", "\t")],
    ["semicolons", "t.csv", text.replaceAll(",", ";")],
    ["bars", "t.csv", text.replaceAll(",", "|")],
    ["a byte order mark", "t.csv", `\uFEFF${text}`],
    ["ends of lines of two characters", "t.csv", text.replaceAll("\n", "\r\n")],
    ["quotes", "t.csv", text.replaceAll("red", '"red"').replace("a,", '"a",')],
    ["blanks and empty lines", "t.csv", text.replaceAll(",", " , ").replaceAll("\n", "\n\n")],
    ["no end of the last line", "t.csv", text.trimEnd()],
  ])("whatever divides them: %s", async (_, name, content) => {
    const { table, rows } = await read(content, { name });
    const plain = await read(text);
    expect([table, rows]).toEqual([plain.table, plain.rows]);
  });

  test("numbers of a first line are no header, and lines of texts are", async () => {
    const { table, rows } = await read(lines("1.5,2", "3,4", "5,1"));
    expect(table?.map(({ name }) => name)).toEqual(["column 1", "column 2"]);
    expect(rows).toHaveLength(3);
    expect(notices).toEqual([
      "t.csv: the first line has numbers alone, so that it is no header: its columns are column 1 to column 2",
    ]);
    // As pandas writes an index.
    const indexed = await read(lines(",0,1", "0,5,7", "1,4,8", "2,4,7"));
    expect(indexed.table?.map(({ name }) => name)).toEqual(["0", "1"]);
  });

  test("a decimal comma is told", async () => {
    const { rows } = await read(lines("x;y", "1,5;2", "-,25;1", "3;2,5"));
    expect(rows).toEqual([
      [1.5, 2],
      [-0.25, 1],
      [3, 2.5],
    ]);
    expect(notices).toEqual(["t.csv: numbers with a decimal comma: x, y: 3,14 is read as 3.14"]);
    // Also where no header says how many columns there are.
    expect((await read(lines("1,5;2,5", "2,5;3,5", "1,5;9,5"))).rows[2]).toEqual([1.5, 9.5]);
  });

  test("missing cells are told, in columns that say so", async () => {
    const words = ["", "NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null", "None", "?", " "];
    const { table, rows } = await read(
      lines("x,w,y", ...words.map((word) => `${word},${word},3`), "1.5,b,1", "2,b,5"),
    );
    expect(table).toEqual([
      { name: "x", kind: "number", missing: true },
      { name: "w", kind: "words", words: ["", "b"] },
      { name: "y", kind: "number" },
    ]);
    expect(rows.slice(-3)).toEqual([
      [Number.NaN, 0, 3],
      [1.5, 1, 1],
      [2, 1, 5],
    ]);
    expect(notices).toEqual(["t.csv: missing cells: x (11 cells of 13), w (11 cells of 13)"]);
  });

  test("rare words are one other word, of at most fifty that are kept", async () => {
    const { table, rows } = await read(
      lines(
        "w,x",
        ...["b", "b", "a", "a", "10", "10", "9", "9", "c", "c", "c", "z", "y"].map(
          (w, at) => `${w},${at % 3}`,
        ),
      ),
    );
    expect(table?.[0]).toEqual({ name: "w", kind: "words", words: ["c", "9", "10", "a", "b"] });
    expect(rows.at(-1)?.[0]).toBe(5);
    expect(notices).toEqual(["t.csv: rare words count as one other word: w (2 rows of 2 words)"]);

    notices = [];
    const { table: wide } = await read(
      `w,x\n${many(1000, (row) => `${row % 2 ? "often" : `w${row % 120}`},${row % 7}`)}`,
    );
    expect(wide?.[0]).toMatchObject({ words: { length: 50 } });
    expect(notices).toEqual(["t.csv: rare words count as one other word: w (88 rows of 11 words)"]);
  });

  test("booleans are words", async () => {
    const { table } = await read(lines("b,x", "true,1", "false,3", "true,2", "false,9"));
    expect(table?.[0]).toEqual({ name: "b", kind: "words", words: ["false", "true"] });
  });

  test("what there is nothing to learn from is left out, and told", async () => {
    const { table } = await read(
      `id,from1,name,one,same,none,note,x\n${many(120, (row) => `${row},${row + 1},n${row},7,a,,t${row % 59}${row % 4},${(row * 7) % 11}`)}`,
    );
    expect(table?.map(({ name }) => name)).toEqual(["x"]);
    expect(notices).toEqual([
      "t.csv: not used: id (it counts the rows), from1 (it counts the rows), name (an id: 120 different words in 120 rows), " +
        "one (all its cells are the same), same (all its cells are the same), none (all its cells are missing), " +
        "note (an id: 120 different words in 120 rows); to keep a column, say what it is in a file (--columns)",
    ]);
    notices = [];
    await read(`w,x\n${many(300, (row) => `t${row % 140},${(row * 7) % 11}`)}`);
    expect(notices).toEqual([
      "t.csv: not used: w (too varied: 140 different words in 300 rows); to keep a column, say what it is in a file (--columns)",
    ]);
    expect(await refusal(lines("id,same", "1,a", "2,a", "3,a"))).toBe(
      "t.csv: expected a column to learn from, found none: not used are id (it counts the rows), same (all its cells are the same); " +
        "say what columns are in a file (--columns)",
    );
  });

  test("a few texts among numbers are mistakes, many make words", async () => {
    const some = (wrong: number): string =>
      `x,y\n${many(300, (row) => `${row >= 300 - wrong ? "abc" : row % 40},${row % 7}`)}`;
    expect(await refusal(some(3))).toBe(
      't.csv, line 299, column x: expected a number, found "abc": correct it, or write "x: words" or "x: drop" into a file for --columns',
    );
    const { table } = await read(some(30));
    expect(table?.[0]?.kind).toBe("words");
  });
});

describe("what cannot be read is refused in words", () => {
  test.each([
    ["an empty file", "", "t.csv: expected a table, found an empty file"],
    ["a file of blanks", "\n \n", "t.csv: expected a table, found an empty file"],
    ["a header alone", "a,b\n", "t.csv: expected rows of values, found none"],
    [
      "a row too short",
      lines("a,b", "1,2", "", "3", "4,5"),
      "t.csv, line 4: expected 2 cells, as on the first line, found 1: quote cells that have what divides them",
    ],
    [
      "a row too long",
      lines("a,b", "1,2", "3,4,5"),
      "t.csv, line 3: expected 2 cells, as on the first line, found 3: quote cells that have what divides them",
    ],
    [
      "lines in quotes before it",
      lines("a,b", '"x\ny",2', "3"),
      "t.csv, line 4: expected 2 cells, as on the first line, found 1: quote cells that have what divides them",
    ],
    [
      "a quote that is not closed",
      lines("a,b", "1,2", '"3,4', "5,6"),
      "t.csv, line 3: expected a closing quote, found the end of the file: close the cell that begins with a quote",
    ],
    [
      "text after a quote",
      lines("a,b", '"3"x,4', "5,6"),
      "t.csv, line 2: expected what divides cells after a closing quote, found more text: write a quote in a quoted cell twice",
    ],
    [
      "zero bytes",
      "a,b\n1,\0\n",
      "t.csv, line 2: expected text, found a zero byte: it is a file of another kind",
    ],
    [
      "a name twice",
      lines("a,b,a", "1,2,3"),
      't.csv, line 1: expected a name of its own for each column, found "a" for columns 1 and 3: rename one of them',
    ],
    [
      "a number beyond float32",
      lines("a,b", "1,2", "1e300,3", "4,9"),
      "t.csv, line 3, column a: expected a finite number that float32 holds (below 3.4e38), found 1e300: correct it, or leave the row out",
    ],
    [
      "infinity",
      lines("a,b", "1,2", "-inf,3", "4,9"),
      "t.csv, line 3, column a: expected a finite number that float32 holds (below 3.4e38), found -inf: correct it, or leave the row out",
    ],
  ])("%s", async (_, content, message) => {
    expect(await refusal(content)).toBe(message);
  });

  test("other bytes", async () => {
    expect(await refusal(Uint8Array.of(0x61, 0x0a, 0xff, 0xfe, 0x0a))).toBe(
      "t.csv, line 1: expected text in UTF-8, found other bytes on it or after it: save the file as UTF-8",
    );
  });

  test("another kind of samples, and options of tables for other files", async () => {
    expect(await refusal("a\n1\n2\n5\n", { samples: "series" })).toBe(
      "samples: t.csv has rows; expected auto or row, found series",
    );
    await writeFiles(folder, { "a.npy": "" });
    await expect(openPath(join(folder, "a.npy"), "data set", { labelColumn: "c" })).rejects.toThrow(
      `--label-column: expected a table with columns (.csv, .tsv or .parquet), found ${join(folder, "a.npy")}: leave it out`,
    );
    await expect(openPath(folder, "data set", { missing: "refuse" })).rejects.toThrow(
      "--missing: expected a table",
    );
  });
});

describe("what a person says goes first", () => {
  const text = lines("id,a,colour,class", "1,1.5,red,x", "2,2,blue,y", "3,3,red,x", "4,9,green,y");

  test("a column may be the classes, and others left out", async () => {
    const { table, rows, classNames, dataset } = await read(text, {
      labelColumn: "class",
      drop: "colour, a",
      columnsText: "id: number",
    });
    expect(table).toEqual([{ name: "id", kind: "number" }]);
    expect([rows.length, classNames, dataset.train.labels?.length]).toEqual([4, ["x", "y"], 3]);
    expect(notices).toEqual([]);
    expect(await refusal(text, { labelColumn: "clas" })).toBe(
      '--label-column: expected a column of t.csv, found "clas"; the nearest is class',
    );
    expect(await refusal(text, { drop: "a,color" })).toBe(
      '--drop: expected a column of t.csv, found "color"; the nearest is colour',
    );
    expect(await refusal(text.replace("9,green,y", "9,green,"), { labelColumn: "class" })).toBe(
      "t.csv, line 5, column class: expected a class of 1 to 200 characters, found nothing: leave the row out, or the labels",
    );
  });

  test("a file says kinds, and what kinds have", async () => {
    const { table, rows } = await read(text, {
      columnsText: lines(
        "id: { kind: words, words: ['4', '1'] }",
        "a: { kind: number, scale: robust, log: true, weight: 2, missing: true }",
        "colour: { kind: words, words: [red, green] }",
        "class: drop",
      ),
    });
    expect(table).toEqual([
      { name: "id", kind: "words", words: ["4", "1"] },
      { name: "a", kind: "number", scale: "robust", log: true, weight: 2, missing: true },
      { name: "colour", kind: "words", words: ["red", "green"] },
    ]);
    expect(rows).toEqual([
      [1, 1.5, 0],
      [2, 2, 2],
      [2, 3, 0],
      [0, 9, 1],
    ]);
  });

  test.each([
    [
      "colur: words",
      'columns.yaml, line 1: colur: expected a column of t.csv, found "colur"; the nearest is colour',
    ],
    ["\na: numbr", 'columns.yaml: line 2: a.kind: expected one of drop, number, words, date, found "numbr"'],
    [
      "a: { kind: number, scale: big }",
      'columns.yaml: line 1: a.scale: expected one of standard, robust, found "big"',
    ],
    [
      "a: { kind: number, size: 1 }",
      'columns.yaml: line 1: a: unknown name "size": choose from kind, weight, missing, scale, log',
    ],
    [
      "a: 3",
      "columns.yaml: line 1: a: expected a record whose kind is one of drop, number, words, date, found 3",
    ],
    [
      "- a",
      'columns.yaml: line 1: the file: expected columns by their names, such as temperature: number, found ["a"]',
    ],
    [
      "id: words",
      "columns.yaml, line 1: id: expected words that repeat, found 4 different words in 4 rows; name the words, or drop the column",
    ],
    [
      "colour: number",
      't.csv, line 2, column colour: expected a number, found "red": correct it, or write "colour: words" or "colour: drop" into a file for --columns',
    ],
    [
      "colour: date",
      't.csv, line 2, column colour: expected a date, found "red": correct it, or write "colour: words" or "colour: drop" into a file for --columns',
    ],
  ])("%s is refused where that does not fit", async (columnsText, message) => {
    expect(await refusal(text, { columnsText })).toBe(message);
  });

  test("missing cells may be refused, of all columns or of one", async () => {
    const gaps = lines("a,w,b", "1,p,3", "?,p,4", "2,,3", "8,,4");
    const where =
      't.csv, line 3, column a: expected a number, found "?": fill it in, leave the row out, or allow what is missing (--missing allow)';
    expect(await refusal(gaps, { missing: "refuse" })).toBe(where);
    expect(await refusal(gaps, { columnsText: "a: { kind: number, missing: refuse }" })).toBe(where);
    expect(await refusal(gaps, { missing: "refuse", drop: "a" })).toBe(
      "t.csv, line 4, column w: expected a word, found nothing: fill it in, leave the row out, or allow what is missing (--missing allow)",
    );
    const { table } = await read(gaps, {
      missing: "refuse",
      drop: "w",
      columnsText: "a: { kind: number, missing: true }",
    });
    expect(table?.[0]).toEqual({ name: "a", kind: "number", missing: true });
  });
});

describe("a Parquet file", () => {
  const rows = Array.from({ length: 25 }, (_, row) => row);
  const parquet = (): Uint8Array =>
    new Uint8Array(
      parquetWriteBuffer({
        rowGroupSize: 10,
        columnData: [
          {
            name: "x",
            data: rows.map((row) => (row === 3 ? null : row / 4)),
            type: "DOUBLE",
            nullable: true,
          },
          { name: "big", data: rows.map((row) => BigInt(row % 5) ** 2n), type: "INT64" },
          { name: "on", data: rows.map((row) => row % 2 === 0), type: "BOOLEAN" },
          { name: "code", data: rows.map((row) => `0${row % 3}`), type: "STRING" },
          {
            name: "at",
            data: rows.map((row) => new Date(Date.UTC(2024, 2, 1 + (row % 4), 12))),
            type: "TIMESTAMP",
          },
          { name: "nested", data: rows.map((row) => ({ row })), type: "JSON" },
        ],
      }),
    );

  test("has types of its own", async () => {
    const { table, rows: found } = await read(parquet(), { name: "t.parquet" });
    expect(table).toEqual([
      { name: "x", kind: "number", missing: true },
      { name: "big", kind: "number" },
      { name: "on", kind: "words", words: ["true", "false"] },
      { name: "code", kind: "words", words: ["00", "01", "02"] },
      { name: "at", kind: "date", from: "2024-03-01" },
    ]);
    expect(found[3]).toEqual([Number.NaN, 9, 1, 0, 3.5]);
    expect(found[24]).toEqual([6, 16, 0, 0, 0.5]);
    expect(notices).toEqual([
      "t.parquet: not used: nested; a column has one number, text or date a row",
      "t.parquet: missing cells: x (1 cell of 25)",
    ]);
  });

  test("is refused where it is none, or damaged", async () => {
    const name = "t.parquet";
    const damage =
      "t.parquet: expected a Parquet file, found a damaged one, or one of another format: write it anew";
    expect(await refusal("a,b\n1,2\n3,4\n", { name })).toBe(damage);
    expect(await refusal("", { name })).toBe(damage);
    const damaged = parquet();
    damaged.fill(7, 10, 200);
    expect(await refusal(damaged, { name })).toBe(damage);
    expect(await refusal(parquet(), { name, columnsText: "x: { kind: number, missing: refuse }" })).toBe(
      "t.parquet, row 4, column x: expected a number, found nothing: fill it in, leave the row out, or allow what is missing (--missing allow)",
    );
  });
});
