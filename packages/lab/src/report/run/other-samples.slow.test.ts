import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { sampleRepresentation } from "../../../../../test/support/sample-representation.ts";
import { datasetOf, sampleRows, sampleSeries, sampleTable } from "../../../../../test/support/tables.ts";
import { evaluate } from "../../evaluation/evaluate.ts";
import type { Evaluation } from "../../evaluation/evaluation.ts";
import { drawSamples } from "../../measures/mixture/draw-samples.ts";
import { runFolder } from "../../run/folder.ts";
import { trainRun } from "../../run/train-run.ts";
import { renderComparison } from "../comparison/comparison.tsx";
import { createDocument } from "../page/document.ts";
import type { Report } from "../page/report.ts";
import { renderReport } from "./report.tsx";
import type { ReportInput } from "./report-input.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hourglass-report-"));
});
afterAll(() => rm(folder, { recursive: true }));

interface Told {
  readonly input: ReportInput;
  readonly evaluation: Evaluation;
  readonly report: Report;
}

/** The report of a tiny run on samples. */
async function reportOf(samples: Samples, given: Readonly<Record<string, unknown>>): Promise<Told> {
  const dataset = datasetOf("made-up.npy", samples);
  const settings = resolveSettings(
    { dataset: "made-up.npy", latentSize: 2, epochs: 3, batchSize: 16, validation: 20, threads: 1, ...given },
    "test",
    shapeOf(samples),
  );
  const run = await trainRun({
    folder: runFolder(await mkdtemp(join(folder, `${given["model"]}-`))),
    ...{ settings, dataset, runtime: await nativeRuntime() },
  });
  const { summary, history, autoencoder } = run;
  if (autoencoder === undefined) throw new Error("it has not finished");
  const { train, test: tested } = dataset;
  const evaluation = await evaluate(autoencoder, tested, {
    train,
    objective: objectiveOf(settings),
    rankBy: "mse",
  });
  const drawn = await drawSamples(autoencoder, splitDataset(dataset, summary.dataset.splits), {});
  await autoencoder.release();
  const representation = sampleRepresentation(tested, dataset.classNames, ["probe", "rank", "map"]);
  const input = { summary, history, evaluation, representation, drawn, document: createDocument() };
  return { input, evaluation, report: renderReport(input) };
}

/** What a reader sees: the text of the page, and what stands in place of pictures. Settings are explained for all samples. */
function wordsOf(html: string): string {
  const body = html
    .slice(html.indexOf("<body>"))
    .replace(/<section id="settings">.*?<\/section>/s, "")
    .replace(/<pre>.*?<\/pre>/gs, "");
  const alternatives = [...body.matchAll(/\s(?:alt|aria-label)="([^"]*)"/g)].map(([, words]) => words);
  return [body.replace(/<style>.*?<\/style>/gs, "").replace(/<[^>]*>/g, " "), ...alternatives].join("\n");
}

const imageWords =
  /.{0,60}(\bimages?\b|pixel|intensity|\bgr[ae]y\b|stroke|\d+ [x×] \d+ \(|undefined|NaN|\[object).{0,60}/i;

const models = ["vanilla", "sparse", "denoising", "variational"] as const;
const sets = [
  ["rows", sampleRows(200), "A row is drawn as a bar a column, in their order"],
  [
    "series",
    sampleSeries(200),
    "A series is drawn as a line a channel over its steps (channel 0 blue, 1 orange and 2 green)",
  ],
  ["rows of a table", sampleTable(200), "A row is drawn as a bar for each value that the model sees"],
] as const;

describe.each(sets)("the report of a model of %s", (_name, samples, drawing) => {
  const { plural } = kindOfSamples(samples);
  const isTable = tableOf(samples) !== undefined;
  let told: Readonly<Record<string, Told>> = {};
  beforeAll(async () => {
    const entries: [string, Told][] = [];
    for (const model of models) entries.push([model, await reportOf(samples, { model, binarize: false })]);
    told = Object.fromEntries(entries);
  });

  test.each(models)("has no words of images: %s", (model) => {
    const { report } = told[model] as Told;
    const words = wordsOf(report.html);
    expect(words.match(imageWords)?.[0]).toBeUndefined();
    expect(words).toContain(`test ${plural}`);
    for (const [path, content] of report.files) {
      if (!path.endsWith(".svg")) continue;
      const text = (content as string).replace(/<style>.*?<\/style>/gs, "").replace(/<[^>]*>/g, " ");
      expect([path, text.match(imageWords)?.[0]]).toEqual([path, undefined]);
    }
  });

  test.each(models)("says in each figure with pictures of samples how they are drawn: %s", (model) => {
    const { report } = told[model] as Told;
    const figures = [...report.html.matchAll(/<figure>.*?<\/figure>/gs)].map(([figure]) => figure);
    const pictured = figures.filter((figure) => /<img class="tile|map-sprite|map-hits/.test(figure));
    // Rows of a table are pictures on the map alone, and on the plane of codes of a variational model.
    if (isTable) expect(pictured).toHaveLength(model === "variational" ? 2 : 1);
    else expect(pictured.length).toBeGreaterThan(4);
    for (const figure of pictured) expect(figure.includes(drawing), figure.slice(-900)).toBe(true);
    for (const file of isTable ? [] : ["examples", "extremes", "units", "walks"]) {
      const text = (report.files.get(`figures/${file}.svg`) as string).replace(/<[^>]*>/g, " ");
      expect(text.replace(/\s+/g, " ")).toContain(drawing);
    }
  });

  test.each(["vanilla", "sparse", "denoising"])("draws new samples of their kind: %s", (model) => {
    const { report } = told[model] as Told;
    expect(report.html).toContain(`<h2>New ${plural} from its codes</h2>`);
    if (isTable) {
      const lines = (report.files.get("figures/samples-values.csv") as string).trimEnd().split("\n");
      expect(lines).toHaveLength(1 + 64);
      expect(report.html).toContain("Shown are 24 of 64 rows; the file has all.");
      return;
    }
    expect((report.files.get("figures/samples.svg") as string).replace(/<[^>]*>/g, " ")).toContain(
      `64 ${plural}`,
    );
  });

  test("shows nothing that is of images alone", () => {
    for (const { report } of Object.values(told)) {
      for (const file of ["filters.svg", "feature-maps.svg", "brightest-cell.svg"]) {
        expect([...report.files.keys()]).not.toContain(`figures/${file}`);
      }
    }
  });

  test("draws an original and its reconstruction on one scale", () => {
    const { pictures } = (told["vanilla"] as Told).evaluation;
    expect(pictures?.statistics?.mean).toHaveLength(plural === "rows" ? 6 : 3);
  });

  test.skipIf(isTable)("tells the error of each channel beside that of guessing its mean", () => {
    const { evaluation, report } = told["vanilla"] as Told;
    const { errorsByChannel = [] } = evaluation.measures;
    expect(errorsByChannel).toHaveLength(plural === "rows" ? 6 : 3);
    expect(JSON.parse(report.files.get("evaluation.json") as string).errorsByChannel).toEqual(
      errorsByChannel,
    );
    const table = (report.files.get("figures/error-by-channel.csv") as string).trimEnd().split("\n");
    expect(table).toHaveLength(1 + errorsByChannel.length);
    expect(table[0]).toBe("channel,rootMeanSquare,standardDeviation,unexplained");
    const [, shown] = /<caption>\s*<span>Test errors by .*?<tbody>(.*?)<\/tbody>/s.exec(
      report.html,
    ) as RegExpExecArray;
    const order = [...(shown as string).matchAll(/<th[^>]*>(\d+)<\/th>/g)].map(([, channel]) =>
      Number(channel),
    );
    const shares = order.map((channel) => errorsByChannel[channel]?.unexplained ?? -1);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    if (plural === "rows") expect(order.at(-1)).toBe(5);
  });

  test.runIf(isTable)("tells the error of each column by its name, beside that of guessing", () => {
    const { evaluation, report } = told["vanilla"] as Told;
    const { errorsByColumn = [], errorsByChannel } = evaluation.measures;
    expect(errorsByChannel).toBeUndefined();
    expect(errorsByColumn.map(({ name }) => name)).toEqual(tableOf(samples)?.map(({ name }) => name));
    expect(JSON.parse(report.files.get("evaluation.json") as string).errorsByColumn).toEqual(errorsByColumn);
    const table = (report.files.get("figures/error-by-column.csv") as string).trimEnd().split("\n");
    expect(table).toHaveLength(1 + errorsByColumn.length);
    expect(table[2]).toMatch(/^mode,words,,,,[\d.]+,0\.\d+,(run|idle),/);
    expect(table[5]).toMatch(/^day,date,days,\d/);
    const [, shown] = /<caption>\s*<span>Test errors by column.*?<tbody>(.*?)<\/tbody>/s.exec(
      report.html,
    ) as RegExpExecArray;
    const missing = Array.from({ length: 40 }, (_, row) => (160 + row) % 7 === 3).filter(Boolean).length;
    expect(shown).toMatch(new RegExp(`pressure \\(bar\\)</th>.*?<td class="number">${missing}</td></tr>`));
    expect(shown).toMatch(/day<\/th><td class="number">[\d.]+ days<\/td><td class="number">[\d.]+ days</);
    expect(shown).toMatch(
      /pump<\/th><td class="number">[\d.]+% wrong<\/td><td class="number">[\d.]+% wrong \(/,
    );
  });

  test.runIf(isTable)("shows rows as lines of tables, with the names of the columns and marks", () => {
    for (const model of models) {
      const { report } = told[model] as Told;
      for (const file of ["examples", "extremes", "units", "walks"]) {
        expect([...report.files.keys()]).not.toContain(`figures/${file}.svg`);
        const [header] = (report.files.get(`figures/${file}-values.csv`) as string).split("\n");
        expect(header).toBe("group,row,load (%),mode,pressure (bar),count,day,pump");
      }
      const tables = [...report.html.matchAll(/<div class="sample-rows">.*?<\/table>/gs)].map(([one]) => one);
      expect(tables.length).toBeGreaterThan(4);
      for (const table of tables) {
        expect(table).toContain('<th scope="col" class="number">pressure (bar)</th>');
        expect(table.match(/<th scope="row">/g)!.length).toBeLessThanOrEqual(24);
      }
      expect(report.html).toMatch(/<b>[↑↓] [−\d]/);
      expect(report.html).toMatch(/<b>≠ (idle|run|missing|\(other\)|A|B)/);
    }
    expect((told["denoising"] as Told).report.files.get("figures/denoised-values.csv")).toContain(",noisy,");
  });

  test("a comparison of them has no words of images", () => {
    const runs = ["vanilla", "sparse"].map((name) => {
      const { input, evaluation } = told[name] as Told;
      const { examples = [] } = evaluation.pictures ?? {};
      return { name, ...input, reconstructions: examples.map(({ reconstruction }) => reconstruction) };
    });
    const { pictures } = (told["vanilla"] as Told).evaluation;
    const { html, files } = renderComparison({
      runs,
      examples: pictures?.examples ?? [],
      statistics: pictures?.statistics,
      document: createDocument(),
    });
    expect(wordsOf(html).match(imageWords)?.[0]).toBeUndefined();
    if (isTable) {
      expect(html).toMatch(/<th scope="row">sparse<\/th>/);
      expect(files.get("figures/examples-values.csv")).toMatch(/^test row 0 \(low\),vanilla,/m);
      return;
    }
    expect(html).toContain(drawing);
    expect((files.get("figures/examples.svg") as string).match(/<image /g)?.length).toBeGreaterThan(3);
  });
});

test("of many columns the table has those that are missed most, and names the others", async () => {
  const { report } = await reportOf(sampleRows(100, 40), { model: "vanilla" });
  const table = /<caption>\s*<span>Test errors by .*?<\/details>/s.exec(report.html)?.[0] as string;
  expect(table.match(/<tr>/g)).toHaveLength(31);
  expect(table).toMatch(/The other 10 columns, in the same order<.*>(\d+, ){9}\d+\./);
});
