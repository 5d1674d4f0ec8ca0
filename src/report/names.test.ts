import { beforeAll, describe, expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../test/support/linear-autoencoder.ts";
import { sampleRepresentation } from "../../test/support/sample-representation.ts";
import { samplePictures, sampleStudy } from "../../test/support/sample-study.ts";
import { type AnomalyScoreName, anomalyScoreNames } from "../anomaly/anomaly-scores.ts";
import type { AnomalyResults, ScoredImage } from "../anomaly/results.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import type { RunSummary } from "../run/files/summary.ts";
import { resolveSettings } from "../settings/settings.ts";
import { visible } from "../visible.ts";
import { renderAnomalies } from "./anomaly.tsx";
import { renderComparison } from "./comparison.tsx";
import { createDocument } from "./document.ts";
import { type Report, renderReport } from "./report.tsx";
import { renderStudy } from "./study.tsx";

// Names come from outside: of files, of classes in them, from layers files and studies. Pages and figures show them.

const names = [
  "</script><img src=x onerror=alert(1)>",
  '"><svg onload=alert(1)>',
  "</title></style><script>alert(1)</script>",
  "<!-- --><b>",
  "]]>&lt;b&gt;&amp;",
  '=HYPERLINK("http://a.example","b")',
  "../../x",
  "..\\..\\x",
  "a|b`x`'y'",
  "\u001b[2J\u009b\u0000",
  "\u202eabc\u2066",
];

const images = randomImages({ count: 30, height: 4, width: 4 });
const document = createDocument();

/** A run whose every name is this one. */
function summaryOf(name: string): RunSummary {
  const errors = { bce: 0.25, mse: 0.125, sse: 2 };
  const settings = { ...resolveSettings({ latentSize: 3 }, "test"), dataset: name, model: `${name}.json` };
  return {
    ...{ format: 2, status: "done", settings, objective: name, started: "2026-11-21T12:00:00.000Z" },
    dataset: {
      ...{ name, title: name, source: name, licence: name, split: name },
      classNames: [`${name}0`, `${name}1`, `${name}2`],
      image: { height: 4, width: 4, channels: 1 },
      checksums: { [name]: "ab12".repeat(16) },
      splits: { train: 1000, validation: 100, test: 30 },
    },
    model: {
      ...{ name, code: "deterministic", latentSize: 3, layers: [name], parameters: 4192 },
      architecture: { name, encoder: [], decoder: [] },
    },
    environment: {
      ...{ hourglass: name, runtime: name, node: name, platform: name, cpu: name, cores: 2, threads: 2 },
    },
    epochs: { run: 2, best: 2, kept: 2, stopped: "all epochs done" },
    ...{ seconds: 12.3, imagesPerSecond: 1000, metrics: { train: errors, validation: errors, test: errors } },
  };
}

const history = [1, 2].map((epoch) => ({
  ...{ epoch, trainingLoss: 1 / epoch, validationLoss: 1.1 / epoch, seconds: 1, imagesPerSecond: 1000 },
}));

let evaluation: Evaluation;

beforeAll(async () => {
  const model = createLinearAutoencoder({ imageSize: 16, imageShape: images, latentSize: 3 });
  evaluation = await evaluate(model, images, { rankBy: "bce" });
});

function reportOf(name: string): Report {
  const summary = summaryOf(name);
  const representation = sampleRepresentation(images, summary.dataset.classNames, ["probe", "rank", "map"]);
  return renderReport({ summary, history, evaluation, representation, document });
}

function studyOf(name: string): Report {
  const sample = sampleStudy({ data: [name, `${name}2`], models: [name, `${name}2`], curves: true });
  const [first, ...runs] = sample.runs;
  const results = {
    ...sample,
    ...{ title: name, question: name, protocol: [name] },
    runs: [{ ...first!, status: "failed" as const, error: name }, ...runs],
    findings: [{ text: name, basis: name, isDifference: true }],
  };
  return renderStudy({ results, pictures: samplePictures(results), document });
}

function comparisonOf(name: string): Report {
  const original = new Uint8Array(16);
  const runs = ["1", "2"].map((number) => {
    const summary = summaryOf(`${name}${number}`);
    return { name: `${name}${number}`, summary, history, reconstructions: [original] };
  });
  const examples = [{ index: 0, label: 1, original }];
  return renderComparison({ runs, examples, document });
}

function anomaliesOf(name: string): Report {
  const { dataset, environment } = summaryOf(name);
  const byScore = <T>(value: T): Record<AnomalyScoreName, T> =>
    Object.fromEntries(anomalyScoreNames.map((score) => [score, value])) as Record<AnomalyScoreName, T>;
  const scored: readonly ScoredImage[] = [{ dataset: name, index: 0, isAnomalous: true, score: 1 }];
  const cells = [0, 1].map((normalClass) => ({
    ...{ normal: `${name}${normalClass}`, normalClass, seed: 1, epochs: 2, seconds: 3 },
    images: { train: 9, validation: 1, normal: 1234, anomalous: 5 },
    auroc: byScore(0.9),
    curve: [
      { falsePositiveRate: 0, truePositiveRate: 0 },
      { falsePositiveRate: 1, truePositiveRate: 1 },
    ],
    histogram: { minimum: -1, maximum: 3, normal: [3, 1], anomalous: [1, 4] },
    extremes: {
      ...{ strangest: scored, leastStrange: scored, strangestNormal: scored, leastStrangeAnomalous: scored },
    },
  }));
  const spread = { mean: 0.9, standardDeviation: 0 };
  const results: AnomalyResults = {
    ...{ format: 1, status: "done", dataset, environment, protocol: [name], cells },
    plan: { settings: resolveSettings({}, "test"), classes: [0, 1], seeds: [1] },
    ...{ scores: byScore(name), mean: byScore(spread) },
  };
  const picture = (): { bytes: Uint8Array; name: string } => ({ bytes: new Uint8Array(16), name });
  return renderAnomalies({ results, picture, document });
}

/**
 * Every tag with the names of its attributes: what a page is made of, whatever its texts. How a label of a plot is turned and
 * broken into lines depends on the width of its letters.
 */
function outline(markup: string): readonly string[] {
  return [...markup.matchAll(/<(?<tag>[a-z/!?][^\s>]*)(?<attributes>(?:"[^"]*"|[^">])*)>/gi)]
    .map(({ groups }) => {
      const { tag = "", attributes = "" } = groups ?? {};
      return [tag, ...attributes.replaceAll(/"[^"]*"/g, "").split(/[\s=]+/)].join(" ").trim();
    })
    .filter((element) => !/^\/?(?:title|tspan)\b/.test(element))
    .map((element) => element.replace(/^(g|text) .*$/, "$1"));
}

function textOf(markup: string): string {
  const text = markup.replaceAll(/<style>.*?<\/style>|<[^>]*>/gs, "");
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** Of names as long that mean nothing; several are. */
const plainPages = new Map<string, Report>();

const pages = { report: reportOf, study: studyOf, comparison: comparisonOf, anomalies: anomaliesOf };

describe.each(Object.entries(pages))("the page: %s", (kind, render) => {
  test.each(names.map((name) => [visible(name), name]))("%s is shown and does nothing", (_, name) => {
    const page = render(name);
    const { length } = visible(name, "lines");
    const plain = plainPages.get(`${kind} ${length}`) ?? render("x".repeat(length));
    plainPages.set(`${kind} ${length}`, plain);
    expect(outline(page.html)).toEqual(outline(plain.html));
    expect(visible(page.html, "lines") === page.html).toBe(true);
    expect(textOf(page.html).includes(visible(name, "lines"))).toBe(true);
    expect(page.files.size).toBe(plain.files.size);
    for (const [file, content] of page.files) {
      expect(file).toMatch(/^(?:figures\/)?[a-z0-9-]+\.(?:svg|png|csv|json)$/);
      if (!file.endsWith(".svg")) continue;
      const svg = String(content);
      expect(visible(svg, "lines") === svg).toBe(true);
      expect(outline(svg).filter((element) => /^(?:script|img|b) | on/.test(element))).toEqual([]);
    }
  });
});
