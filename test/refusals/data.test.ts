import { zipSync } from "fflate";
import { requireImageShape } from "hourglass-core/internal/data/samples/samples.ts";
import {
  decodeNpy,
  digitFactors,
  encodeIdx,
  encodeNpy,
  encodeSafetensors,
  generateDigits,
  imageSize,
  openNpz,
  parseIdx,
  sliceImages,
  splitDataset,
  takeImages,
} from "hourglass-lab";
import { cacheFolder, fetchDataset, isDataPath, loadDataset, readImages } from "hourglass-lab/node";
import { describe } from "vitest";
import { tinyModel } from "../support/programs.ts";
import { any, refuses } from "../support/refusals.ts";
import { sampleImages } from "../support/sample-images.ts";

const model = tinyModel();
const imageShape = requireImageShape(model.sampleShape, "test");
const images = { ...sampleImages(model, 30), labels: new Uint8Array(30) };
const splits = { train: sliceImages(images, 0, 20), validation: sliceImages(images, 20, 30) };
const floats = new Float32Array(images.images.length).fill(0.5);
const npz = Uint8Array.from(zipSync({ "a.npy": encodeNpy(images.images, [30, 25]) }));
const dataset = {
  ...{ name: "bars", title: "Bars", source: "a test", licence: "none", classNames: [], checksums: {} },
  ...{ train: splits.train, test: splits.validation },
};

describe("what reads, writes and cuts data refuses", () => {
  refuses([
    [
      "images beyond the end",
      () => sliceImages(images, 20, 31),
      "sliceImages: end: expected a whole number from 20 to 30, found 31",
    ],
    [
      "images before the first",
      () => sliceImages(images, -1, 3),
      "sliceImages: start: expected a whole number from 0 to 30, found -1",
    ],
    [
      "images backwards",
      () => sliceImages(images, 5, 3),
      "sliceImages: end: expected a whole number from 5 to 30, found 3",
    ],
    [
      "a bare array of images",
      () => sliceImages(any(images.images), 0, 1),
      "sliceImages: set: expected a record with count, height, width, channels, images, found Uint8Array of 750",
    ],
    [
      "a place beyond the end",
      () => takeImages(images, Int32Array.of(0, 30)),
      "takeImages: indices[1]: expected a whole number from 0 to 29, found 30",
    ],
    [
      "places in a plain array",
      () => takeImages(images, any([0, 1])),
      "takeImages: indices: expected an Int32Array of places in the set, found [0,1]; give Int32Array.from(indices)",
    ],
    [
      "images of no height",
      () => imageSize({ height: 0, width: 5, channels: 1 }),
      "imageSize: set.height: expected a whole number from 1 to 65536, found 0",
    ],
    [
      "more held out than there are",
      () => splitDataset(dataset, { validation: 30 }),
      "validation: expected a whole number from 0 to 19 (bars has 20 training images, of which one must be left to train on), found 30",
    ],
    [
      "held out in words",
      () => splitDataset(dataset, any({ validation: "auto" })),
      'validation: expected a whole number from 0 to 19 (bars has 20 training images, of which one must be left to train on), found "auto"',
    ],
    [
      "a misspelt size",
      () => splitDataset(dataset, any({ valid: 3 })),
      'splitDataset: sizes: unknown name "valid": choose from validation, train, test',
    ],
    [
      "no data set",
      () => splitDataset(any(images), { validation: 3 }),
      "splitDataset: dataset.name: expected a text that is not empty, found nothing",
    ],
    [
      "digits without a seed",
      () => generateDigits(any({ trainCount: 3, testCount: 1 })),
      "generateDigits: options.seed: expected a whole number from 0 to 4294967295, found nothing",
    ],
    [
      "too many digits",
      () => generateDigits({ seed: 1, trainCount: 1e9, testCount: 1 }),
      "generateDigits: options.trainCount: expected a whole number from 0 to 2500000, found 1000000000",
    ],
    [
      "an unknown part",
      () => digitFactors(1, any("validation"), 3),
      'digitFactors: part: expected one of train, test, found "validation"',
    ],
    [
      "numbers that do not fill an .npy file",
      () => encodeNpy(floats, [30, 24]),
      "encodeNpy: data: expected 720 values for shape [30, 24], found 750",
    ],
    [
      "float64 in an .npy file",
      () => encodeNpy(any(new Float64Array(3)), [3]),
      "encodeNpy: data: expected a Float32Array, a Uint8Array, an Int32Array or texts, found Float64Array of 3; give one made of the values",
    ],
    [
      "bytes that do not fill an IDX file",
      () => encodeIdx([3, 3], new Uint8Array(8)),
      "encodeIdx: values: expected 9 values for shape [3, 3], found 8",
    ],
    [
      "floats in an IDX file",
      () => encodeIdx([3], any(new Float32Array(3))),
      "encodeIdx: values: expected bytes (a Uint8Array), found Float32Array of 3; for values from 0 to 1 give Uint8Array.from(values, (value) => Math.round(255 * value))",
    ],
    [
      "a tensor that does not fill its shape",
      () =>
        encodeSafetensors({
          tensors: new Map([["a", { shape: [2], data: new Float32Array(3) }]]),
          metadata: {},
        }),
      "encodeSafetensors: a.data: expected 2 values for shape [2], found 3",
    ],
    [
      "tensors in a record",
      () => encodeSafetensors({ tensors: any({ a: {} }), metadata: {} }),
      'encodeSafetensors: content.tensors: expected a Map of tensors by name, found {"a":{}}',
    ],
    [
      "a file's name for its bytes",
      () => decodeNpy(any("a.npy"), "a.npy"),
      'decodeNpy: bytes: expected bytes (a Uint8Array), found "a.npy"',
    ],
    [
      "an IDX file without a rank",
      () => parseIdx(new Uint8Array(9), "images", any(undefined)),
      "parseIdx: rank: expected a whole number from 1 to 255, found nothing",
    ],
    [
      "an array that an .npz file lacks",
      () => openNpz(npz, "a.npz", 1000).then((file) => file.read("b")),
      "a.npz: expected an array called b, found a",
    ],
    [
      "a misspelt folder",
      () => loadDataset("digits", any({ datadir: "data" })),
      'loadDataset: options: unknown name "datadir": choose from dataDir, signal, onNotice, onProgress, patience, generate, imageSize, samples, labels, columns, labelColumn, drop, missing, gray, splitSeed, download',
    ],
    [
      "an unknown data set",
      () => loadDataset(any("emnist")),
      'unknown data set "emnist": choose one of mnist, fashion-mnist, digits, sensors, or give the path of your own data: a folder of IDX or PNG files, or a single .npy, .npz, .csv, .tsv or .parquet file',
    ],
    [
      "no data set at all",
      () => loadDataset(any(undefined)),
      "loadDataset: nameOrPath: expected the name of a data set, or a path, found nothing",
    ],
    [
      "an image size of one number",
      () => loadDataset("./images", { imageSize: any(28) }),
      "loadDataset: options.imageSize: expected a record with height, width, found 28",
    ],
    [
      "an unknown set to fetch",
      () => fetchDataset(any(null)),
      "unknown data set null: choose one of mnist, fashion-mnist, digits, sensors",
    ],
    [
      "a misspelt option of fetching",
      () => fetchDataset("digits", any({ forced: true })),
      'fetchDataset: options: unknown name "forced": choose from dataDir, signal, onNotice, onProgress, patience, generate, force',
    ],
    [
      "a folder that is none",
      () => cacheFolder(any(3)),
      "cacheFolder: dataDir: expected the path of a folder, found 3",
    ],
    [
      "a path that is none",
      () => isDataPath(any(3)),
      "isDataPath: nameOrPath: expected the name of a data set, or a path, found 3",
    ],
    [
      "images of no shape",
      () => readImages("a.png", any({ height: 28 })),
      "readImages: shape.width: expected a whole number from 1 to 65536, found nothing",
    ],
    [
      "a misspelt option of reading",
      () => readImages("a.png", imageShape, any({ scale: true })),
      'readImages: options: unknown name "scale": choose from signal, onNotice, onProgress, resize, part, labels, labelColumn',
    ],
  ]);
});
