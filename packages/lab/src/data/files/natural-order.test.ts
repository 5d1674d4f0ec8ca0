import { expect, test } from "vitest";
import { sortNaturally } from "./natural-order.ts";

test("numbers are sorted by value and come first, texts by code unit", () => {
  const sorted = ["", "0", "001", "01", "1", "2", "10", "-1", "B", "a", "a1b2", "a1b10", "a2", "a10", "ä"];
  expect(sortNaturally([...sorted].reverse())).toEqual(sorted);
  expect(sortNaturally(["10", "1", "2", "0"])).toEqual(["0", "1", "2", "10"]);
  expect(sortNaturally(["9".repeat(30), `1${"0".repeat(30)}`])).toEqual([
    "9".repeat(30),
    `1${"0".repeat(30)}`,
  ]);
});
