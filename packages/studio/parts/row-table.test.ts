import { expect, test } from "vitest";
import { offBy } from "./row-table.tsx";

test("how far a value is off is said by a sign, not by colour: which way, or that it is another word", () => {
  expect(offBy(1.26, true)).toBe("▲ 1.3 σ");
  expect(offBy(-0.5, false)).toBe("▼ 0.5 σ");
  expect([offBy(0, false), offBy(undefined, false), offBy(undefined, true)]).toEqual(["", "", "≠"]);
});
