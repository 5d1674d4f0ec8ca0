import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { expect, test } from "vitest";
import { sampleStudy } from "../../../../../test/support/sample-study.ts";
import { sampleColumns, sampleTable } from "../../../../../test/support/tables.ts";
import { createDocument } from "../page/document.ts";
import { renderStudy } from "./study.tsx";

test("rows of a table that all cells rebuild are lines of a table, and of a file", () => {
  const made = sampleStudy({ data: ["machines"], models: ["vanilla", "deep"] });
  const table = valuesOf(sampleTable(8)) as Float32Array;
  const rows = Array.from({ length: 8 }, (_, row) => table.slice(row * 6, (row + 1) * 6));
  const { image: _, labels: __, ...facts } = made.examples[0]!;
  const results = {
    ...made,
    examples: [
      {
        ...facts,
        sample: { kind: "row", columns: 6, table: sampleColumns } as const,
        indices: [...rows.keys()],
      },
    ],
  };
  const [{ id = "" } = {}] = results.cells;
  const pictures = [
    {
      data: "machines",
      originals: rows,
      statistics: {
        mean: Float32Array.of(50, 0, 5, 2, 100, 0),
        deviation: Float32Array.of(10, 1, 1, 1, 20, 1),
      },
      // The next row stands for what the only pictured cell makes of one.
      cells: new Map([[id, rows.map((_row, place) => rows[(place + 1) % 8]!)]]),
    },
  ];
  const { html, files } = renderStudy({ results, pictures, document: createDocument() });
  const shown = /<div class="sample-rows">.*?<\/table>/s.exec(html)?.[0] as string;
  expect(shown.match(/<th scope="row">original<\/th>/g)).toHaveLength(8);
  expect(shown).toContain('<th scope="col" class="text">mode</th>');
  expect(shown).toMatch(/<b>[↑↓] /);
  const lines = (files.get("figures/examples-machines-values.csv") as string).trimEnd().split("\n");
  expect(lines).toHaveLength(1 + 16);
  expect(lines[1]).toMatch(/^test row 0,original,/);
  expect([...files.keys()].filter((path) => /examples.*svg/.test(path))).toEqual([]);
});
