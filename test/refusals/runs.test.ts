import {
  bestEpoch,
  createAutoencoder,
  createPixelBaseline,
  createRepresentation,
  type ImageSet,
  initialWeights,
  renderFigureRows,
  renderReport,
  resolveSettings,
  sliceImages,
  takeMeasures,
} from "hourglass-lab";
import { createRunMeasurer, lockFolder, openRun, readHistory, runFolder, trainRun } from "hourglass-lab/node";
import { describe } from "vitest";
import { nativeRuntime } from "../support/evaluate.ts";
import { tinyModel } from "../support/programs.ts";
import { any, refuses } from "../support/refusals.ts";
import { sampleImages } from "../support/sample-images.ts";

const runtime = await nativeRuntime();
const model = tinyModel();
const { sampleShape: imageShape } = model;
const weights = initialWeights(model, 1);
const images = { ...sampleImages(model, 30), labels: new Uint8Array(30) };
const splits = { train: sliceImages(images, 0, 20), validation: sliceImages(images, 20, 30) };
const autoencoder = await createAutoencoder(runtime, model, weights);
const three = { ...splits, test: splits.validation };
/** The same bytes as images of one row. */
const thin = (set: ImageSet): ImageSet => ({ ...set, height: 1, width: 25 });
const slim = { train: thin(three.train), validation: thin(three.validation), test: thin(three.test) };
const representation = createRepresentation({
  ...{ runtime, autoencoder, splits: three },
  baseline: createPixelBaseline(runtime, three),
});
const dataset = {
  ...{ name: "bars", title: "Bars", source: "a test", licence: "none", classNames: [], checksums: {} },
  ...{ train: splits.train, test: splits.validation },
};
const settings = resolveSettings({ latentSize: 4 }, "test");

describe("measures, runs and reports refuse", () => {
  refuses([
    [
      "an unknown measure",
      () => takeMeasures(any(["prob"]), representation),
      'takeMeasures: names[0]: expected one of quality, pca, amortization, identity, probe, few-labels, restored, neighbours, clusters, n2d, neighbourhood, rank, units, robustness, factors, interventions, map, found "prob"',
    ],
    [
      "one measure alone",
      () => takeMeasures(any("probe"), representation),
      'takeMeasures: names: expected a list, each one of quality, pca, amortization, identity, probe, few-labels, restored, neighbours, clusters, n2d, neighbourhood, rank, units, robustness, factors, interventions, map, found "probe"',
    ],
    [
      "no representation",
      () => takeMeasures(["rank"], any(autoencoder)),
      "takeMeasures: representation.codes: expected a function, found nothing; give what createRepresentation returns",
    ],
    [
      "splits that lack one",
      () => createPixelBaseline(runtime, any(splits)),
      "createPixelBaseline: splits.test: expected a record with count, height, width, channels, images, found nothing",
    ],
    [
      "more components than pixels",
      () => representation.baseline.principalComponents(26),
      "principalComponents: count: expected a whole number from 1 to 25, found 26",
    ],
    [
      "options without a baseline",
      () => createRepresentation(any({ runtime, autoencoder, splits: three })),
      "createRepresentation: options.baseline: expected a record with principalComponents, probe, neighbours, manifold, found nothing; give what createPixelBaseline returns",
    ],
    [
      "images of another model",
      () =>
        createRepresentation({
          runtime,
          autoencoder,
          splits: slim,
          baseline: createPixelBaseline(runtime, slim),
        }),
      "createRepresentation: options.splits.train: expected images of 5 x 5 (gray), which the model takes, found images of 1 x 25 (gray)",
    ],
    [
      "a split that there is not",
      () => representation.codes(any("val")),
      'codes: split: expected one of train, validation, test, found "val"',
    ],
    [
      "a history that is none",
      () => bestEpoch(any([{ epoch: 1 }])),
      "bestEpoch: history[0].trainingLoss: expected a number, found nothing",
    ],
    [
      "a run of no settings",
      () => trainRun(any({ folder: runFolder("run"), dataset, runtime })),
      "trainRun: settings: expected a record of settings by name, found nothing",
    ],
    [
      "a path for a run's folder",
      () => trainRun({ folder: any("run"), settings, dataset, runtime }),
      'trainRun: options.folder: expected a record with path, write, read, appendEpoch, found "run"; give what runFolder returns',
    ],
    [
      "a misspelt option of a run",
      () => trainRun(any({ folder: runFolder("run"), settings, dataset, runtime, onepoch: () => {} })),
      'trainRun: options: unknown name "onepoch": choose from folder, settings, architecture, dataset, runtime, resume, initialWeights, signal, onPretraining, onProgress, onEpoch, onMeasuring',
    ],
    [
      "images for a data set",
      () => trainRun({ folder: runFolder("run"), settings, dataset: any(images), runtime }),
      "trainRun: options.dataset.name: expected a text that is not empty, found nothing; give what loadDataset returns",
    ],
    [
      "samples for the likelihood of a code that has none",
      () =>
        trainRun({
          ...{ folder: runFolder("run"), dataset, runtime },
          settings: { ...settings, model: "own.json", importanceSamples: 5 },
          architecture: {
            name: "own",
            encoder: [{ type: "dense", units: 2, activation: "relu" }],
            decoder: [{ type: "dense", units: model.sampleSize, activation: "linear" }],
          },
        }),
      "settings: importanceSamples estimate the likelihood of a gaussian code, and that of these layers is deterministic: leave them out",
    ],
    [
      "more memory than there is",
      () =>
        trainRun({
          ...{ folder: runFolder("run"), dataset, settings },
          runtime: { ...runtime, memory: { bytes: 1e8, source: "this machine has" } },
        }),
      "training would take about 200 MB of memory (200 MB for the program itself, 432 KB for the layers' results for a batch of 17 images, 19 KB for 229 parameters with their moments and gradients, 1 KB for the images), and this machine has 100 MB: choose a smaller model (latentSize, hidden, filters), smaller images or a smaller batch",
    ],
    [
      "a run without a runtime",
      () => openRun("run", any(undefined)),
      "openRun: runtime: expected a record with description, threads, load, found nothing; give what createNodeRuntime or createWebRuntime returns",
    ],
    [
      "a run that is not there",
      () => openRun("/nowhere/run", runtime),
      "/nowhere/run holds no run: expected /nowhere/run/run.json",
    ],
    [
      "a path for a folder",
      () => readHistory(any("run")),
      'readHistory: folder: expected a record with path, write, read, appendEpoch, found "run"; give what runFolder returns',
    ],
    ["a folder without a path", () => runFolder(""), 'runFolder: path: expected a path, found ""'],
    [
      "a lock of nothing",
      () => lockFolder(any(undefined)),
      "lockFolder: folder: expected a path, found nothing",
    ],
    [
      "a file of numbers",
      () => runFolder("run").write("a.txt", any([1, 2])),
      "run: a.txt: expected a text, or bytes (a Uint8Array), found [1,2]",
    ],
    [
      "data of another run",
      () => createRunMeasurer(runtime).measure(["rank"], any({ autoencoder }), dataset),
      "measure: run.summary: expected a record with dataset, found nothing; give what openRun returns",
    ],
    [
      "a measurer without a runtime",
      () => createRunMeasurer(any({})),
      "createRunMeasurer: runtime.description: expected text, found nothing; give what createNodeRuntime or createWebRuntime returns",
    ],
    [
      "a report of nothing",
      () => renderReport(any({})),
      "renderReport: input.history: expected every epoch from 1 on, found nothing",
    ],
    [
      "pictures of nothing",
      () => renderFigureRows(any({ sample: imageShape, codeShape: { rows: 2, columns: 2 }, examples: [] })),
      "renderFigureRows: pictures.examples: expected a list that is not empty, each a record with original, code, reconstruction, found []; give the pictures that evaluate returns",
    ],
  ]);
});
