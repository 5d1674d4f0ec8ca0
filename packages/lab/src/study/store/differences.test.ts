import { expect, test } from "vitest";
import { differences } from "./differences.ts";

test("differences name every value that is not the same", () => {
  expect(differences({ a: [1, 2], b: { c: "x" } }, { a: [1, 2], b: { c: "x" } }, "")).toEqual([]);
  expect(
    differences({ a: [1, 2], b: { c: "x" }, e: null }, { a: [1], b: { c: "y" }, d: true, e: [] }, ""),
  ).toEqual([
    "a.1 was 2 and is absent",
    'b.c was "x" and is "y"',
    "e was null and is []",
    "d was absent and is true",
  ]);
});
