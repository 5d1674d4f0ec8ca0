import { expect, test } from "vitest";
import { offBy } from "./row-table.tsx";

const load = { name: "load (%)", kind: "number" } as const;
const mode = { name: "mode", kind: "words", words: ["idle", "run"] } as const;

test("how far a value is off is said by a sign, not by colour: which way, or that it is another word", () => {
  expect(offBy(load, 1.26)).toBe("▲ 1.3 σ");
  expect(offBy(load, -0.5)).toBe("▼ 0.5 σ");
  expect(offBy(mode, 1)).toBe("≠");
  expect([offBy(load, 0.04), offBy(load, Number.NaN), offBy(mode, 0)]).toEqual(["", "", ""]);
});
