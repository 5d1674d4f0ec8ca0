import type { Table } from "hourglass-core/internal/data/columns/columns.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { sliceSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { type SampleShape, sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { GivenSettings } from "hourglass-core/internal/settings/settings.ts";
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { sampleColumns, sampleSeries } from "../../../../../test/support/tables.ts";
import { type DetectorSummary, parseDetectorSummary } from "../../detector/folder/detector-summary.ts";
import { usualAims } from "../../detector/plan.ts";
import { recipeFor } from "../../detector/recipe.ts";
import { thresholdOf } from "../../detector/threshold.ts";
import { storedShape } from "../../run/files/stored-shape.ts";
import { createDocument } from "../page/document.ts";
import type { Report } from "../page/report.ts";
import { renderDetector } from "./detector.tsx";
import type { ScoresInput } from "./detector-input.ts";
import { renderScores } from "./scores.tsx";

const row: SampleShape = { kind: "row", columns: sampleColumns.length, table: sampleColumns };
const image: SampleShape = { height: 2, width: 2, channels: 1 };
const series: SampleShape = { kind: "series", steps: 24, channels: 3 };

const architecture: Architecture = {
  name: "deep",
  encoder: [{ type: "dense", units: 2, activation: "linear" }],
  decoder: [{ type: "dense", units: 6, activation: "linear" }],
};

/** From 0.01 to 2: of 200 the threshold of 5 % is the 191st. */
const normalScores = Float64Array.from({ length: 200 }, (_, place) => (place + 1) / 100);
const falseAlarms = 0.05;
const document = createDocument();

interface MadeUp extends Partial<Omit<DetectorSummary, "settings">> {
  readonly settings?: GivenSettings;
}

function summaryOf(shape: SampleShape, { settings, ...more }: MadeUp = {}): DetectorSummary {
  const made: DetectorSummary = {
    ...{ format: 2, kind: "detector", status: "done", score: "relative", objective: "an objective" },
    aims: { ...usualAims, falseAlarms },
    threshold: thresholdOf(normalScores, falseAlarms),
    choice: {
      best: "relative",
      areas: {
        error: { shift: 0.7, borrow: 0.8 },
        relative: { shift: 0.91, borrow: 0.95 },
        "pca-error": { shift: 0.9, borrow: 0.92 },
        "pca-mahalanobis": { shift: 0.5, borrow: 0.6 },
      },
    },
    samples: { train: 800, heldOut: 200, trimmed: 0 },
    settings: {
      ...resolveSettings({ ...recipeFor(shape), ...settings }, "test", shape),
      dataset: settings?.dataset ?? "some pumps.csv",
    },
    dataset: {
      ...{ name: "pumps", title: "Pumps <of> & by", source: "nowhere", licence: "MIT", checksums: {} },
      ...{ classNames: ["idle", "run", "worn"], ...storedShape(shape), sha256: "b2".repeat(32) },
      splits: { train: 800, validation: 200, test: 50 },
    },
    model: {
      ...{ name: "deep", code: "deterministic", latentSize: 2, layers: ["encoder 1: dense 6 -> 2"] },
      ...{ parameters: 1234, architecture },
    },
    environment: {
      ...{ hourglass: "0.1.0", runtime: "onnxruntime-node", node: "v20", platform: "linux", cpu: "one" },
      ...{ cores: 2, threads: 2 },
    },
    ...{ started: "2026-11-21T12:00:00.000Z", seconds: 12.3, epochs: { run: 3, kept: 3 } },
    test: { normal: { samples: 40, alarms: 3 } },
    weights: "c3".repeat(32),
  };
  return { ...made, ...more };
}

const history = [1, 2, 3].map((epoch) => ({
  ...{ epoch, trainingLoss: 1 / epoch, validationLoss: epoch === 2 ? 0.1 : 1, seconds: 1 },
  imagesPerSecond: 100,
}));

function detectorOf(summary: DetectorSummary): Report {
  const provenance = { weights: summary.weights, data: "b2".repeat(32) };
  return renderDetector({ summary, history, normalScores, provenance, document });
}

const pageOf = ({ html }: Report): Document => parseHTML(html).document as unknown as Document;

/** The words of an element, any space between them as one. */
const said = ({ textContent }: Element): string => (textContent ?? "").replaceAll(/\s+/g, " ");

const text = (page: Document | Element, selector: string): readonly string[] =>
  [...page.querySelectorAll(selector)].map(said);

/** The lines of a table, their cells apart. */
const lines = (page: Document, table: string): readonly (readonly string[])[] =>
  [...page.querySelectorAll(`${table} tbody tr`)].map((line) => [...line.children].map(said));

const sectionOf = (page: Document, heading: string): Element =>
  [...page.querySelectorAll("section")].find(
    (section) => section.querySelector("h2")?.textContent === heading,
  ) as Element;

/** All words of a page and of its figures. */
function wordsOf(report: Report): string {
  const drawn = [...report.files.values()].join(" ").replaceAll(/<[^>]*>/g, " ");
  return `${pageOf(report).body.textContent} ${drawn}`;
}

describe("the page of a detector", () => {
  const normalClasses = [0, 1];
  const tested = {
    normal: { samples: 40, alarms: 3 },
    anomalous: { samples: 10, alarms: 9 },
    areas: { error: 0.8, relative: 0.9, "pca-error": 0.95, "pca-mahalanobis": 0.4 },
  };
  const labelled = summaryOf(row, { normalClasses, test: tested });
  const report = detectorOf(labelled);
  const page = pageOf(report);

  test("is of a summary as files have it", () => {
    const bytes = new TextEncoder().encode(JSON.stringify(labelled));
    expect(parseDetectorSummary(bytes, "run.json").threshold).toEqual(labelled.threshold);
  });

  test("says first what it learnt of, when it raises alarms, and how many the test split has", () => {
    const [low, high] = labelled.threshold.interval.map((share) => Number((100 * share).toPrecision(3)));
    expect(text(page, ".lead")).toEqual([
      `It has learnt of 800 normal rows of Pumps <of> & by (classes idle and run) what is normal. It raises an alarm above 1.910 ` +
        `by the score "relative error". Alarms were allowed for 5 % of normal rows; by the 200 held-out ones, ${low} % to ${high} % ` +
        `raise one with 95 % confidence. On the test split, which decided nothing, 3 of 40 normal rows (7.5 %) raise an alarm, and ` +
        `9 of 10 others (90 %).`,
    ]);
    expect(text(pageOf(detectorOf(summaryOf(row))), ".lead")[0]).toContain(
      "3 of 40 rows (7.5 %) raise an alarm; which of these are normal nobody has told.",
    );
    expect(text(page, ".key-facts dd")).toEqual([
      ...["relative error", "1.910", "5 % allowed", "2 values", "1,234", "3 epochs, 12.3 s", "1"],
    ]);
  });

  test("shows how normal rows score, with the threshold, and the numbers as a file", () => {
    const [figure] = sectionOf(page, "How normal rows score").querySelectorAll("figure");
    expect(figure?.querySelector(".caption")?.textContent).toContain(
      "Scores of the 200 held-out normal rows, which were not trained on; the higher, the stranger. The dashed line is the threshold: 9 of them lie above it.",
    );
    expect(String(report.files.get("figures/normal-scores.svg"))).toContain("threshold");
    const [header, ...bins] = String(report.files.get("figures/normal-scores.csv")).trim().split("\n");
    expect(header).toBe("scoreFrom,scoreTo,heldOutNormal");
    expect(bins.reduce((sum, line) => sum + Number(line.split(",")[2]), 0)).toBe(200);
  });

  test("has the alarms of the test split with their interval", () => {
    // Wilson's formula, worked out apart: 0.025836 to 0.198642 of 3 in 40, 0.595850 to 0.982124 of 9 in 10.
    expect(lines(page, "section:nth-of-type(1) .table")).toEqual([
      ["normal", "40", "3", "7.5 %", "2.58 % to 19.9 %"],
      ["others", "10", "9", "90 %", "59.6 % to 98.2 %"],
    ]);
  });

  test("has every score beside the others, the one that is kept marked, and those without an autoencoder", () => {
    const section = sectionOf(page, "How the score was chosen");
    expect(text(section, "thead th")).toEqual([
      ...["score", "shift", "borrow", "meanover the faults", "test splitdecided nothing"],
    ]);
    const rows = [...section.querySelectorAll(".table:not(:has(.facts)) tbody tr")].map((line) =>
      [...line.children].map(said),
    );
    expect(rows.slice(0, 4)).toEqual([
      ["error", "70.00", "80.00", "75.00", "80.00"],
      ["relative errorkept", "91.00", "95.00", "93.00", "90.00"],
      ["PCA, errorno autoencoder", "90.00", "92.00", "91.00", "95.00"],
      ["PCA, Mahalanobisno autoencoder", "50.00", "60.00", "55.00", "40.00"],
    ]);
    expect(text(section, "strong")).toEqual([...["relative error", "93.00"]]);
    expect(said(section)).toContain(
      '"relative error" has a mean area of 93.00 %; "PCA, error", the best score that needs no autoencoder, has 91.00 %. ' +
        "On the test split, which decided nothing, they have 90.00 % and 95.00 %.",
    );
  });

  test("says so where the score needs no autoencoder, and where it was given", () => {
    const areas = { error: { shift: 0.7 }, euclid: { shift: 0.9 } };
    const baseline = pageOf(
      detectorOf(summaryOf(row, { score: "euclid", choice: { best: "euclid", areas } })),
    );
    expect(said(sectionOf(baseline, "How the score was chosen"))).toContain(
      '"raw values, Euclid" has a mean area of 90.00 % and needs no autoencoder: no score of the autoencoder tells these faults better.',
    );
    const { choice: _, ...given } = summaryOf(row, { score: "error" });
    const section = sectionOf(pageOf(detectorOf(given)), "How the score was chosen");
    expect(said(section)).toContain('The score "error" was given with --score, so none was chosen.');
    expect(section.querySelectorAll("table")).toHaveLength(0);
  });

  test("shows the losses, and which epoch is kept", () => {
    const section = sectionOf(page, "Training");
    expect(section.querySelector(".caption")?.textContent).toContain(
      "The training objective over 3 epochs. ",
    );
    expect(section.querySelector(".caption")?.textContent).toContain("Kept are the weights of epoch 3.");
    expect(String(report.files.get("figures/loss.svg"))).toContain("best epoch: 2");
    expect(report.files.get("figures/loss.csv")).toContain("\n2,0.5,0.1\n");
  });

  test("says how it was fitted, how to use it, loads nothing and keeps words of the data from being markup", () => {
    expect(text(page, "section > ul li").slice(0, 4)).toEqual([
      "Normal are the rows of classes idle and run; no other was used.",
      "The autoencoder was trained on 800 rows; 200 were held out, a share of 20 %, drawn by the seed.",
      "All of these rows were taken to be normal.",
      expect.stringMatching(/^The held-out rows (.* )?chose the score and set the threshold; nothing was/),
    ]);
    const facts = new Map(lines(page, "table.facts").map(([name, value]) => [name, value]));
    expect(facts.get("score: relative error")).toMatch(
      /^The squared error of each column, divided by its mean/,
    );
    expect(facts.get("threshold")).toBe("1.91");
    expect(facts.get("SHA-256 of the weights")).toBe("c3".repeat(32));
    expect(facts.get("layers")).toBe("encoder 1: dense 6 → 2");
    expect(text(page, "pre")).toEqual([
      "hourglass detect fit 'some pumps.csv' --out DIR --false-alarms 0.05 --normal 0,1",
      "hourglass detect score FOLDER NEW.csv --out scores.csv",
    ]);
    const links = [...page.querySelectorAll("a[href]")].map((link) => link.getAttribute("href"));
    for (const file of ["run.json", "metrics.jsonl", "model.safetensors", "detector.onnx"]) {
      expect(links).toContain(file);
    }
    expect(text(page, "h1")).toEqual(["Detector of anomalies on Pumps <of> & by"]);
    expect(page.querySelectorAll("script, link, [src^=http]")).toHaveLength(0);
  });

  test("names in the command what is not as it is by default", () => {
    const commandOf = (made: MadeUp, shape: SampleShape = row): string | undefined =>
      text(pageOf(detectorOf(summaryOf(shape, made))), "pre")[0];
    const aims = { falseAlarms: 0.01, contamination: 0.1, heldOut: 0.3, score: "error" };
    expect(commandOf({ aims, settings: { dataset: "digits", epochs: 7, seed: 2 } })).toBe(
      "hourglass detect fit digits --out DIR --contamination 0.1 --score error --held-out 0.3 --epochs 7 --seed 2",
    );
    expect(commandOf({ settings: { dataset: "digits" } }, image)).toBe(
      "hourglass detect fit digits --out DIR --false-alarms 0.05",
    );
    const vanilla = {
      ...resolveSettings({ model: "vanilla", epochs: 3 }, "test", image),
      dataset: "digits",
    };
    expect(text(pageOf(detectorOf({ ...summaryOf(image), settings: vanilla })), "pre")[0]).toBe(
      "hourglass detect fit digits --out DIR --false-alarms 0.05 --model vanilla --epochs 3",
    );
  });

  test("says how many were left out where some of the samples are anomalies", () => {
    const mixed = summaryOf(row, {
      aims: { ...usualAims, contamination: 0.05 },
      samples: { train: 760, heldOut: 190, trimmed: 50 },
    });
    const words = said(pageOf(detectorOf(mixed)).body);
    expect(words).toContain("It has learnt of 760 rows of Pumps");
    expect(words).toContain(
      "5 % of the rows were said to be anomalies that nobody had told apart: 50 were left out of training and threshold",
    );
    expect(words).toContain("over 3 epochs of the second training");
  });

  test("says of images what it says of rows, and of neither what it is not", () => {
    const areas = { error: { patch: 0.9, mirror: 0.8 }, relative: { patch: 0.95, mirror: 0.9 } };
    const ofImages = detectorOf(summaryOf(image, { choice: { best: "relative", areas } }));
    expect(text(pageOf(ofImages), "h2")[0]).toBe("How normal images score");
    expect(wordsOf(ofImages)).toContain("patch: a square of the image is that of another one");
    expect(wordsOf(ofImages)).not.toMatch(/\brows?\b|\bcolumns?\b|NaN|undefined/);
    // What the options and the fields of files are called is as it is for images.
    expect(wordsOf(report)).not.toMatch(/\bimages?\b|\bpixels?\b|NaN|undefined/i);
  });
});

/** Scores of 10 new samples, of which 3 raise an alarm, and the 3 strangest of them. */
function scoresOf(shape: SampleShape, samples: Samples, more: Partial<ScoresInput> = {}): Report {
  const size = sampleSize(shape);
  const scores = Float64Array.of(0.5, 0.6, 40, 0.7, 2.5, 0.1, 0.2, 1, 1.2, 2);
  const three = sliceSamples(samples, 0, 3);
  const given = valuesOf(three);
  const values = given instanceof Uint8Array ? Float32Array.from(given, (byte) => byte / 255) : given;
  return renderScores({
    ...{ summary: summaryOf(shape), normalScores, source: "new <1>.csv", samples: three, document },
    findings: { scores, alarms: Array.from(scores, (score) => score > 1.91), areUnlike: false },
    strangest: [
      { name: "third", label: "worn", score: 40, percentile: 100, isAlarm: true },
      { name: "fifth", score: 2.5, percentile: 99.96, isAlarm: true },
      { name: "tenth", score: 1.5, percentile: 75.25, isAlarm: false },
    ],
    reconstructions: values.map((value, at) => (at % size === 0 ? value + 1 : value)),
    errors: values.map((_, at) => (at % size === 0 ? at + 1 : 0)),
    ...more,
  });
}

describe("the page of scores", () => {
  const table: Table = sampleColumns;
  const statistics = { mean: new Float32Array(6), deviation: new Float32Array(6).fill(10) };
  const reasons = [
    { column: "load (%)", value: "61.53842", expected: "50.25", times: 8.349 },
    { column: "mode", value: "", expected: "run", times: 123.4 },
    { column: "pump", value: "A", expected: "B", times: 1.04 },
  ];
  const rows: Samples = {
    ...{ kind: "row", count: 3, columns: 6, table },
    values: Float32Array.of(
      ...[61.53842, 2, 5, 3, 100, 0],
      ...[50, 1, 5, 3, 100, 0],
      ...[40, 0, Number.NaN, 3, 100, 1],
    ),
  };
  const report = scoresOf(row, rows, {
    ...{ statistics, file: "scores.csv" },
    strangest: [
      { name: "third", label: "worn", score: 40, percentile: 100, isAlarm: true, reasons },
      { name: "fifth", score: 2.5, percentile: 99.96, isAlarm: true, reasons: [] },
      { name: "tenth", score: 1.5, percentile: 75.25, isAlarm: false, reasons: [] },
    ],
  });
  const page = pageOf(report);

  test("says first how many raise an alarm, beside how many would of normal ones", () => {
    expect(text(page, "h1")).toEqual(["Anomalies in new <1>.csv"]);
    expect(text(page, ".lead")[0]).toMatch(
      /^3 of the 10 rows of new <1>\.csv raise an alarm \(30 %\)\. Of normal ones like those of Pumps <of> & by about 5 % would \([\d.]+ % to [\d.]+ % with 95 % confidence\)\. The scores of all are in scores\.csv\.$/,
    );
    expect(text(page, ".key-facts dd")).toEqual(["10", "3", "5 % allowed", "relative error", "1.910"]);
    expect(text(page, ".warnings")).toEqual([]);
  });

  test("warns where the samples are unlike the training data as a whole", () => {
    const findings = { scores: Float64Array.of(9, 9, 1), alarms: [true, true, false], areUnlike: true };
    const [words] = text(pageOf(scoresOf(row, rows, { findings })), ".warnings");
    expect(words).toContain("These rows are unlike the training data as a whole");
    expect(words).toContain("2 of 3 rows (66.7 %) raise an alarm: so many that single alarms say little.");
    expect(words).toContain("Check that the columns and their units are those of Pumps <of> & by.");
    expect(words).toContain("fit the detector anew");
  });

  test("shows the scores beside those of normal samples, what is beyond in the last bin", () => {
    const caption = sectionOf(page, "How the scores lie").querySelector(".caption")?.textContent;
    expect(caption).toContain(
      "Scores of the 10 rows of new <1>.csv (orange) and of the 200 held-out normal rows (blue)",
    );
    expect(caption).toContain("here 2 scores of these rows and 0 of held-out ones.");
    const [header, ...bins] = String(report.files.get("figures/scores.csv")).trim().split("\n");
    expect(header).toBe("scoreFrom,scoreTo,heldOutNormal,scored");
    const counts = bins.map((line) => line.split(",").slice(2).map(Number) as [number, number]);
    expect(counts.reduce((sum, [normal]) => sum + normal, 0)).toBe(200);
    expect(counts.reduce((sum, [, scored]) => sum + scored, 0)).toBe(10);
    expect(bins.at(-1)).toMatch(/^[\d.]+,,\d+,2$/);
  });

  test("says of the strangest rows why", () => {
    expect(text(page, ".strangest thead th")).toEqual([
      ...["row", "class", "scorerelative error", "percentile% of held-out normal rows", "alarm", "why"],
    ]);
    expect(lines(page, ".strangest")).toEqual([
      [
        ...["third", "worn", "40.00", "100.0", "yes"],
        "load (%): 61.5, expected 62.5 (8.3 times its usual error)mode: missing, expected missing (120 times its usual error)",
      ],
      ["fifth", "", "2.500", "> 99.9", "yes", "no column alone is off by more than usual"],
      ["tenth", "", "1.500", "75.3", "no", "no column alone is off by more than usual"],
    ]);
  });

  test("has rows above what the autoencoder makes of them", () => {
    expect(lines(page, ".sample-rows").slice(0, 3)).toEqual([
      ["third (worn): score 40.00, percentile 100.0, alarm"],
      ["original", "61.5", "missing", "5.0", "3", "2024-06-09", "A"],
      ["reconstruction", "62.5", "missing", "5.0", "3", "2024-06-09", "A"],
    ]);
    expect(lines(page, ".sample-rows")[6]).toEqual(["tenth: score 1.500, percentile 75.3"]);
  });

  test("says by which detector, loads nothing, and names no file that nobody writes", () => {
    const facts = new Map(lines(page, "table.facts").map(([name, value]) => [name, value]));
    expect(facts.get("fitted to")).toBe("Pumps <of> & by: 800 rows to train on, 200 held out");
    expect(facts.get("threshold")).toBe("1.91");
    expect(facts.get("SHA-256 of the weights")).toBe("c3".repeat(32));
    expect(page.body.textContent).toContain(
      "The percentile of a score is the share of the 200 held-out normal rows that score below it",
    );
    expect([...page.querySelectorAll("a[href]")].map((link) => link.getAttribute("href"))).toEqual([
      "scores.csv",
    ]);
    expect(page.querySelectorAll("script, link, [src^=http]")).toHaveLength(0);
    expect(wordsOf(report)).not.toMatch(/\bimages?\b|\bpixels?\b|NaN|undefined/i);
  });

  const pictures: readonly (readonly [string, SampleShape, Samples])[] = [
    ["images", image, { count: 3, height: 2, width: 2, channels: 1, images: new Uint8Array(12).fill(9) }],
    ["series", series, sampleSeries(3)],
    [
      "rows",
      { kind: "row", columns: 6 },
      { kind: "row", count: 3, columns: 6, values: new Float32Array(18) },
    ],
  ];
  test.each(pictures)(
    "shows %s as pictures: each, its reconstruction and a map",
    (plural, shape, samples) => {
      const drawn = scoresOf(shape, samples);
      const shown = pageOf(drawn);
      const [first] = shown.querySelectorAll(".example");
      expect([...first!.querySelectorAll("img")].map((tile) => tile.getAttribute("alt"))).toEqual([
        ...["third, which raises an alarm", "third: reconstruction", "third: squared errors"],
      ]);
      expect(text(shown, ".example .tile-label")).toEqual([
        ...["thirdworn40.00100.0 %", "fifth2.500> 99.9 %", "tenth1.50075.3 %"],
      ]);
      expect([...shown.querySelectorAll(".example")].map(({ className }) => className)).toEqual([
        ...["example alarm", "example alarm", "example"],
      ]);
      // The greatest error is the first of the last sample.
      const size = sampleSize(shape);
      expect(text(shown, ".legend .number")).toEqual(["0", (2 * size + 1).toPrecision(4)]);
      expect(text(shown, "h2")).toContain(`The strangest ${plural}`);
      expect([...drawn.files.keys()]).toContain("figures/strangest.svg");
      expect(wordsOf(drawn)).toContain(
        "the brightest colour is the greatest squared error of all that are shown",
      );
      expect(wordsOf(drawn)).not.toMatch(/NaN|undefined/);
      if (plural !== "images") expect(wordsOf(drawn)).not.toMatch(/\bimages?\b|\bpixels?\b/i);
    },
  );

  test("of nothing it shows nothing", () => {
    const none = scoresOf(row, rows, {
      findings: { scores: new Float64Array(), alarms: [], areUnlike: false },
      ...{ strangest: [], samples: sliceSamples(rows, 0, 0) },
    });
    expect(text(pageOf(none), "h2")).toEqual(["How they were scored"]);
    expect(wordsOf(none)).not.toMatch(/NaN|undefined/);
  });
});
