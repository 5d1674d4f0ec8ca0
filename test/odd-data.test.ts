import { join } from "node:path";
import type { Dataset, ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { lossOf } from "hourglass-core/internal/program/losses/losses.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import {
  describeKind,
  describeMeasureResults,
  describeMetrics,
  describeWarnings,
} from "hourglass-lab/internal/cli/runs/tables.ts";
import { evaluate } from "hourglass-lab/internal/evaluation/evaluate.ts";
import { type MeasureName, measureNames, measures } from "hourglass-lab/internal/measures/measures.ts";
import { createDocument } from "hourglass-lab/internal/report/page/document.ts";
import { renderReport } from "hourglass-lab/internal/report/run/report.tsx";
import { readMeasures, writeMeasures } from "hourglass-lab/internal/run/files/measures-file.ts";
import { provenanceOf } from "hourglass-lab/internal/run/files/provenance.ts";
import { runFolder } from "hourglass-lab/internal/run/folder.ts";
import { createRunMeasurer } from "hourglass-lab/internal/run/measure-run.ts";
import { trainRun } from "hourglass-lab/internal/run/train-run.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nativeRuntime } from "./support/evaluate.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

// Data that are few, small, or all alike go the whole way: training, all measures, evaluation and report. What cannot be measured
// says why; nothing that is no number is shown or stored.

interface Odd {
  readonly shape?: readonly [height: number, width: number, channels: number];
  readonly train?: number;
  readonly test?: number;
  /** Of image `index` of all; random bytes unless given. */
  readonly pixels?: (index: number, random: () => number) => number;
  readonly label?: (index: number) => number;
  readonly unlabelled?: "train" | "test" | "both";
}

const plain: Odd = {};
const oddData: Readonly<Record<string, Odd>> = {
  "ordinary data": plain,
  "black images": { pixels: () => 0 },
  "white images": { pixels: () => 255 },
  "grey images": { pixels: () => 201 },
  "one pixel": { shape: [1, 1, 1] },
  "one row of five": { shape: [1, 5, 1] },
  "2 x 2": { shape: [2, 2, 1] },
  "2 x 2 in colour": { shape: [2, 2, 3] },
  "5 x 5 in colour": { shape: [5, 5, 3] },
  "256 classes": { train: 60, test: 30, label: (index) => (index * 37) % 256 },
  "one class": { label: () => 7 },
  "one class in training": { label: (index) => (index < 40 ? 2 : index % 3) },
  "one class in the test": { label: (index) => (index < 40 ? index % 3 : 1) },
  "classes of the test that training lacks": { label: (index) => (index < 40 ? index % 2 : 2 + (index % 2)) },
  "no labels": { unlabelled: "both" },
  "labels of training alone": { unlabelled: "test" },
  "labels of the test alone": { unlabelled: "train" },
  "one test image": { test: 1 },
  "two test images": { test: 2 },
  "three images in all": { train: 2, test: 1 },
  "two images in all": { train: 1, test: 1 },
  "one training image": { train: 1, test: 20 },
  "12 test images": { test: 12 },
  "equal test images": { pixels: (index, random) => (index < 40 ? random() : 77) },
};

function datasetOf({
  shape: [height, width, channels] = [4, 4, 1],
  train = 40,
  test: testCount = 20,
  pixels = (_, random) => random(),
  label = (index) => index % 3,
  unlabelled,
}: Odd): Dataset {
  const random = createRandom(1, "odd data");
  const size = height * width * channels;
  const images = Uint8Array.from({ length: (train + testCount) * size }, (_, at) =>
    pixels(Math.floor(at / size), () => random.below(256)),
  );
  const part = (start: number, end: number, labelled: boolean): ImageSet => ({
    ...{ count: end - start, height, width, channels },
    images: images.subarray(start * size, end * size),
    ...(labelled ? { labels: Uint8Array.from({ length: end - start }, (_, at) => label(start + at)) } : {}),
  });
  return {
    ...{ name: "odd", title: "Odd data", source: "a test", licence: "none", classNames: [], checksums: {} },
    train: part(0, train, unlabelled !== "train" && unlabelled !== "both"),
    test: part(train, train + testCount, unlabelled !== "test" && unlabelled !== "both"),
  };
}

const models: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  vanilla: { latentSize: 3 },
  "a larger code": { latentSize: 40 },
  variational: { model: "variational", hidden: [6], latentSize: 2, importanceSamples: 2 },
  "denoising and sparse": { corruption: "masking:0.5", penalty: "topk:1", latentSize: 4, loss: "mse" },
};

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const cases = Object.entries(oddData).flatMap(([data, odd], index) =>
  // All kinds of models with ordinary data; with the others a plain one, and for every second another in turn.
  Object.entries(models)
    .filter((_, model) => odd === plain || model === 0 || model === 1 + (index % 6) / 2)
    .map(([model, settings]) => ({ data, odd, model, settings })),
);

test.each(cases)(
  "$data, $model",
  async ({ data, odd, model, settings: given }) => {
    const runtime = await nativeRuntime();
    const dataset = datasetOf(odd);
    const at = runFolder(join(folder.path, `${data} ${model}`.replaceAll(/\W+/g, "-")));
    const validation = Math.floor(dataset.train.count / 5);
    const settings = resolveSettings({ epochs: 1, batchSize: 8, threads: 1, validation, ...given }, "test");
    const run = await trainRun({ folder: at, settings, dataset, runtime });
    const autoencoder = run.autoencoder!;
    try {
      const found = await createRunMeasurer(runtime).measure(
        measureNames,
        { summary: run.summary, autoencoder },
        dataset,
      );
      expect(Object.keys(found)).toEqual(measureNames);
      for (const [name, { figures, maps = [], notMeasured }] of Object.entries(found)) {
        const all = Object.keys(measures[name as MeasureName].figures);
        const isWhole = Object.keys(figures).length === all.length;
        // What is not said to be missing is there.
        if (notMeasured === undefined) expect(isWhole, name).toBe(true);
        else expect(isWhole && (name !== "map" || maps.length === 2), `${name}: ${notMeasured}`).toBe(false);
      }
      expectFinite(found);
      await writeMeasures(at, found, provenanceOf(run.summary)!);
      const results = await readMeasures(at, run.summary);
      expect(results).toEqual(found);

      const evaluation = await evaluate(autoencoder, dataset.test, {
        rankBy: lossOf(settings.loss).kind.nearestError,
        objective: objectiveOf(settings),
        importanceSamples: settings.importanceSamples,
        train: dataset.train,
      });
      expectFinite(evaluation.measures);
      const { html, files } = renderReport({
        ...{ summary: run.summary, history: run.history, evaluation, document: createDocument() },
        representation: { results: found, measures, test: dataset.test, classNames: dataset.classNames },
      });
      for (const [file, content] of [["report.html", html] as const, ...files]) {
        if (typeof content === "string") expectSound(content, file);
      }
      const lines = [
        describeMetrics(run.summary.metrics!, run.summary.dataset),
        ...describeKind(evaluation.measures, run.summary.dataset),
        ...describeWarnings(evaluation.measures),
        ...describeMeasureResults(found, run.summary.dataset),
      ];
      expectSound(lines.join("\n"), "tables");
    } finally {
      await autoencoder.release();
    }
  },
  60_000,
);

test("a test part without images is refused by the evaluation, and every measure says so", async () => {
  const runtime = await nativeRuntime();
  const dataset = datasetOf({});
  const at = runFolder(join(folder.path, "no-test-images"));
  const settings = resolveSettings({ epochs: 1, latentSize: 3, threads: 1, validation: 5 }, "test");
  const { autoencoder, summary } = await trainRun({ folder: at, settings, dataset, runtime });
  const empty = {
    ...dataset,
    test: { ...dataset.test, count: 0, images: new Uint8Array(), labels: new Uint8Array() },
  };
  expect(splitDataset(empty, { validation: 5 }).test.count).toBe(0);
  const found = await createRunMeasurer(runtime).measure(
    measureNames,
    {
      summary: {
        ...summary,
        dataset: { ...summary.dataset, splits: { ...summary.dataset.splits, test: 0 } },
      },
      autoencoder: autoencoder!,
    },
    empty,
  );
  for (const result of Object.values(found)) {
    expect(result).toEqual({ figures: {}, notMeasured: "there are no test images" });
  }
  await expect(evaluate(autoencoder!, empty.test)).rejects.toThrow(HourglassError);
  await autoencoder!.release();
});

/** Every number in it is one. */
function expectFinite(value: unknown, path = ""): void {
  if (typeof value === "number") expect(Number.isFinite(value), path).toBe(true);
  else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) expectFinite(inner, `${path}.${key}`);
  } else expect(value, path).not.toBeNull();
}

/** Words that stand for a number which is none. */
function expectSound(text: string, what: string): void {
  const withoutPictures = text.replaceAll(/data:[\w/]+;base64,[\w+/=]+/g, "");
  expect(/.{0,40}\b(NaN|Infinity|undefined|null)\b.{0,40}/.exec(withoutPictures)?.[0], what).toBeUndefined();
}
