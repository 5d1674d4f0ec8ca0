import { type ImageSet, imageSize, sliceImages } from "hourglass-core/internal/data/image-set.ts";
import { type Autoencoder, createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { initialWeights } from "hourglass-core/internal/model/model.ts";
import { lossOf } from "hourglass-core/internal/program/losses/losses.ts";
import { describeObjective } from "hourglass-core/internal/program/objective.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import {
  createLinearAutoencoder,
  type LinearOptions,
  randomImages,
} from "../../../../../test/support/linear-autoencoder.ts";
import { sampleRepresentation } from "../../../../../test/support/sample-representation.ts";
import { withoutPictures } from "../../../../../test/support/without-pictures.ts";
import { evaluate } from "../../evaluation/evaluate.ts";
import { drawSamples } from "../../measures/mixture/draw-samples.ts";
import type { EpochRecord, RunSummary } from "../../run/files/summary.ts";
import { createDocument } from "../page/document.ts";
import type { Report } from "../page/report.ts";
import { renderReport } from "./report.tsx";
import type { ReportInput } from "./report-input.ts";
import { reportSections } from "./sections/sections.ts";

interface RunOptions {
  readonly test?: ImageSet;
  readonly latentSize?: number;
  readonly model?: Partial<LinearOptions>;
  readonly epochs?: number;
  readonly validation?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly dataset?: Partial<RunSummary["dataset"]>;
  /** The measures of the code that were taken. */
  readonly measured?: readonly string[];
  /** New samples are drawn from the codes. */
  readonly drawn?: boolean;
  /** Breaks the model. */
  readonly change?: (model: Autoencoder) => Autoencoder;
}

const provenance = { weights: "a1".repeat(32), data: "b2".repeat(32) };

/** The report of a made-up run: an untrained model on images of noise. */
async function reportOf(options: RunOptions = {}): Promise<Report> {
  const { latentSize = 32, epochs = 20, validation = true, settings = {}, dataset = {}, measured } = options;
  const images = options.test ?? randomImages({ count: 60, height: 8, width: 8 });
  const resolved = resolveSettings({ latentSize, ...settings }, "test");
  const { height, width, channels } = images;
  const imageShape = { height, width, channels };
  const architecture = architectureOf(resolved, imageShape);
  const built = buildArchitecture(architecture, imageShape);
  const objective = objectiveOf(resolved);
  const { change = (given) => given } = options;
  const model = change(
    settings["model"] === undefined
      ? createLinearAutoencoder({ imageSize: imageSize(images), imageShape, latentSize, ...options.model })
      : await createAutoencoder(await nativeRuntime(), built, initialWeights(built, 1), objective),
  );
  const split = { bce: 0.25, mse: 0.125, sse: 8 };
  const history = Array.from(
    { length: epochs },
    (_, index): EpochRecord => ({
      epoch: index + 1,
      trainingLoss: 1 / (index + 2),
      ...(validation ? { validationLoss: 1 / (index + 2.5) } : {}),
      ...(validation && hasPenalty(resolved)
        ? { validationReconstruction: 1 / (index + 3), validationPenalty: 0.01 * index }
        : {}),
      ...(resolved.code === "dictionary" ? { deadUnits: 3 * index } : {}),
      seconds: 0.5,
      imagesPerSecond: 120_000,
    }),
  );
  const summary: RunSummary = {
    format: 2,
    status: "done",
    settings: resolved,
    dataset: {
      name: "noise",
      title: "Noise",
      source: "https://example.org/noise",
      licence: "MIT",
      classNames: ["zero", "one", "two"],
      image: { height, width, channels },
      checksums: { "train-images": "ab12".repeat(16) },
      splits: { train: 1_000, validation: validation ? 100 : 0, test: images.count },
      ...dataset,
    },
    model: {
      name: resolved.model,
      code: built.code,
      latentSize: built.latentSize,
      architecture,
      layers: ["encoder dense 64 -> 32, relu"],
      parameters: 4_192,
    },
    objective: describeObjective(built, objective),
    environment: {
      hourglass: "0.1.0",
      runtime: "onnxruntime-node 1.30.0",
      node: "v20.20.2",
      platform: "linux x64",
      cpu: "a processor",
      cores: 2,
      threads: 2,
    },
    started: "2026-11-21T12:00:00.000Z",
    epochs: { run: epochs, best: epochs, kept: epochs, stopped: "all epochs done" },
    seconds: 12.3,
    imagesPerSecond: 120_000,
    metrics: { train: split, ...(validation ? { validation: split } : {}), test: split },
  };
  const { importanceSamples } = resolved;
  const evaluation = await evaluate(model, images, {
    rankBy: lossOf(resolved.loss).kind.nearestError,
    objective,
    importanceSamples,
  });
  const none = sliceImages(images, 0, 0);
  const drawn = options.drawn
    ? await drawSamples(model, { train: images, validation: validation ? images : none, test: images }, {})
    : undefined;
  await model.release();
  return renderReport({
    summary,
    history,
    evaluation,
    provenance,
    ...(drawn === undefined ? {} : { drawn }),
    ...(measured === undefined
      ? {}
      : { representation: sampleRepresentation(images, summary.dataset.classNames, measured) }),
    document: createDocument(),
  });
}

/** Codes and errors are no numbers for images whose first byte is at least `least`. */
const breaking =
  (least: number) =>
  (model: Autoencoder): Autoencoder => {
    const spoil = (values: Float32Array, images: Uint8Array | Float32Array): Float32Array => {
      const count = images.length / model.sampleSize;
      const size = values.length / count;
      for (let image = 0; image < count; image++) {
        if (images[image * model.sampleSize]! >= least)
          values.fill(Number.NaN, image * size, (image + 1) * size);
      }
      return values;
    };
    return {
      ...model,
      encode: async (images) => spoil(await model.encode(images), images),
      score: async (images) => {
        const { bce, mse } = await model.score(images);
        return { bce: spoil(bce as Float32Array, images), mse };
      },
    };
  };

function hasPenalty({ code, penalty, selection }: Settings): boolean {
  if (code === "dictionary" && selection.startsWith("jump-relu")) return true;
  return code === "gaussian" || /^(l1|kl|dead-units):/.test(penalty);
}

/** What a reader sees: the text of the page without its tags. */
function textOf(html: string): string {
  const body = html.slice(html.indexOf("<body>"));
  return body.replace(/<style>.*?<\/style>/gs, "").replace(/<[^>]*>/g, "");
}

/** Checks that tags nest and close, and that attributes hold no stray characters, as XML wants it. */
function expectWellFormed(svg: string): void {
  const open: string[] = [];
  for (const [tag, closing, name, attributes, selfClosing] of svg.matchAll(
    /<(\/?)([\w:-]+)([^>]*?)(\/?)>/g,
  )) {
    expect(attributes, tag).toMatch(/^(\s+[\w:-]+="[^"<&]*")*\s*$/);
    if (closing === "/") expect(open.pop()).toBe(name);
    else if (selfClosing !== "/") open.push(name as string);
  }
  expect(open).toEqual([]);
  expect(svg.replace(/<[^>]*>/g, "")).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#)/);
}

function expectNoBrokenNumber(content: string): void {
  expect(withoutPictures(content).match(/NaN|undefined|Infinity/)?.[0]).toBeUndefined();
}

describe("a report", () => {
  let report: Report;
  beforeAll(async () => {
    report = await reportOf({ settings: { seed: 7 }, model: { dead: [3, 9] } });
  });

  test("opens with the headline number, its unit and its split", () => {
    const measures = JSON.parse(report.files.get("evaluation.json") as string);
    const text = textOf(report.html);
    expect(text).toContain("Vanilla autoencoder on Noise");
    expect(text).toContain(`${measures.errors.bce.mean.toPrecision(4)} nats`);
    expect(text).toContain("test BCE: binary cross-entropy");
  });

  test.each([
    "What was trained",
    "How well it rebuilds",
    "Spread of the test errors",
    "Error of the test images by class",
    "What the code holds",
    "unit 3: difference to the code of zeros",
    "where the brightest pixel lies",
    "the first pixel in row-major order decides",
    "agreement does not mean that the image or its class was kept",
    "hourglass train --seed 7",
    "onnxruntime-node 1.30.0",
    "ab12",
  ])("says: %s", (words) => {
    // A truth value: a failure should not print the page.
    expect(report.html.includes(words)).toBe(true);
  });

  test.each([
    ["numbers", {}],
    ["no numbers", { change: breaking(0) }],
  ])("tells programs of which weights and data it is, also where the model makes %s", async (_, options) => {
    const { html } = await reportOf(options);
    for (const [name, sum] of Object.entries(provenance)) {
      expect(html).toContain(`<meta name="hourglass:${name}" content="${sum}"/>`);
    }
  });

  test("names the dead units", () => {
    const { dead } = JSON.parse(report.files.get("evaluation.json") as string).code;
    expect(dead).toEqual(expect.arrayContaining([3, 9]));
    expect(textOf(report.html)).toContain(`Dead, that is 0 on every test image: units ${dead.join(", ")}.`);
    expect(report.files.get("figures/activations.svg")).toContain(">dead<");
  });

  test("loads nothing and runs nothing", () => {
    const sources = [...report.html.matchAll(/\s(?:src|href|xlink:href|srcset|data|action)="([^"]*)"/g)];
    expect(sources.length).toBeGreaterThan(50);
    for (const [, source] of sources) {
      expect(source).toMatch(
        /^(data:image\/png;base64,|#[\w-]+$|figures\/[\w-]+\.(svg|png|csv)$|(evaluation|run)\.json$)/,
      );
    }
    expect(report.html).not.toMatch(/<script|<link|<iframe|@import|url\(/i);
  });

  test("every file that the page names exists", () => {
    for (const [, path] of report.html.matchAll(/href="([^"]*)"/g)) {
      // Written by the run itself, or a section of the page.
      if (path !== "run.json" && !path?.startsWith("#")) expect([...report.files.keys()]).toContain(path);
    }
  });

  test("repeats no id, and every picture has words in its place", () => {
    const ids = [...report.html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [image] of report.html.matchAll(/<img[^>]*>/g)) expect(image).toMatch(/\salt[=/]/);
    for (const [svg] of report.html.matchAll(/<svg[^>]*>/g)) {
      // The marks of a key stand beside their words.
      if (svg.includes('aria-hidden="true"')) continue;
      expect(svg).toMatch(/role="img"/);
      expect(svg).toMatch(/aria-label="\w/);
    }
  });

  test("figures are whole SVG files", () => {
    const figures = [...report.files].filter(([path]) => path.endsWith(".svg"));
    expect(figures.map(([path]) => path).sort()).toEqual([
      "figures/activations.svg",
      "figures/brightest-cell.svg",
      "figures/error-by-class.svg",
      "figures/error-histogram.svg",
      "figures/examples.svg",
      "figures/extremes.svg",
      "figures/filters.svg",
      "figures/loss.svg",
      "figures/unit-differences.svg",
      "figures/units.svg",
      "figures/walks.svg",
    ]);
    for (const [, svg] of figures) {
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /);
      expectNoBrokenNumber(svg as string);
      expectWellFormed(svg as string);
    }
  });

  test("tables hold the numbers of the figures", () => {
    const rows = (path: string): string[] => (report.files.get(path) as string).trimEnd().split("\n");
    expect(rows("figures/loss.csv")).toHaveLength(21);
    expect(rows("figures/loss.csv")[1]).toBe("1,0.5,0.4,,,0.5,120000");
    expect(rows("figures/activations.csv")[4]).toBe("3,0,0,0,0,0,0,1");
    expect(rows("figures/brightest-cell.csv")).toHaveLength(17);
    expect(rows("figures/error-by-class.csv")[1]).toMatch(/^0,zero,\d+,/);
  });

  test("is the same each time", async () => {
    const again = await reportOf({ settings: { seed: 7 }, model: { dead: [3, 9] } });
    expect(again.html).toBe(report.html);
    expect([...again.files]).toEqual([...report.files]);
  });
});

test("text of the data set stays text", async () => {
  const hostile = `<script>alert("x")</script>'&amp;<img src=x onerror=y>`;
  const { html, files } = await reportOf({
    dataset: {
      title: hostile,
      source: hostile,
      licence: hostile,
      classNames: [hostile, hostile, "two"],
      checksums: { [hostile]: "ab12".repeat(16) },
    },
  });
  expect(html).not.toMatch(/<script|<img src=x/);
  expect(html).toContain("&lt;script>");
  for (const [path, content] of files) {
    if (!path.endsWith(".svg")) continue;
    expect(content).not.toMatch(/<script|<img/);
    expectWellFormed(content as string);
  }
  expect(files.get("figures/error-by-class.csv")).toContain(`"<script>alert(""x"")</script>'&amp;<img`);
});

test("without a validation set says so and draws one curve", async () => {
  const { html, files } = await reportOf({ validation: false });
  expect(textOf(html)).toContain("there is no validation set");
  expect(files.get("figures/loss.svg")).not.toContain("validation");
  expect((files.get("figures/loss.csv") as string).split("\n")[1]).toBe("1,0.5,,,,0.5,120000");
});

test("one epoch shows as a dot, and no epoch as no figure", async () => {
  const { files } = await reportOf({ epochs: 1 });
  expect(files.get("figures/loss.svg")).toContain("<circle");
  const none = await reportOf({ epochs: 0 });
  expect(none.html).not.toContain("figures/loss.svg");
  expect([...none.files.keys()].filter((path) => path.includes("loss"))).toEqual([]);
});

test("without labels leaves the classes out", async () => {
  const images = randomImages({ count: 30, height: 8, width: 8, classes: 0 });
  const { html, files } = await reportOf({ test: images });
  expect(html).not.toContain("by class");
  expect(files.has("figures/error-by-class.svg")).toBe(false);
  expect(textOf(html)).toContain("the first of the test set");
});

test("a run that minimised the squared error is headed by it", async () => {
  const { html } = await reportOf({ settings: { loss: "mse" } });
  expect(textOf(html)).toContain("test MSE: squared error");
  expect(textOf(html)).toContain("intensity²");
});

test.each([1, 2, 7, 32, 100])("draws a code of %i values", async (latentSize) => {
  const { html, files } = await reportOf({ latentSize });
  expectNoBrokenNumber(html);
  const drawn = html.match(/alt="unit \d+ alone"/g) ?? [];
  expect(drawn).toHaveLength(Math.min(64, latentSize));
  expect((files.get("figures/activations.csv") as string).trimEnd().split("\n")).toHaveLength(latentSize + 1);
});

test("a code that is never above 0, one with signs, and a single image are no special cases", async () => {
  const silent = await reportOf({ latentSize: 2, model: { dead: [0, 1] } });
  expect(textOf(silent.html)).toContain("units 0, 1. In effect the code has 0 values.");
  const signed = await reportOf({ latentSize: 4, model: { signed: true } });
  expect(textOf(signed.html)).toContain("values below 0");
  const single = await reportOf({ test: randomImages({ count: 1, height: 8, width: 8 }) });
  for (const { html, files } of [silent, signed, single]) {
    expectNoBrokenNumber(html);
    for (const content of files.values()) if (typeof content === "string") expectNoBrokenNumber(content);
  }
});

test("images may be oblong and coloured", async () => {
  const images = randomImages({ count: 30, height: 6, width: 10, channels: 3 });
  const { html } = await reportOf({ test: images, latentSize: 7 });
  expect(textOf(html)).toContain("6 × 10 × 3 pixels");
  expect(html).toMatch(/width="10" height="6"/);
});

test("the page of a run on MNIST-sized images stays below 1.5 MB", async () => {
  const images = randomImages({ count: 200, height: 28, width: 28, classes: 10 });
  const { html } = await reportOf({ test: images });
  expect(html.length).toBeLessThan(1.5e6);
});

describe("what the code is worth", () => {
  const everyMeasure = ["probe", "rank", "robustness", "map"];

  test("is told where measures were taken, and nowhere else", async () => {
    const without = await reportOf();
    expect(without.html.includes("What the code is worth")).toBe(false);
    expect([...without.files.keys()].some((path) => /measures|probe|map/.test(path))).toBe(false);
    const { html, files } = await reportOf({ measured: everyMeasure });
    const text = textOf(html);
    for (const words of [
      "What the code is worth",
      "probe accuracy of the pixels",
      "C = 0.1, by the accuracy",
    ]) {
      expect([words, text.includes(words)]).toEqual([words, true]);
    }
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        "figures/measures.svg",
        "figures/confusion-probe-test.svg",
        "figures/confusion-probe-test.csv",
        "figures/curve-robustness-masking.svg",
        "figures/map-pca.svg",
        "figures/map-umap.csv",
      ]),
    );
    for (const [, path] of html.matchAll(/href="(figures[^"]*)"/g)) expect([...files.keys()]).toContain(path);
    expectNoBrokenNumber(html);
    for (const [path, content] of files) {
      if (path.endsWith(".svg")) expectWellFormed(content as string);
    }
    expect((files.get("figures/measures.csv") as string).split("\n")[1]).toBe("probe,accuracy,0.8931");
    expect((files.get("figures/map-pca.csv") as string).trimEnd().split("\n")).toHaveLength(61);
  });

  test("every point of a map shows its image from the one picture that the page holds", async () => {
    const { html, files } = await reportOf({ measured: everyMeasure });
    expect(html.match(/<image /g)).toHaveLength(1);
    const maps = html.match(/<svg class="plot plane-map".*?<\/g><\/svg>/gs) ?? [];
    expect(maps.map((map) => map.match(/<use href="#map-sprite"/g)?.length)).toEqual([60, 60]);
    // A tile is an image of 8 by 8 pixels in its frame, 8 in a row: the last of 60 is the fourth of the last row.
    expect(maps[0]!.match(/viewBox="[\d ]* 10 10"/g)?.at(-1)).toBe('viewBox="30 70 10 10"');
    expect(files.get("figures/map-pca.svg")).not.toContain("<use");
    expect(files.get("figures/map-pca.svg")).toContain(">two</text>");
  });

  test("shows figures alone where a measure gives no more", async () => {
    const { html, files } = await reportOf({ measured: ["rank"] });
    expect(textOf(html)).toContain("21.70directions");
    for (const words of ["Point at a dot", "The code (dot)", "How often test images"]) {
      expect([words, html.includes(words)]).toEqual([words, false]);
    }
    expect([...files.keys()].filter((path) => /measures|confusion|curve-|map/.test(path))).toEqual([
      "figures/measures.csv",
    ]);
  });

  test("leaves out what the data do not have", async () => {
    const images = randomImages({ count: 30, height: 8, width: 8, classes: 0 });
    const { html, files } = await reportOf({ test: images, measured: everyMeasure });
    expectNoBrokenNumber(html);
    expect(files.get("figures/map-pca.svg")).not.toContain("of its class");
    expect((files.get("figures/map-pca.csv") as string).split("\n")[1]).toMatch(/^0,,-?\d/);
  });

  test("hostile names of classes stay text", async () => {
    const hostile = `<script>alert("x")</script>`;
    const { html, files } = await reportOf({
      measured: everyMeasure,
      dataset: { classNames: [hostile, "1", "2"] },
    });
    for (const content of [html, ...files.values()]) {
      if (typeof content !== "string" || content.startsWith("true class") || content.startsWith("label"))
        continue;
      expect(/<script/.test(content)).toBe(false);
    }
  });
});

describe("the report of a kind of model", () => {
  const colored = randomImages({ count: 30, height: 8, width: 8, channels: 3 });
  const kinds = [
    {
      settings: { model: "denoising", corruption: "gaussian:0.25" },
      says: ["What it does with noise", "Gaussian noise of standard deviation 0.25", "of restored images"],
      files: ["noise-curve.svg", "noise-curve.csv", "denoised.svg"],
    },
    {
      settings: { model: "sparse", penalty: "kl:0.1,1" },
      says: [
        "How sparse the code is",
        "asks of every unit, 0.1",
        "most selective",
        "The two parts of the validation loss",
      ],
      files: [
        "mean-activity.svg",
        "sparse-code.csv",
        "unit-images.svg",
        "unit-images.csv",
        "loss-penalty.svg",
      ],
    },
    {
      settings: { model: "sparse", penalty: "topk:4" },
      says: ["4.000 are not 0"],
      files: ["mean-activity.svg"],
    },
    {
      settings: { model: "variational", hidden: [5], latentSize: 2, importanceSamples: 4 },
      says: ["test ELBO", "log p(x), 4 samples", "are active", "64 samples", "20 × 20 codes"],
      files: ["unit-variances.svg", "samples.svg", "code-grid.svg", "loss-reconstruction.svg"],
    },
    {
      settings: { model: "convolutional", filters: [3, 4], latentSize: 3 },
      says: ["3 × 3 window", "Feature maps of 3 test images"],
      files: ["filters.svg", "feature-maps.svg"],
    },
    {
      settings: {
        model: "conditional",
        hidden: [5],
        latentSize: 2,
        conditionClasses: 3,
        importanceSamples: 0,
      },
      says: [
        "One code as every class",
        "8 codes drawn from the standard normal prior",
        "encoded with its own class",
      ],
      files: ["classes-drawn.svg", "classes-swapped.svg", "samples.svg"],
    },
    {
      settings: { model: "masked", hidden: [5], latentSize: 3, corruption: "patches:2,0.5" },
      says: ["hidden pixels alone", "hidden from the encoder", "BCE (nats, mean over hidden pixels)"],
      files: ["denoised.svg", "noise-curve.svg"],
    },
    {
      settings: { model: "deep", hidden: [5], latentSize: 3, loss: "mse", penalty: "mmd:0.5" },
      says: ["New images from its prior", "64 samples"],
      files: ["prior-samples.svg"],
    },
    {
      settings: { model: "vector-quantized", codebook: "average:8,3", latentSize: 12 },
      says: ["What the codebook holds", "perplexity", "2 × 2 entries of a codebook of 8 entries of 3 values"],
      files: ["codebook-use.svg", "codebook.svg", "codebook.csv", "codebook-maps.svg", "codebook-maps.csv"],
    },
    {
      settings: { model: "vanilla", code: "vector-quantized", codebook: "loss:8,4" },
      says: ["becomes 8 entries of a codebook of 8 entries of 4 values"],
      files: ["codebook-use.svg", "codebook-maps.svg"],
    },
    {
      settings: {
        model: "dictionary",
        latentSize: 20,
        selection: "top-k:2",
        penalty: "dead-units:4,0.03125,100",
      },
      says: [
        "How the dictionary is used",
        "of 20 atoms",
        "dead units",
        "0.03125 times the squared error with which the 4 dead units of the largest pre-activations",
      ],
      files: ["dead-units.svg", "dead-units.csv", "unit-density.svg", "unit-density.csv", "units.svg"],
    },
    {
      settings: { model: "dictionary", latentSize: 20, selection: "jump-relu:0.1,0.1,1e-3" },
      says: [
        "0.001 times the number of active units",
        "weight × active units",
        "were active on none of the training images during epoch",
      ],
      files: ["dead-units.svg", "loss-penalty.svg"],
    },
    {
      settings: { model: "vanilla" },
      says: ["laid out as the pixels", "From one image to another"],
      files: ["filters.svg", "walks.svg"],
    },
    {
      settings: { model: "deep", hidden: [9], latentSize: 3 },
      drawn: true,
      says: [
        "New images from its codes",
        "64 samples",
        "validation images: twice the negative log-likelihood",
      ],
      files: ["samples.svg", "mixture.svg", "mixture.csv"],
    },
  ];

  test.each(kinds)(
    "$settings shows what it is for, in grey and in colour",
    async ({ settings, drawn = false, says, files }) => {
      for (const test of [undefined, colored]) {
        const report = await reportOf({ settings, drawn, ...(test === undefined ? {} : { test }) });
        const text = textOf(report.html);
        for (const words of says) expect([words, text.includes(words)]).toEqual([words, true]);
        expect([...report.files.keys()]).toEqual(
          expect.arrayContaining(files.map((file) => `figures/${file}`)),
        );
        for (const [, path] of report.html.matchAll(/href="(figures[^"]*)"/g)) {
          expect([...report.files.keys()]).toContain(path);
        }
        expectNoBrokenNumber(report.html);
        for (const [path, content] of report.files) {
          if (typeof content === "string") expectNoBrokenNumber(content);
          if (path.endsWith(".svg")) expectWellFormed(content as string);
        }
      }
    },
  );

  test("between them they show every section of the table", async () => {
    const pages = await Promise.all(
      kinds.map(({ settings, drawn = false }) =>
        reportOf({ settings, drawn, measured: ["probe"] }).then(({ html }) => html),
      ),
    );
    const images = { summary: { dataset: { image: { height: 8, width: 8, channels: 1 } } } } as ReportInput;
    for (const section of reportSections) {
      const title = typeof section.title === "function" ? section.title(images) : section.title;
      if (title !== undefined)
        expect([title, pages.some((html) => html.includes(`<h2>${title}</h2>`))]).toEqual([title, true]);
    }
  });

  test("says why no samples are drawn from codes that are all the same, and how without a validation split", async () => {
    const change = (model: Autoencoder): Autoencoder => ({
      ...model,
      encode: async (images) => new Float32Array((images.length / 64) * 32).fill(1),
    });
    const same = await reportOf({ drawn: true, change });
    expect(textOf(same.html)).toContain(
      "None are drawn from a mixture on its codes: the codes of the training images do not vary: all are one point.",
    );
    const { html } = await reportOf({ drawn: true, validation: false, model: { signed: true } });
    expect(textOf(html)).toContain(
      "the 60 training images that it was fitted to, as there is no validation split: twice",
    );
  });

  test("names the objective of a loss plot by what was minimised", async () => {
    const label = async (settings: Record<string, unknown>): Promise<string> => {
      const svg = (await reportOf({ settings })).files.get("figures/loss.svg") as string;
      return /↑ ([^<]*)</.exec(svg)?.[1] ?? "";
    };
    expect(await label({ model: "vanilla" })).toBe("BCE (nats, mean over pixels)");
    expect(await label({ model: "sparse" })).toBe("BCE + penalty (nats, mean over pixels)");
    const gaussian = { model: "variational", hidden: [4], latentSize: 2, importanceSamples: 0 };
    expect(await label(gaussian)).toBe("negative ELBO (nats an image)");
    expect(await label({ ...gaussian, beta: 4 })).toBe("reconstruction + 4 KL (nats an image)");
    expect(await label({ ...gaussian, loss: "mse" })).toBe("negative ELBO (nats an image, up to a constant)");
  });

  test("without what the model lacks", async () => {
    const { html, files } = await reportOf();
    for (const words of ["with noise", "How sparse", "ELBO", "Feature maps"])
      expect(html).not.toContain(words);
    expect([...files.keys()].filter((path) => /noise|sparse|samples|feature|loss-/.test(path))).toEqual([]);
  });
});

describe("of a model with which something is wrong, the report", () => {
  test("says so before anything else, and nothing where nothing is", async () => {
    expect((await reportOf()).html).not.toContain("Something is wrong");
    const collapsed = await reportOf({
      change: (model) => ({ ...model, encode: async (images) => new Float32Array(images.length / 2) }),
    });
    const text = textOf(collapsed.html);
    const places = [
      "Vanilla autoencoder on Noise",
      "Something is wrong with this model",
      "The codes of 60 test images are all the same, so they say nothing of the image",
      "The reconstructions of 60 test images are all alike",
      "What was trained",
    ].map((words) => text.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expectNoBrokenNumber(textOf(collapsed.html));
  });

  test("shows the images of which it makes numbers", async () => {
    const { images } = randomImages({ count: 60, height: 8, width: 8 });
    const broken = Array.from({ length: 60 }, (_, image) => images[64 * image]!).filter(
      (byte) => byte >= 200,
    ).length;
    expect(broken).toBeGreaterThan(3);
    const { html, files } = await reportOf({ change: breaking(200) });
    const text = textOf(html);
    expect(text).toContain(
      `The codes of ${broken} of 60 test images are not finite numbers, and no figure counts`,
    );
    expect(text).toContain(`the ${60 - broken} images of the Noise test set`);
    expectNoBrokenNumber(html);
    for (const content of files.values()) if (typeof content === "string") expectNoBrokenNumber(content);
    expect(JSON.parse(files.get("evaluation.json") as string)).toMatchObject({
      images: 60 - broken,
      leftOut: broken,
    });
  });

  test("of one that makes none at all is what is wrong, the training and the settings", async () => {
    const { html, files } = await reportOf({
      change: breaking(0),
      measured: ["probe"],
      settings: { seed: 7 },
    });
    const text = textOf(html);
    for (const words of [
      "Vanilla autoencoder on Noise",
      "it gives no finite numbers for any of the 60 test images",
      "Something is wrong with this model",
      "The codes of 60 of 60 test images are not finite numbers, so there are no figures of them",
      "What was trained",
      "What the code is worth",
      "hourglass train --seed 7",
    ]) {
      expect([words, text.includes(words)]).toEqual([words, true]);
    }
    expect([...files.keys()].slice(0, 3)).toEqual([
      "evaluation.json",
      "figures/loss.svg",
      "figures/loss.csv",
    ]);
    for (const [, path] of html.matchAll(/href="([^"]*)"/g)) {
      if (path !== "run.json" && !path?.startsWith("#")) expect([...files.keys()]).toContain(path);
    }
    expectNoBrokenNumber(html);
    expect(JSON.parse(files.get("evaluation.json") as string)).toMatchObject({ images: 0, leftOut: 60 });
  });

  test.each([1e38, 1e-38])("draws finite codes of any size: times %d", async (scale) => {
    const { html, files } = await reportOf({
      change: (model) => ({
        ...model,
        encode: async (images) => (await model.encode(images)).map((value) => value * scale),
        decode: (codes) => model.decode(codes.map((value) => value / scale)),
      }),
    });
    expectNoBrokenNumber(html.replaceAll(/base64,[^"]*/g, ""));
    for (const content of files.values()) if (typeof content === "string") expectNoBrokenNumber(content);
  });

  test("draws weights, features and drawings that are no numbers in the first colour", async () => {
    const { html, files } = await reportOf({
      settings: { model: "convolutional", filters: [3, 4], latentSize: 3 },
      change: (model) => {
        const [name, kernel] = [...model.weights][0]!;
        return {
          ...model,
          weights: new Map(model.weights).set(name, kernel.slice().fill(Number.NaN, 0, 5)),
          decode: async (codes) => {
            const images = await model.decode(codes);
            // Those of single units alone, of which there are as many as units.
            return codes.length === model.latentSize ** 2 ? images.fill(Number.NaN, 0, 9) : images;
          },
        };
      },
    });
    expect(textOf(html)).toContain("hold values that are not finite numbers");
    expectNoBrokenNumber(html.replaceAll(/base64,[^"]*/g, ""));
    expect(files.has("figures/filters.svg")).toBe(true);
  });
});

test("what could not be measured stands in the table, with the reason", async () => {
  const { html, files } = await reportOf({ measured: ["rank", "missing"] });
  expect(textOf(html)).toContain(
    "True factorsnot measuredit needs true factors, which only the built-in digits have",
  );
  expect(files.get("figures/measures.csv")).toBe("measure,figure,value\nrank,effectiveRank,21.7\n");
});
