import { expect, test } from "vitest";
import { sampleStudy } from "../../../../test/support/sample-study.ts";
import { comparedCells } from "./compared-cells.ts";
import { encodeResults } from "./encode-results.ts";
import { findFindings } from "./findings.ts";
import { parseResults } from "./results-schema.ts";
import { keptCurves, keptFindings } from "./room-in-results.ts";

const study = sampleStudy({ seeds: [1, 2], curves: true });

test("all comparisons are given with all pairs where there is room, then some pairs, then some figures", () => {
  const values = Array.from({ length: 30 }, (_, index) => index + 1);
  const wide = sampleStudy({ data: ["mnist"], varied: [{ setting: "latentSize", values }], seeds: [1, 2] });
  const groups = comparedCells(wide);
  const bytes = JSON.stringify(wide.findings).length;
  expect(keptFindings(groups, 3, 2 * bytes)).toEqual({ mostCells: 40, isBrief: false, figures: 3 });
  expect(keptFindings(groups, 3, bytes / 2)).toEqual({ mostCells: 2, isBrief: true, figures: 3 });
  const few = keptFindings(groups, 3, bytes / 6);
  expect([few.isBrief, few.figures < 3]).toEqual([true, true]);
  // The answer needs one.
  expect(keptFindings(groups, 3, 0).figures).toBe(1);
});

test("curves have fewer points where all would fill the file, their ends among them", () => {
  expect(keptCurves(study.runs, study.cells)).toEqual({ cells: study.cells, left: [] });
  const bytes = JSON.stringify([study.runs, study.cells]).length;
  const { cells, left } = keptCurves(study.runs, study.cells, 0.9 * bytes);
  expect(left).toEqual([
    expect.stringMatching(/^Curves of more than (2|5) points are given at as many of them/),
  ]);
  const [whole, some] = [study.cells[0]!.curves[0]!, cells[0]!.curves[0]!];
  expect(some.points.length).toBeLessThan(whole.points.length);
  expect([some.points[0], some.points.at(-1)]).toEqual([whole.points[0], whole.points.at(-1)]);
  expect(cells.map(({ figures }) => figures)).toEqual(study.cells.map(({ figures }) => figures));
});

test("the figure that answers is among those with comparisons", () => {
  expect(findFindings(study, "probe.accuracy")).toEqual(findFindings(study));
});

test("results of more than 1,000 runs have a row a line, and say the same", () => {
  const large = sampleStudy({
    models: ["deep"],
    varied: [{ setting: "latentSize", values: Array.from({ length: 60 }, (_, size) => size + 1) }],
    seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9],
  });
  expect(large.runs).toHaveLength(1080);
  const bytes = encodeResults(large) as Uint8Array;
  expect(parseResults(bytes, "results.json")).toEqual(JSON.parse(JSON.stringify(large)));
  const lines = new TextDecoder().decode(bytes).split("\n");
  expect(lines.filter((line) => line.startsWith('{"id":'))).toHaveLength(1080 + 120);
  expect(encodeResults(study)).toBe(`${JSON.stringify(study, null, 1)}\n`);
});
