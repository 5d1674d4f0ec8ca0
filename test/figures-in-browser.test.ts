import { type AurocData, aurocKeys, aurocPlot } from "hourglass-lab/internal/report/anomalies/auroc-plot.ts";
import { pictureSheet } from "hourglass-lab/internal/report/components/picture-sheet.tsx";
import { createDocument } from "hourglass-lab/internal/report/page/document.ts";
import { comparisonKeys, comparisonPlot } from "hourglass-lab/internal/report/plots/comparison-plot.ts";
import { curvePlot, logarithmNotes } from "hourglass-lab/internal/report/plots/curve-plot.ts";
import type { Key } from "hourglass-lab/internal/report/plots/keys.tsx";
import { renderPlot } from "hourglass-lab/internal/report/plots/render-plot.ts";
import {
  activationsKeys,
  activationsPlot,
} from "hourglass-lab/internal/report/run/sections/code/activations-plot.ts";
import {
  confusionKeys,
  confusionPlot,
} from "hourglass-lab/internal/report/run/sections/representation/confusion-plot.ts";
import {
  floorsKeys,
  floorsPlot,
} from "hourglass-lab/internal/report/run/sections/representation/floors-plot.ts";
import {
  classErrorsKeys,
  classErrorsPlot,
} from "hourglass-lab/internal/report/run/sections/test-errors/class-errors-plot.ts";
import { lossKeys, lossPlot } from "hourglass-lab/internal/report/run/sections/training/loss-plot.ts";
import { renderStudy } from "hourglass-lab/internal/report/study/study.tsx";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./support/browser.ts";
import { drawnText } from "./support/drawn-text.ts";
import { type SampleStudy, samplePictures, sampleStudy } from "./support/sample-study.ts";

/** Figures as a browser shows them: their words do not cover each other, whatever the names, numbers and counts. */

const document = createDocument();
const long = "a name that somebody gave without a thought for whoever would have to draw it";
const names = [
  long,
  "x",
  `${long}, again`,
  "convolutional-with-batch-normalization",
  "Straßenschild ÄÖÜ",
  "日本語の名前",
];

const studies: Readonly<Record<string, SampleStudy>> = {
  "lists of layers": {
    varied: [
      {
        setting: "hidden",
        values: [
          [],
          [512],
          [512, 256],
          [512, 256, 128],
          [1024, 512, 256, 128, 64],
          [2048, 1024, 512, 256, 128, 64],
        ],
      },
    ],
  },
  "long names": { data: [long, "digits"], models: names, varied: [], curves: true },
  "many data sets": { data: ["a", "b", "c", "d", "e"].map((name) => `${name}-${long}`), models: ["deep"] },
  "many values": {
    data: ["mnist", "b", "c", "d", "e"],
    varied: [{ setting: "latentSize", values: Array.from({ length: 40 }, (_, index) => index + 1) }],
  },
  "uneven numbers": { varied: [{ setting: "dropout", values: [0, 0.0001, 0.001, 0.01, 0.1, 0.5] }] },
  words: {
    varied: [
      {
        setting: "corruption",
        values: [
          "none",
          "gaussian:0.1",
          "gaussian:0.25",
          "masking:0.5",
          "saltpepper:0.25",
          "gaussian:0.333333",
        ],
      },
    ],
  },
  "large numbers": {
    data: ["mnist"],
    varied: [{ setting: "batchSize", values: [1, 10, 100, 1000, 10000, 100000] }],
  },
};

const spread = (mean: number): { readonly mean: number; readonly standardDeviation: number } => ({
  ...{ mean, standardDeviation: mean / 100 },
});
const errors = (mean: number) => {
  const one = {
    ...spread(mean),
    ...{ minimum: 0, lowerQuartile: 0, median: 0, upperQuartile: 0, maximum: 0 },
  };
  return { bce: one, mse: one, sse: one };
};
const classes = Array.from({ length: 30 }, (_, index) => names[index % names.length] as string);

interface Drawn {
  readonly keys: readonly Key[];
  readonly plot: Parameters<typeof renderPlot>[2];
}

const curves = Array.from({ length: 8 }, (_, run) => ({
  run,
  points: [1, 2, 3].map((epoch) => ({ epoch, value: 1234567.8 / epoch + run })),
  kept: 3,
}));
const group = {
  curves,
  label: "objective (nats an image, up to a constant that depends on nothing)",
  quantity: "",
};
const shares = names.map((title, index) => ({
  ...{ title, unit: "", value: 0.9 - index / 50 },
  beside: { title: `${title} of the raw pixels`, value: 0.9 },
}));
const units = Array.from({ length: 32 }, (_, unit) => ({
  ...{ unit: 1000 + unit, mean: 0, standardDeviation: 1, minimum: -1e4, maximum: 1e4 },
  ...{ activeFraction: unit / 31, activeMean: 1, zeroFraction: 0 },
  histogram: { minimum: -12345, maximum: 12345, counts: [1, 2, 3, 2, 1] },
}));
const areas: AurocData = {
  rows: names.map((normal) => ({ normal, headline: spread(98.765), error: spread(98.71) })),
  ...{ words: "combined score", mean: 98.7 },
};
const zeros = {
  ...{ x: "principal axis", y: "standard deviation", isLogarithmic: true },
  lines: [{ style: 0, points: [12, 3, 0.5, 0.002, 0, 0].map((mean, index) => ({ x: index + 1, mean })) }],
};

const plots: Readonly<Record<string, Drawn>> = {
  "errors of many classes": {
    keys: classErrorsKeys({ plural: "images" }),
    plot: (frame) =>
      classErrorsPlot(
        {
          classes: classes.map((_, label) => ({
            label,
            count: 10,
            errors: errors(0.0001234 + label / 1e7),
          })),
          ...{ names: classes, error: "bce", mean: 0.000125, label: "BCE (nats, mean over pixels)" },
        },
        frame,
      ),
  },
  "a confusion of many classes": {
    keys: confusionKeys({ plural: "images" }),
    plot: (frame) =>
      confusionPlot(
        {
          name: "a",
          title: "a",
          counts: classes.map((_, row) => classes.map((__, column) => (row === column ? 9 : 0))),
        },
        classes,
        frame,
      ),
  },
  "a confusion of few": {
    keys: confusionKeys({ plural: "images" }),
    plot: (frame) =>
      confusionPlot({ name: "a", title: "a", counts: names.map(() => names.map(() => 1234)) }, names, frame),
  },
  areas: {
    keys: aurocKeys(areas, 5),
    plot: (frame) => aurocPlot(areas, frame),
  },
  "runs compared": {
    keys: comparisonKeys(group, [...names, "a", "b"]),
    plot: (frame) => comparisonPlot(group, frame),
  },
  floors: { keys: floorsKeys(shares), plot: (frame) => floorsPlot(shares, frame) },
  activations: {
    keys: activationsKeys({ plural: "images" }),
    plot: (frame) => activationsPlot(units, { range: [-12345, 12345], nonNegative: false }, frame),
  },
  "a spectrum that ends": { keys: [], plot: (frame) => curvePlot(zeros, frame) },
  "losses of one epoch": {
    keys: lossKeys(true),
    plot: (frame) =>
      lossPlot(
        {
          history: [
            { epoch: 1, trainingLoss: 0.123456, validationLoss: 0.1234567, seconds: 1, imagesPerSecond: 1 },
          ],
          ...{ bestEpoch: 1, label: "BCE (nats, mean over pixels)" },
        },
        frame,
      ),
  },
};

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 120_000);
afterAll(() => browser.close());

async function expectReadable(html: string, width: number): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    await page.setContent(html);
    const { covered, cut, contrast } = await drawnText(page);
    await page.close();
    expect({ covered, cut }).toEqual({ covered: [], cut: [] });
    expect(contrast[0], contrast[1]).toBeGreaterThanOrEqual(4.5);
  }
}

const fileOf = (svg: string): string => `<body style="margin:0">${svg}</body>`;

describe.each(Object.entries(studies))("a study of %s", (_, study) => {
  const results = sampleStudy(study);
  const { html, files } = renderStudy({ results, pictures: samplePictures(results), document });

  test("as files", { timeout: 60_000 }, async () => {
    const figures = [...files].filter(([path]) => path.endsWith(".svg")).slice(0, 12);
    await expectReadable(fileOf(figures.map(([, svg]) => svg).join("")), 700);
  });

  test.each([1200, 390])("in a page of %i pixels", { timeout: 60_000 }, async (width) => {
    await expectReadable(html, width);
  });
});

test.each(Object.entries(plots))("%s", { timeout: 60_000 }, async (_, { keys, plot }) => {
  const words = {
    label: "a plot",
    title: long,
    of: `${long}. ${long}`,
    keys,
    notes: [long, ...logarithmNotes(zeros)],
  };
  const { file, wide, narrow } = renderPlot(document, words, plot);
  await expectReadable(fileOf(file), 700);
  const style =
    "body{margin:0;background:Canvas}:root{color-scheme:light dark;--plot-first:CanvasText;--plot-second:CanvasText}";
  await expectReadable(`<style>${style}</style>${wide}<br>${narrow}`, 900);
});

test("sheets of pictures with labels of any length", { timeout: 60_000 }, async () => {
  const raster = { width: 2, height: 2, channels: 1, data: Uint8Array.of(0, 80, 160, 255) } as const;
  const tiles = Array.from({ length: 10 }, (_, index) => ({
    raster,
    label: names[index % names.length] as string,
  }));
  const rows = names.map((label) => ({ label, tiles }));
  await expectReadable(fileOf(pictureSheet({ title: long, of: long, notes: [long] }, rows)), 700);
});
