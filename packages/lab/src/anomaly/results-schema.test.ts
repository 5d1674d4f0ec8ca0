import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseAnomalyResults } from "./results-schema.ts";

const content = JSON.parse(
  readFileSync(new URL("../../../../test/fuzz/corpus/anomaly.json", import.meta.url), "utf8"),
) as { cells: { seed: number; normalClass: number }[] };

const parse = (changed: object): unknown =>
  parseAnomalyResults(new TextEncoder().encode(JSON.stringify({ ...content, ...changed })), "anomaly.json");

const [first, ...others] = content.cells as [(typeof content.cells)[number], ...typeof content.cells];

test.each([
  { what: "none", cells: [] },
  { what: "one is missing", cells: others },
  { what: "one stands twice", cells: [first, ...content.cells] },
  { what: "one is of another seed", cells: [{ ...first, seed: 99 }, ...others] },
  { what: "one is of another class", cells: [{ ...first, normalClass: 99 }, ...others] },
])("cells of what is done: $what", ({ cells }) => {
  expect(() => parse({ cells })).toThrow(
    /^anomaly\.json: .*one cell for every class and seed of the plan \(for some of them, where the status is unfinished\)/,
  );
});

test("some cells of what is unfinished", () => {
  expect(() => parse({ status: "unfinished", cells: [first] })).not.toThrow();
  expect(() => parse({ status: "unfinished", cells: [] })).not.toThrow();
  expect(() => parse({ status: "unfinished", cells: [first, first] })).toThrow("one cell for every class");
});
