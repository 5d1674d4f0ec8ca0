import { describe, expect, test } from "vitest";
import { type SampleStudy, samplePictures, sampleStudy } from "../../../../../test/support/sample-study.ts";
import { withoutPictures } from "../../../../../test/support/without-pictures.ts";
import type { RunRow, StudyResults } from "../../study/results.ts";
import { createDocument } from "../page/document.ts";
import type { Report } from "../page/report.ts";
import { renderStudy } from "./study.tsx";
import { panelsOver } from "./study-panels.ts";
import { scaleOf } from "./varied.ts";

const small = {
  data: ["mnist"],
  models: ["vanilla", "deep"],
  varied: [{ setting: "latentSize", values: [2, 8] }],
} satisfies SampleStudy;

/** The page of made-up results; what no page may have is refused. */
function pageOf(results: StudyResults, pictures = samplePictures(results)): Report {
  const report = renderStudy({ results, pictures, document: createDocument() });
  for (const content of [report.html, ...report.files.values()]) {
    if (typeof content === "string")
      expect(withoutPictures(content).match(/NaN|undefined|Infinity/)?.[0]).toBeUndefined();
  }
  expect(report.html.match(/<(?:script|link|iframe)|@import|url\(/)?.[0]).toBeUndefined();
  for (const [, path] of report.html.matchAll(/\s(?:src|href)="([^"]*)"/g)) {
    if (/^(#|data:image\/png;base64,|results\.|cells\.csv$|runs\/)/.test(path as string)) continue;
    expect([...report.files.keys()]).toContain(path);
  }
  return report;
}

describe("panels and lines", () => {
  const titles = (study: SampleStudy, position = 0): unknown => {
    const results = sampleStudy(study);
    return panelsOver(results, results.varied[position]!).map(({ title, lines }) => [
      title,
      lines.map((line) => `${line.title} (${line.cells.length})`),
    ]);
  };

  test("one setting: a panel a data set, a line a model", () => {
    expect(titles({ ...small, data: ["mnist", "digits"] })).toEqual([
      ["mnist", ["vanilla (2)", "deep (2)"]],
      ["digits", ["vanilla (2)", "deep (2)"]],
    ]);
  });

  test("two settings with few values: a line a model and a value of the other", () => {
    const varied = [
      { setting: "latentSize", values: [2, 8, 32] },
      { setting: "dropout", values: [0, 0.5] },
    ];
    expect(titles({ ...small, varied })).toEqual([
      [
        "mnist",
        [
          "vanilla, dropout 0 (3)",
          "vanilla, dropout 0.5 (3)",
          "deep, dropout 0 (3)",
          "deep, dropout 0.5 (3)",
        ],
      ],
    ]);
    expect(titles({ ...small, models: ["deep"], varied }, 1)).toEqual([
      ["mnist", ["latent size 2 (2)", "latent size 8 (2)", "latent size 32 (2)"]],
    ]);
  });

  test("too many lines: a panel a model", () => {
    const varied = [
      { setting: "latentSize", values: [2, 8] },
      { setting: "hidden", values: [[], [128], [512], [512, 256]] },
    ];
    const lines = ["hidden none (2)", "hidden 128 (2)", "hidden 512 (2)", "hidden 512-256 (2)"];
    expect(titles({ ...small, varied })).toEqual([
      ["mnist, vanilla", lines],
      ["mnist, deep", lines],
    ]);
  });

  test("a line goes in the order of the values, whatever that of the cells is", () => {
    const results = sampleStudy(small);
    const [panel] = panelsOver({ ...results, cells: results.cells.toReversed() }, results.varied[0]!);
    expect(panel!.lines[0]!.cells.map(({ varied }) => varied["latentSize"])).toEqual([2, 8]);
  });

  test("doublings, other numbers and words have their own scales", () => {
    expect(
      [
        [1, 2, 64],
        [0.5, 1],
        [0, 1, 2],
        [10, 20],
        [[], [128]],
        [true, false],
        ["bce", "mse"],
      ].map(scaleOf),
    ).toEqual(["log2", "log2", "linear", "linear", "ordinal", "ordinal", "ordinal"]);
  });
});

// Truth values: a failure should not print the page.
describe("the page of a study", () => {
  const results = sampleStudy(small);
  const { html, files } = pageOf(results);

  test.each([
    "<title>Latent size: a study</title>",
    "How does the size of the latent code",
    '<p class="answer">On mnist, test BCE falls in all 2 comparisons from latent size 2 to 8, by ',
    "what other seeds would give, not what other images would",
    "Tukey-Kramer",
    "told apart: lower",
    "degrees of freedom",
    "What <code>latentSize</code> changes",
    "Dashed, for comparison: squared error of PCA.",
    'href="runs/mnist-vanilla-latentSize-2-seed-1/report.html"',
    "10,000 training images of each data set",
    'alt="mnist, test images 3, 2, 1, 18, 4, 8, 11, 0, 61, 7: deep, latentSize 8"',
  ])("says: %s", (words) => {
    expect(html.includes(words)).toBe(true);
  });

  test("has a plot a headline figure and data set, and its numbers", () => {
    expect([...files.keys()].toSorted()).toEqual([
      "figures/bce-by-latentsize-mnist.svg",
      "figures/bce-by-latentsize.csv",
      "figures/examples-mnist.svg",
      "figures/pca-model-by-latentsize-mnist.svg",
      "figures/pca-model-by-latentsize.csv",
      "figures/probe-accuracy-by-latentsize-mnist.svg",
      "figures/probe-accuracy-by-latentsize.csv",
    ]);
    const rows = (files.get("figures/probe-accuracy-by-latentsize.csv") as string).trimEnd().split("\n");
    expect(rows[0]).toBe(
      "data,model,latentSize,probe.accuracy,probe.accuracy deviation,probe.pixels,probe.pixels deviation,seeds",
    );
    expect(rows).toHaveLength(5);
    expect(rows[1]).toMatch(/^mnist,vanilla,2,0\.\d+,0\.\d+,0\.915,\d.*,3$/);
  });

  test("draws a point a cell, a bar a cell, and the pixels dashed", () => {
    const svg = files.get("figures/probe-accuracy-by-latentsize-mnist.svg") as string;
    const [dots, bars] = [/<g [^>]*data-mark="dot">.*?<\/g>/gs, /<g [^>]*data-mark="rule">.*?<\/g>/gs].map(
      (mark) => (svg.match(mark) ?? []).map((group) => group.match(/<(circle|path|line) /g)?.length),
    );
    // Of each line, one in the key and one a cell.
    expect(dots).toEqual([1, 1, 2, 2]);
    expect(bars).toEqual([2, 2]);
    // One in the key, one for both lines.
    expect(svg.match(/stroke-dasharray="3,4"/g)).toHaveLength(2);
  });

  test("has the best mean of each column in bold, by its direction", () => {
    const cells = results.cells.map(({ figures }) => figures["bce"]!.mean);
    const lowest = results.cells[cells.indexOf(Math.min(...cells))]!;
    const row = html.match(new RegExp(`<th scope="row"[^>]*>${lowest.title}</th>.*?</tr>`, "s"))![0];
    expect(row.includes("<strong>")).toBe(true);
    // Three headlines, and PCA, which is the same for both models; the pixels are the same for all.
    expect(html.match(/<td class="number"><strong>/g)).toHaveLength(5);
  });

  test("is the same each time, and repeats no id", () => {
    const again = pageOf(sampleStudy(small));
    expect(again.html === html).toBe(true);
    expect([...again.files.keys()]).toEqual([...files.keys()]);
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test("where nothing varies, a dot a model", () => {
  const { html, files } = pageOf(sampleStudy({ ...small, varied: [], curves: true }));
  expect(html.includes("How the models compare")).toBe(true);
  expect((files.get("figures/bce-mnist.svg") as string).match(/<circle/g)).toHaveLength(3);
  expect(files.has("figures/curve-robustness-gaussian-mnist.svg")).toBe(true);
  expect((files.get("figures/curve-robustness-gaussian.csv") as string).split("\n")[0]).toBe(
    "data,model,x,mean,deviation,seeds",
  );
});

test("with one seed shows neither bars nor findings, and says why", () => {
  const { html, files } = pageOf(sampleStudy({ ...small, seeds: [1], curves: true }));
  expect(html.includes("how much of a difference is chance is not known")).toBe(true);
  expect(html.includes("(one training each: a first look)")).toBe(true);
  expect((files.get("figures/bce-by-latentsize-mnist.svg") as string).includes('data-mark="rule"')).toBe(
    false,
  );
  expect(html.includes("±")).toBe(true);
  expect(/\d ± \d/.test(html)).toBe(false);
});

describe("what is not there", () => {
  const fail = (run: RunRow): RunRow => {
    if (run.model !== "deep") return run;
    const { epochs: _, ...rest } = run;
    return run.varied["latentSize"] === 2
      ? { ...rest, status: "failed", error: "the loss is not a number", figures: {} }
      : { ...rest, status: "not yet", figures: {} };
  };

  test("failed and open runs are told of, and the others shown", () => {
    const { html } = pageOf(sampleStudy({ ...small, change: fail }));
    expect(html.includes("3 trainings failed, 3 trainings not done yet")).toBe(true);
    expect(html.includes("the loss is not a number")).toBe(true);
    expect(html.includes('href="runs/mnist-deep')).toBe(false);
    expect(html.includes("—")).toBe(true);
  });

  test("what could not be measured is told with the reason and the runs", () => {
    const reason = "the codes of 3 of 60 test images are not finite numbers";
    const change = (run: RunRow): RunRow =>
      run.model === "deep" ? { ...run, notMeasured: { probe: reason } } : run;
    const { html } = pageOf(sampleStudy({ ...small, change }));
    expect(html.includes("What could not be measured.")).toBe(true);
    expect(html.includes(reason)).toBe(true);
    expect(pageOf(sampleStudy(small)).html.includes("What could not be measured.")).toBe(false);
    const all = pageOf(
      sampleStudy({ ...small, change: (run) => ({ ...run, notMeasured: { factors: reason } }) }),
    );
    expect(all.html).toMatch(new RegExp(`factors</th><td[^>]*>${reason}</td><td[^>]*>all</td>`));
  });

  test("a study of which nothing is done is a page too", () => {
    const open = sampleStudy({
      ...small,
      change: ({ epochs: _, ...run }) => ({ ...run, status: "not yet", figures: {} }),
    });
    const { html, files } = pageOf(open, []);
    expect(html.includes("12 trainings not done yet")).toBe(true);
    expect(files.size).toBe(0);
  });

  test("a figure that only some cells have", () => {
    const results = sampleStudy(small);
    const cells = results.cells.map((cell, index) =>
      index % 2 === 0 ? cell : { ...cell, figures: { bce: cell.figures["bce"]! } },
    );
    const { files } = pageOf({ ...results, cells });
    expect(files.has("figures/probe-accuracy-by-latentsize-mnist.svg")).toBe(true);
  });
});

test("text of the study stays text", () => {
  const hostile = `<script>alert("x")</script>'&amp;<img src=x onerror=y>`;
  const results = sampleStudy({ ...small, data: [hostile], models: [hostile, "deep"] });
  const { html, files } = pageOf({
    ...results,
    title: hostile,
    question: hostile,
    protocol: [hostile],
    figures: results.figures.map((figure) => ({ ...figure, title: hostile, unit: hostile })),
    findings: results.findings.map((found) => ({ ...found, notes: [hostile] })),
    answer: { text: hostile, figure: "bce", over: "latentSize" },
    runs: results.runs.map((run, at) => (at === 0 ? { ...run, status: "failed", error: hostile } : run)),
  });
  expect(html.includes("&lt;script>")).toBe(true);
  for (const content of [html, ...files.values()]) {
    if (typeof content === "string" && !content.startsWith("data,"))
      expect(/<script|<img src=x/.test(content)).toBe(false);
  }
});

test("a large study stays readable: long tables are folded, pictures stand in blocks", () => {
  const { html } = pageOf(
    sampleStudy({
      models: ["vanilla", "deep", "convolutional"],
      varied: [{ setting: "latentSize", values: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] }],
    }),
  );
  expect(html.includes("<summary>mnist: 30 cells</summary>")).toBe(true);
  expect(html.includes("<summary>180 runs</summary>")).toBe(true);
  expect(html.match(/<div class="strips">/g)).toHaveLength(6);
  expect(html.length).toBeLessThan(1e6);
});
