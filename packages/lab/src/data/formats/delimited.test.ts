import { expect, test } from "vitest";
import { openDelimited } from "./delimited.ts";

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** All rows of a text, each with its line. */
async function rowsOf(text: string): Promise<readonly (readonly [line: number, ...cells: string[]])[]> {
  const rows: [number, ...string[]][] = [];
  await openDelimited(bytesOf(text), "t.csv").eachRow((cells, line) => rows.push([line, ...cells]));
  return rows;
}

test("a text of several pieces is read as one, whatever lies on their borders", async () => {
  // A megabyte is a piece: ends of lines of two characters, letters of several bytes and quoted lines lie on some border.
  const count = 60_000;
  const cells = (row: number): readonly string[] => [
    `${row}`,
    `äö𝄞 ${row % 7}`,
    row % 3 === 0 ? `line\nnext "${row}", end` : "plain",
  ];
  const quoted = (cell: string): string =>
    /["\n]/.test(cell) ? `"${cell.replaceAll('"', '""').replaceAll("\n", "\r\n")}"` : cell;
  const lines = Array.from({ length: count }, (_, row) => cells(row).map(quoted).join(","));
  const found = await rowsOf(`a,b,c\r\n${lines.join("\r\n")}\r\n`);
  expect(found).toHaveLength(count);
  let line = 2;
  for (const [row, [at, ...values]] of found.entries()) {
    if (at !== line || values.join("|") !== cells(row).join("|"))
      expect([at, ...values]).toEqual([line, ...cells(row)]);
    line += row % 3 === 0 ? 2 : 1;
  }
});

test("a quote that is not closed ends the reading soon, on the line where it is opened", async () => {
  const text = `a,b\n1,2\n"3,4\n${"5,6\n".repeat(6_000_000)}`;
  await expect(rowsOf(text)).rejects.toThrow(
    "t.csv, line 3: expected a row of at most 16,777,216 characters, found a longer one: close the quotes that are opened in it",
  );
});

test.each([
  [
    "one column",
    "a\n1\n2\n",
    [
      [2, "1"],
      [3, "2"],
    ],
  ],
  [
    "a comma in texts divided by semicolons",
    "a;b\nx, y;1\nz;2\n",
    [
      [2, "x, y", "1"],
      [3, "z", "2"],
    ],
  ],
  [
    "commas in numbers divided by tabs",
    "1,5\t2,5\n3,5\t4,5\n",
    [
      [1, "1,5", "2,5"],
      [2, "3,5", "4,5"],
    ],
  ],
  ["a bar", "a|b\n1|2\n", [[2, "1", "2"]]],
  ["quotes in the middle", 'a,b\n5" pipe,2\n', [[2, '5" pipe', "2"]]],
  [
    "old ends of lines",
    "a,b\r1,2\r3,4",
    [
      [2, "1", "2"],
      [3, "3", "4"],
    ],
  ],
])("%s", async (_, text, rows) => {
  expect(await rowsOf(text)).toEqual(rows);
});

test("it ends where it is asked to", async () => {
  const stop = new AbortController();
  const source = openDelimited(bytesOf("a,b\n1,2\n"), "t.csv");
  stop.abort(new Error("enough"));
  await expect(source.eachRow(() => undefined, stop.signal)).rejects.toThrow("enough");
});
