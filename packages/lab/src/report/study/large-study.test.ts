import { beforeAll, describe, expect, test } from "vitest";
import { samplePictures, sampleStudy } from "../../../../../test/support/sample-study.ts";
import { describeResults } from "../../cli/studies/study-tables.ts";
import type { StudyResults } from "../../study/results.ts";
import { cellsCsv, runsCsv } from "../../study/tables.ts";
import { createDocument } from "../page/document.ts";
import type { Report } from "../page/report.ts";
import { renderStudy } from "./study.tsx";

// Above the limits of its parts a page shows some of a study, says how many there are, and where all of them stand.

let results: StudyResults;
let report: Report;
let text: string;

beforeAll(() => {
  const varied = [
    { setting: "latentSize", values: Array.from({ length: 26 }, (_, index) => index + 1) },
    { setting: "learningRate", values: Array.from({ length: 26 }, (_, index) => (index + 1) / 1000) },
  ];
  results = sampleStudy({ data: ["mnist"], models: ["deep"], varied, seeds: [1, 2], curves: true });
  const few = { ...results, cells: results.cells.slice(0, 40) };
  report = renderStudy({ results, pictures: samplePictures(few), document: createDocument() });
  text = report.html.replaceAll(/<[^>]*>/g, "");
});

// Truth values: a failure should not print the page.
describe("the page of 676 cells and 1,352 runs", () => {
  test.each([
    "Shown are the 100 best by test BCE of 676; cells.csv has all.",
    "Shown are the 100 first of 1,352; results.csv has all.",
    "Shown are the 100 with the greatest effects of 1,300; results.json has all.",
    "1,300 comparisons,",
    "Of 676 cells 24 are shown: those with the lowest and the highest test BCE",
    "Of 26 lines 6 are shown: those with the lowest and the highest test BCE",
    "All cells are in cells.csv.",
    "All cells are in results.json.",
  ])("says: %s", (words) => {
    expect(text.includes(words)).toBe(true);
  });

  test("has as many rows as it says", () => {
    const tables = [...report.html.matchAll(/<table.*?<\/table>/gs)].map(([table]) => table);
    expect(Math.max(...tables.map((table) => table.split("<tr>").length - 2))).toBe(100);
    expect(report.html.length).toBeLessThan(2e6);
  });

  test("has beside its figures what they show, and all cells in the tables of the study", () => {
    const table = report.files.get("figures/bce-by-latentsize.csv") as string;
    expect(table.trimEnd().split("\n")).toHaveLength(1 + 6 * 26);
    expect(cellsCsv(results).trimEnd().split("\n")).toHaveLength(1 + 676);
    expect(runsCsv(results).trimEnd().split("\n")).toHaveLength(1 + 1352);
    expect(new Set(results.findings[0]!.comparisons.flatMap(({ cells }) => cells)).size).toBe(676);
  });
});

test("what is printed has the best cells, and says how many more there are", () => {
  const printed = describeResults(results);
  expect(printed).toContain("\nthe 20 best by test BCE; cells.csv has 656 cells more\n");
  expect(printed.split("\n").length).toBeLessThan(50);
});
