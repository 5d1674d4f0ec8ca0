import { expect, test } from "vitest";
import { toCsv } from "./csv.ts";

test("quotes what would break a row, and keeps every digit of a number", () => {
  expect(
    toCsv(
      ["name", "value"],
      [
        ["plain", 0.1 + 0.2],
        ['a "b", c\nd', undefined],
      ],
    ),
  ).toBe('name,value\nplain,0.30000000000000004\n"a ""b"", c\nd",\n');
});
