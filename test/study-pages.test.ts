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

/** A cell of a study, as the table of all cells and the findings name it. */
interface Cell {
  /** What it is of: the model, and each setting that varies with its value, as in `latent size 8`. */
  readonly labels: readonly string[];
  readonly means: ReadonlyMap<string, number>;
}

/** `latentSize` in words: `latent size`. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** The cells of each data set, whose name is the head of their models. */
function cellsOf(page: string): ReadonlyMap<string, readonly Cell[]> {
  const [, after = ""] = page.split("## All cells");
  const tables = [...after.matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) => markdownTable.readTable(table));
  return new Map(
    tables.map((rows): [string, readonly Cell[]] => {
      const [data = "", ...columns] = Object.keys(rows[0] ?? {});
      const settings = columns.slice(0, columns.indexOf("seeds"));
      return [
        data,
        rows.map((row) => ({
          labels: [row[data] ?? "", ...settings.map((name) => `${inWords(name)} ${row[name]}`)],
          means: new Map(columns.map((column) => [column, Number.parseFloat(row[column] ?? "")])),
        })),
      ];
    }),
  );
}

/** The mean of a figure, whose column may have a unit behind it. */
function meanOf({ means }: Cell, figure: string): number {
  const columns = [...means.keys()].filter((one) => one === figure || one.startsWith(`${figure} (`));
  expect(columns, figure).toHaveLength(1);
  return means.get(columns[0]!)!;
}

/** The one cell with a label, among those that have the others. */
function cellWith(cells: readonly Cell[], label: string, others: readonly string[] = []): Cell {
  const found = cells.filter(({ labels }) => [label, ...others].every((one) => labels.includes(one)));
  expect(found, [label, ...others].join()).toHaveLength(1);
  return found[0]!;
}

/** `latent size 2` and `8` are `latent size 2` and `latent size 8`; names of models stay. */
function pairOf(cells: readonly Cell[], first: string, second: string): readonly [string, string] {
  const labels = new Set(cells.flatMap((cell) => cell.labels));
  if (labels.has(second)) return [first, second];
  const completed = [...labels].find((label) => {
    const name = label.slice(0, label.length - second.length);
    return label.endsWith(` ${second}`) && first.startsWith(name);
  });
  return [first, completed ?? second];
}

const numberOf = (text: string): number => Number(text.replace("−", "-").replace(/[×+\s]/g, ""));

/** A sentence about one data set: who is best, or how a figure changes with a setting. */
function holdToCells(sentence: string, cells: readonly Cell[]): void {
  const best = /^(?<best>.+?) has the (?<rank>lowest|highest) (?<figure>.+?), (?<value>[\d.]+)/.exec(
    sentence,
  );
  if (best !== null) {
    const { best: name = "", rank = "", figure = "", value = "" } = best.groups ?? {};
    const mean = meanOf(cellWith(cells, name), figure);
    // The sentence has four digits, the table as many as the spread allows.
    expect(Math.abs(mean / Number(value) - 1)).toBeLessThan(0.001);
    const means = cells.map((cell) => meanOf(cell, figure));
    expect(mean).toBe(rank === "lowest" ? Math.min(...means) : Math.max(...means));
    return;
  }
  const course =
    /^(?<figure>.+?) (?<verb>falls|rises) in all (?<count>\d+) comparisons from (?<first>.+) to (?<last>\S+), by (?<least>[\d.]+) to (?<most>[\d.]+) /.exec(
      sentence,
    );
  const {
    figure = "",
    verb = "",
    count = "",
    first = "",
    last = "",
    least = "",
    most = "",
  } = course?.groups ?? {};
  const [from, to] = pairOf(cells, first, last);
  const changes = cells
    .filter(({ labels }) => labels.includes(from))
    .map((cell) => {
      const others = cell.labels.filter((label) => label !== from);
      return meanOf(cellWith(cells, to, others), figure) - meanOf(cell, figure);
    });
  expect(changes, sentence).toHaveLength(Number(count));
  expect(changes.every((change) => (verb === "falls" ? change < 0 : change > 0))).toBe(true);
  const sizes = changes.map(Math.abs);
  expect(Math.min(...sizes) / Number(least)).toBeCloseTo(1, 1);
  expect(Math.max(...sizes) / Number(most)).toBeCloseTo(1, 1);
}

describe.each(pages)("docs/studies/$file", ({ text }) => {
  const cells = cellsOf(text);
  const answer = /^\*\*(?<answer>On .*)\*\*$/m.exec(text)?.groups?.["answer"] ?? "";

  test("begins with what its cells say", () => {
    const parts = answer.split(/(?:^|; )on (?=[\w-]+, )/i).slice(1);
    expect(parts.map((part) => part.split(",")[0])).toEqual([...cells.keys()]);
    for (const part of parts) {
      const [data = ""] = part.split(",");
      holdToCells(part.slice(data.length + 2), cells.get(data) ?? []);
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
      for (const [, where = "", first = "", second = "", writtenDifference = ""] of rest.matchAll(
        /^\| ([^|]+) \| ([^|]+?) → ([^|]+?) \| ([^|]+?) \(/gm,
      )) {
        const [data = "", ...context] = where.split(", ");
        const ofData = cells.get(data) ?? [];
        const [one, other] = pairOf(ofData, first, second).map((label) =>
          meanOf(cellWith(ofData, label, context), title),
        );
        const found = numberOf(writtenDifference);
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
