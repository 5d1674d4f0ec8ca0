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

test.each<[string | number, string]>([
  ['=HYPERLINK("http://a.example","b")', `"'=HYPERLINK(""http://a.example"",""b"")"`],
  ["=1+1", `"'=1+1"`],
  ["+cmd|' /C calc'!A0", `"'+cmd|' /C calc'!A0"`],
  ["-2+3", `"'-2+3"`],
  ["@SUM(A1)", `"'@SUM(A1)"`],
  ["\t=1", `"'\t=1"`],
  ["\r=1", `"'\r=1"`],
  ["\nx", `"'\nx"`],
  [" =1+1", `"' =1+1"`],
  ["＝1+1", `"'＝1+1"`],
  ["-", `"'-"`],
  ["a=b", "a=b"],
  [-0.5, "-0.5"],
  [-1e-7, "-1e-7"],
  ["-3", "-3"],
  ["+1e-3", "+1e-3"],
  ["12", "12"],
])("%j calculates nothing", (value, cell) => {
  expect(toCsv(["x"], [[value]])).toBe(`x\n${cell}\n`);
});
