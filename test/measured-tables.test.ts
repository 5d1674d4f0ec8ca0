import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { markdownTable } from "./support/markdown-table.ts";

// Tables of measured runs are what their files in docs/results have: means and deviations are computed anew.

type Entry = Readonly<Record<string, unknown>>;

const tables = [
  { command: "kinds", page: "docs/models.md", noun: "kind" },
  { command: "factors", page: "docs/measures.md", noun: "model" },
] as const;

describe.each(tables)("the table of npm run $command", async ({ command, page, noun }) => {
  const store = JSON.parse(await readFile(`docs/results/${command}.json`, "utf8")) as Readonly<
    Record<string, Entry>
  >;
  const text = await readFile(page, "utf8");
  const [, told = ""] = text.split(`<!-- ${command}: written by npm run ${command} -->`);
  const rows = markdownTable.readTable(told);

  /** Columns that say which runs a row is of. */
  const about = ["data", noun, "seeds", "code", "epochs"];

  test("every run stands in a row of its own", () => {
    const named = rows.map((row) => `${row["data"]}, ${row[noun]}`);
    const stored = Object.keys(store).map((key) => key.slice(0, key.lastIndexOf(", ")));
    expect(new Set(named)).toEqual(new Set(stored));
    expect(new Set(named).size).toBe(named.length);
  });

  test.each(rows.map((row) => [`${row["data"]}, ${row[noun]}`, row] as const))(
    "the figures of %s are those of its runs",
    (name, row) => {
      const runs = Object.entries(store).flatMap(([key, entry]) =>
        key.slice(0, key.lastIndexOf(", ")) === name ? [entry] : [],
      );
      expect([row["seeds"], row["code"], row["epochs"]]).toEqual(
        [runs.length, runs[0]?.["code"], runs[0]?.["epochs"]].map(String),
      );
      for (const run of runs) expect(run["weights"]).toMatch(/^[0-9a-f]{64}$/);
      for (const [head, cell] of Object.entries(row)) {
        if (about.includes(head)) continue;
        const values = runs.flatMap((run) => (run[head] === undefined ? [] : [run[head] as number]));
        const [mean = "", deviation] = cell.split(" ± ");
        expect([head, mean === ""]).toEqual([head, values.length === 0]);
        if (values.length === 0) continue;
        const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
        const digits = mean.split(".")[1]?.length ?? 0;
        expect(mean).toBe(middle.toFixed(digits));
        expect(deviation === undefined).toBe(values.length === 1);
        if (deviation === undefined) continue;
        const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
        expect(deviation).toBe(Math.sqrt(squares / (values.length - 1)).toFixed(digits));
      }
    },
  );
});
