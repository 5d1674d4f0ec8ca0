import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { sampleColumns } from "../../../../../test/support/tables.ts";
import { anomalyScoreNames, scoreDefinitions } from "../../anomaly/anomaly-scores.ts";
import { anomalyBaselineNames, baselineDefinitions } from "../../anomaly/baselines.ts";
import { compareWithBaselines } from "../../anomaly/compare.ts";
import { describeProtocol } from "../../anomaly/protocol.ts";
import type { AnomalyBaselines, AnomalyCell, AnomalyResults, ScoredImage } from "../../anomaly/results.ts";
import { parseAnomalyResults } from "../../anomaly/results-schema.ts";
import { meanAuroc } from "../../anomaly/sweep.ts";
import { createDocument } from "../page/document.ts";
import { renderAnomalies } from "./anomaly.tsx";

const areas = (value: number): AnomalyCell["auroc"] =>
  Object.fromEntries(anomalyScoreNames.map((name) => [name, value])) as AnomalyCell["auroc"];

const scored = (index: number, isAnomalous: boolean): readonly ScoredImage[] => [
  { dataset: "noise", index, isAnomalous, score: 1.5 },
];

function madeUpCell(normal: string, normalClass: number, seed: number, auroc: number): AnomalyCell {
  return {
    ...{ normal, normalClass, seed, epochs: 2, seconds: 3 },
    images: { train: 9, validation: 1, normal: 1_234, anomalous: 5 },
    auroc: { ...areas(auroc), error: auroc - 0.1 },
    curve: [
      { falsePositiveRate: 0, truePositiveRate: 0 },
      { falsePositiveRate: 1, truePositiveRate: 1 },
    ],
    histogram: { minimum: -1, maximum: 3, normal: [3, 1], anomalous: [1, 4] },
    extremes: {
      strangest: scored(0, true),
      leastStrange: scored(1, false),
      strangestNormal: scored(2, false),
      leastStrangeAnomalous: scored(3, true),
    },
  };
}

const baselineOf = (normal: string, normalClass: number, area: number): AnomalyBaselines => ({
  ...{ normal, normalClass, components: 3, seconds: 1 },
  auroc: Object.fromEntries(
    anomalyBaselineNames.map((name) => [name, name === "cosine" ? area : area - 0.1]),
  ) as AnomalyBaselines["auroc"],
});

interface Shown {
  readonly sample: SampleShape;
  readonly values: SampleValues;
}

/** @param shown what the samples are, and each of them; dark images unless given */
function render(
  cells: readonly AnomalyCell[],
  seeds: readonly number[],
  against = false,
  shown?: Shown,
): Document {
  const plan = { settings: resolveSettings({}, "test"), classes: [0, 1], seeds };
  const dataset = {
    ...{ name: "noise", title: "Noise <of> & by", source: "nowhere", licence: "MIT", checksums: {} },
    ...{ classNames: ["zero", "one"] },
    ...(shown === undefined ? { image: { height: 2, width: 2, channels: 1 } } : { sample: shown.sample }),
  };
  const mean = meanAuroc(plan, cells);
  const baselines = [baselineOf("zero", 0, 0.97), baselineOf("one", 1, 0.94)];
  const comparison = compareWithBaselines(plan, cells, baselines);
  const results: AnomalyResults = {
    ...{ format: 1, status: "done", plan, dataset, cells },
    scores: Object.fromEntries(
      anomalyScoreNames.map((name) => [name, `what ${name} is`]),
    ) as AnomalyResults["scores"],
    protocol: ["first this", "then that"],
    ...(against ? { against: { ...dataset, title: "Other" } } : {}),
    ...(mean === undefined ? {} : { mean }),
    baselines,
    ...(comparison === undefined ? {} : { comparison }),
    baselineScores: Object.fromEntries(
      anomalyBaselineNames.map((name) => [name, `what ${name} tells`]),
    ) as NonNullable<AnomalyResults["baselineScores"]>,
    environment: {
      ...{ hourglass: "0.1.0", runtime: "onnxruntime-node", node: "v20", platform: "linux", cpu: "one" },
      ...{ cores: 2, threads: 1 },
    },
  };
  const picture = ({ index }: ScoredImage): { values: SampleValues; name: string } => ({
    values: shown?.values ?? new Uint8Array(4).fill(index),
    name: `name <${index}>`,
  });
  return parseHTML(renderAnomalies({ results, picture, document: createDocument() }).html)
    .document as unknown as Document;
}

const text = (page: Document, selector: string): readonly string[] =>
  [...page.querySelectorAll(selector)].map(({ textContent }) => textContent ?? "");

const cells = [madeUpCell("zero", 0, 1, 0.95), madeUpCell("one", 1, 1, 0.9)];

describe("the page about anomalies", () => {
  test("shows rows of a table as lines of a table", () => {
    const page = render(cells, [1], false, {
      sample: { kind: "row", columns: sampleColumns.length, table: sampleColumns },
      values: Float32Array.of(61.5, 0, Number.NaN, 3, 100, 2),
    });
    const lines = [...page.querySelectorAll(".sample-rows tbody tr")];
    expect(lines.slice(0, 2).map((line) => [...line.children].map(({ textContent }) => textContent))).toEqual(
      [
        ["strangest of all"],
        ["anomaly, name <0>: 1.500", "61.5", "idle", "missing", "3", "2024-06-09", "(other)"],
      ],
    );
    expect(page.querySelectorAll(".scored img")).toHaveLength(0);
  });

  test("has a row for everything that is normal, and the mean", () => {
    const page = render(cells, [1]);
    const rows = [...page.querySelectorAll("table")][0]!.querySelectorAll("tbody tr");
    const values = [...rows].map((row) => [...row.children].map(({ textContent }) => textContent));
    expect(values).toEqual([
      ["zero", "9", "3.0 s", "85.00", "95.00", "95.00", "95.00", "95.00", "95.00", "97.00"],
      ["one", "9", "3.0 s", "80.00", "90.00", "90.00", "90.00", "90.00", "90.00", "94.00"],
      ["mean", "", "", "82.50", "92.50", "92.50", "92.50", "92.50", "92.50", "95.50"],
    ]);
  });

  test("has the baselines in a table of their own, and says first what the autoencoder adds to them", () => {
    const page = render(cells, [1]);
    const rows = [...page.querySelectorAll("table")][1]!.querySelectorAll("tbody tr");
    const values = [...rows].map((row) => [...row.children].map(({ textContent }) => textContent));
    // Differences of 2 and 4 points: 12.706 times their standard error of 1 to either side.
    expect(values.slice(0, 2)).toEqual([
      ["pixels, cosine", "95.50", "−3.00", "−15.71 to +9.71"],
      ["smoothed pixels, cosine", "85.50", "+7.00", "−5.71 to +19.71"],
    ]);
    const findings = text(page, ".finding");
    expect(findings[0]).toContain('"pixels, cosine" is best here: 95.50 %');
    expect(findings[1]).toContain("is not shown, nor that it tells less: 92.50 % against 95.50 %");
    expect(text(page, "table.facts td")).toContain("what pcaError tells");
  });

  test("says before anything else which autoencoders are to be doubted", () => {
    const doubtful = { ...madeUpCell("one", 1, 1, 0.4), warnings: ["it was <short>"] };
    const page = render([cells[0]!, doubtful], [1]);
    expect(text(page, ".warnings h2")).toEqual(["1 of 2 autoencoders may say nothing"]);
    expect(text(page, ".warnings li")).toEqual(["one, seed 1: it was <short>."]);
    expect(text(render(cells, [1]), ".warnings")).toEqual([]);
  });

  test("shows the hardest case, its images with class and score, and frames the anomalies", () => {
    const page = render(cells, [1]);
    expect(text(page, "h2")[0]).toBe("The hardest case: one is normal");
    expect(text(page, ".scored .tile-label")).toEqual([0, 1, 2, 3].map((index) => `name <${index}>1.500`));
    const kinds = [...page.querySelectorAll(".scored > div")].map(({ className }) => className);
    expect(kinds).toEqual(["anomalous", "normal", "normal", "anomalous"]);
    expect(page.querySelectorAll("figure svg.plot").length).toBe(6);
  });

  test("with several seeds says which, and how the mean spreads", () => {
    const second = cells.map((cell) => ({ ...cell, seed: 2, auroc: areas(1) }));
    const page = render([...cells, ...second], [1, 2]);
    const [table] = page.querySelectorAll("table");
    expect([...table!.querySelectorAll("thead th")].map(({ textContent }) => textContent)[1]).toBe("seed");
    expect(table!.querySelector("tbody tr:last-child td:nth-last-child(2)")!.textContent).toBe(
      "96.25 ± 3.75",
    );
  });

  test("says what was done, loads nothing and keeps words of the data from being markup", () => {
    const page = render(cells, [1], true);
    expect(text(page, "h1")).toEqual(["Noise <of> & by against Other"]);
    expect(text(page, "section > ul li")).toEqual(["first this", "then that"]);
    expect(text(page, "table.facts td")).toContain("what angle is");
    expect(page.querySelectorAll("script, link, [src^=http]").length).toBe(0);
  });
});

test("of other samples than images the page has their words, the scores that they have, and drawings", () => {
  const shape = { kind: "row", columns: 3 } as const;
  const plan = { settings: resolveSettings({}, "test"), classes: [0, 1], seeds: [1] };
  const dataset = {
    ...{ name: "table", title: "Table", source: "nowhere", licence: "MIT", checksums: {} },
    ...{ classNames: ["zero", "one"], sample: shape },
  };
  const ofRows = cells.map(({ auroc, ...cell }) => {
    const { angle: _, combined: __, ...others } = auroc;
    return { ...cell, auroc: others };
  });
  const baselines = [baselineOf("zero", 0, 0.97), baselineOf("one", 1, 0.94)].map((one) => {
    const { cosine, euclid, pcaError, pcaMahalanobis } = one.auroc;
    return { ...one, auroc: { cosine, euclid, pcaError, pcaMahalanobis } };
  });
  const mean = meanAuroc(plan, ofRows)!;
  const comparison = compareWithBaselines(plan, ofRows, baselines, shape)!;
  const results: AnomalyResults = {
    ...{ format: 1, status: "done", plan, dataset, cells: ofRows, mean, baselines, comparison },
    scores: scoreDefinitions(shape),
    baselineScores: baselineDefinitions(shape),
    protocol: describeProtocol(plan, shape),
    environment: {
      ...{ hourglass: "0.1.0", runtime: "onnxruntime-node", node: "v20", platform: "linux", cpu: "one" },
      ...{ cores: 2, threads: 1 },
    },
  };
  expect(
    parseAnomalyResults(new TextEncoder().encode(JSON.stringify(results)), "anomaly.json").scores,
  ).toEqual(results.scores);
  const picture = ({ index }: ScoredImage): { values: Float32Array; name: string } => ({
    values: Float32Array.of(index, -index),
    name: `class ${index}`,
  });
  const { html, files } = renderAnomalies({ results, picture, document: createDocument() });
  const page = parseHTML(html).document as unknown as Document;
  const drawn = [...files.values()].join(" ").replaceAll(/<[^>]*>/g, " ");
  const words = `${page.body.textContent} ${drawn}`;
  expect(words.replace(/Scores and baselines that need images are left out: [^.]*\./, "")).not.toMatch(
    /images?\b|pixels?\b|NaN|undefined/i,
  );
  expect([...files.keys()]).toContain("figures/extremes.svg");
  const alts = [...page.querySelectorAll(".scored img")].map((tile) => tile.getAttribute("alt") ?? "");
  expect(alts.length).toBeGreaterThan(0);
  for (const alt of alts) expect(alt).toMatch(/, (normal|anomalous) test row \d+ \(class \d+\)$/);
});
