import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { markdownTable } from "./support/markdown-table.ts";

// What a page of docs/studies says is what its own table of all cells says: the sentence that it begins with, and every difference.

/** Pages of earlier versions say so at their top, and are not held to what is said now. */
const pages = (
  await Promise.all(
    (
      await readdir("docs/studies")
    )
      .filter((file) => file.endsWith(".md") && file !== "README.md")
      .map(async (file) => ({ file, text: await readFile(`docs/studies/${file}`, "utf8") })),
  )
).filter(({ text }) => !text.includes("of an earlier version of the study"));

type Cells = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Means of each column by cell, for each data set, whose name is the head of the cells. */
function cellsOf(page: string): ReadonlyMap<string, Cells> {
  const [, after = ""] = page.split("## All cells");
  const tables = [...after.matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) => markdownTable.readTable(table));
  return new Map(
    tables.map((rows): [string, Cells] => {
      const [data = "", ...columns] = Object.keys(rows[0] ?? {});
      const meansOf = (column: string): ReadonlyMap<string, number> =>
        new Map(rows.map((row) => [row[data] ?? "", Number.parseFloat(row[column] ?? "")]));
      return [data, new Map(columns.map((column) => [column, meansOf(column)]))];
    }),
  );
}

const numberOf = (text: string): number => Number(text.replace("−", "-").replace(/[×+\s]/g, ""));

describe.each(pages)("docs/studies/$file", ({ text }) => {
  const cells = cellsOf(text);
  const answer = /^\*\*(?<answer>On .*)\*\*$/m.exec(text)?.groups?.["answer"] ?? "";

  test("begins with what its cells say", () => {
    const claims = [
      ...answer.matchAll(
        /on (?<data>[\w-]+), (?<best>[^;]+?) has the (?<rank>lowest|highest) (?<figure>.+?), (?<value>[\d.]+)/gi,
      ),
    ];
    expect(claims.map(({ groups }) => groups?.["data"])).toEqual([...cells.keys()]);
    for (const { groups } of claims) {
      const { data = "", best = "", rank = "", figure = "", value = "" } = groups ?? {};
      const columns = [...(cells.get(data) ?? [])].filter(
        ([column]) => column === figure || column.startsWith(`${figure} (`),
      );
      expect(columns, figure).toHaveLength(1);
      const [, means] = columns[0]!;
      // The sentence has four digits, the table as many as the spread allows.
      expect(Math.abs(means.get(best)! / Number(value) - 1)).toBeLessThan(0.001);
      const extreme = rank === "lowest" ? Math.min(...means.values()) : Math.max(...means.values());
      expect(means.get(best)).toBe(extreme);
    }
  });

  test("tells differences that are those of its cells", () => {
    const sections = [
      ...text.matchAll(
        /^\*\*(?<title>[^*\n]+)\.\*\* (?<rest>Compared by (?<scale>\w+)[\s\S]*?)(?=^\*\*|^## )/gm,
      ),
    ];
    expect(sections.length).toBeGreaterThan(0);
    let compared = 0;
    for (const { groups } of sections) {
      const { title = "", rest = "", scale = "" } = groups ?? {};
      for (const [, data = "", first = "", second = "", told = ""] of rest.matchAll(
        /^\| ([\w-]+) \| (.+?) → (.+?) \| (.+?) \(/gm,
      )) {
        const column = [...(cells.get(data) ?? [])].find(
          ([name]) => name === title || name.startsWith(`${title} (`),
        );
        const [one, other] = [column?.[1].get(first), column?.[1].get(second)];
        expect(one, `${title}, ${data}, ${first}`).toBeDefined();
        expect(other, `${title}, ${data}, ${second}`).toBeDefined();
        const found = numberOf(told);
        if (scale === "ratios") {
          // Of geometric means; those of the table are arithmetic ones.
          expect(Math.abs(Math.log(found) - Math.log(other! / one!))).toBeLessThan(0.03);
        } else {
          // Both means and the difference are rounded to the digits that their spread allows.
          expect(Math.abs(found - (other! - one!))).toBeLessThan(0.02 * Math.abs(one!) + 0.001);
        }
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(4);
  });
});
