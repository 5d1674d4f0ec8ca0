import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { beforeEach, describe, expect, test } from "vitest";
import {
  classesOf,
  loadImages,
  npyFile,
  plain,
  valuesOf,
  writeFiles,
} from "../../../../../test/support/own-files.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hourglass-"));
  return () => rm(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("an .npy file", () => {
  const load = async (file: Uint8Array, options = {}): Promise<Dataset> => {
    await writeFiles(folder, { "set.npy": file });
    return loadImages(join(folder, "set.npy"), options);
  };

  test("of bytes is taken as it is", async () => {
    const file = npyFile("|u1", [10, 2, 2], plain(10));
    const dataset = await load(file);
    expect(dataset).toMatchObject({ name: "set", checksums: { "set.npy": sha256(file) }, classNames: [] });
    expect(classesOf(dataset).map(([value]) => value)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test.each([
    ["<f4", Float32Array],
    ["<f8", Float64Array],
  ])("of floats (%s) is rounded to bytes", async (descr, FloatArray) => {
    const floats = FloatArray.from([0, 0.5, 1, 0.0019, 0.002, 1 / 3, 3 / 255, 254.4 / 255, 0.9999]);
    const dataset = await load(npyFile(descr, [3, 1, 1, 3], floats));
    expect(dataset.train.channels).toBe(3);
    const pixels = [
      [0, 128, 255],
      [0, 1, 85],
      [3, 254, 255],
    ];
    expect([dataset.train, dataset.test].flatMap(({ images }) => [...images])).toHaveLength(9);
    expect(classesOf(dataset).map(([value]) => value)).toEqual([0, 0, 3]);
    const all = [...dataset.train.images, ...dataset.test.images];
    expect(
      [0, 3, 6].map((at) => all.slice(at, at + 3)).sort((a, b) => a[0]! - b[0]! || b[1]! - a[1]!),
    ).toEqual(pixels);
  });

  test.each<[string, string, ArrayBufferView<ArrayBuffer>]>([
    ["wide integers", "<i8", BigInt64Array.of(0n, 7n, 255n)],
    ["big-endian integers", ">u2", Uint8Array.of(0, 0, 0, 7, 0, 255)],
    ["signed bytes", "|i1", Int8Array.of(0, 7, 127)],
    ["truth values", "|b1", Uint8Array.of(0, 1, 1)],
  ])("of %s that are those of bytes is taken", async (_, descr, data) => {
    const dataset = await load(npyFile(descr, [3, 1, 1], data));
    const expected = { "<i8": [0, 7, 255], ">u2": [0, 7, 255], "|i1": [0, 7, 127], "|b1": [0, 255, 255] };
    expect(classesOf(dataset).map(([value]) => value)).toEqual(expected[descr as keyof typeof expected]);
  });

  test("of floats a rounding beyond 0 to 1 is taken, and said", async () => {
    const notices: string[] = [];
    const values = Float32Array.of(-1e-7, 0.5, 1.0000001);
    const dataset = await load(npyFile("<f4", [3, 1, 1], values), {
      onNotice: (text: string) => notices.push(text),
    });
    expect(classesOf(dataset).map(([value]) => value)).toEqual([0, 128, 255]);
    expect(notices).toEqual([
      `${join(folder, "set.npy")}: 2 values are outside 0 to 1 by rounding (at most 0.000001) and were taken as 0 and 1`,
    ]);
  });

  test("of bytes none above 1 is taken, and said to be nearly black", async () => {
    const notices: string[] = [];
    await load(npyFile("|u1", [3, 1, 1], Uint8Array.of(0, 1, 1)), {
      onNotice: (text: string) => notices.push(text),
    });
    expect(notices.join()).toMatch(/no value is above 1, .* save \(images \* 255\)\.astype\("uint8"\)/);
    notices.length = 0;
    await load(npyFile("|u1", [3, 1, 1], new Uint8Array(3)), {
      onNotice: (text: string) => notices.push(text),
    });
    expect(notices).toEqual([]);
  });

  test("that is packed by gzip is unpacked as far as its header says", async () => {
    const file = npyFile("|u1", [3, 1, 1], Uint8Array.of(1, 2, 3));
    expect(valuesOf((await load(gzipSync(file))).train)).toHaveLength(2);
    const bomb = gzipSync(Buffer.concat([file, Buffer.alloc(100_000_000)]));
    await expect(load(bomb)).rejects.toThrow("expected at most 76 bytes of uncompressed content, found more");
  });

  test("is scaled where that is wanted", async () => {
    const dataset = await load(npyFile("|u1", [3, 2, 2, 1], plain(3)), {
      imageSize: { height: 1, width: 1 },
    });
    expect([dataset.train.height, dataset.train.width, dataset.train.images.length]).toEqual([1, 1, 2]);
  });

  const zeros = (...shape: number[]): Uint8Array =>
    npyFile("|u1", shape, new Uint8Array(shape.reduce((a, b) => a * b, 1)));
  const floats = (...values: number[]): Uint8Array => npyFile("<f8", [1, 2, 2], Float64Array.from(values));

  test.each<[string, Uint8Array, string]>([
    [
      "flat images",
      zeros(3, 784),
      "set.npy: expected images of shape [N, H, W] or [N, H, W, C], found shape [3, 784]",
    ],
    [
      "numbers, one a sample",
      npyFile("<f8", [3], Float64Array.from([1, 2, 3])),
      "set.npy: expected images of shape [N, H, W] or [N, H, W, C], found shape [3]; numbers, one a sample, are rows of one column: values.reshape(-1, 1)",
    ],
    [
      "two channels",
      zeros(3, 4, 4, 2),
      "set.npy: expected 1 or 3 channels in the last of the axes [N, H, W, C], found shape [3, 4, 4, 2]",
    ],
    [
      "channels first",
      zeros(3, 3, 4, 4),
      "found shape [3, 3, 4, 4]; put the channels last: np.moveaxis(images, 1, -1)",
    ],
    ["no images", zeros(0, 2, 2), "set.npy: expected images, found none in shape [0, 2, 2]"],
    [
      "integers beyond bytes",
      npyFile("<u2", [1, 1, 2], Uint16Array.of(3, 65535)),
      "set.npy: expected images as uint8, or as floats from 0 to 1, found uint16 from 3 to 65535; " +
        'divide by the value of white: (images / 65535).astype("float32")',
    ],
    [
      "integers of 64 bits beyond bytes",
      npyFile("<i8", [1, 1, 2], BigInt64Array.of(0n, 4095n)),
      'found int64 from 0 to 4095; divide by the value of white: (images / 4095).astype("float32")',
    ],
    [
      "negative integers",
      npyFile("|i1", [1, 1, 2], Int8Array.of(-128, 127)),
      'found int8 from -128 to 127; scale them: np.interp(images, (-128, 127), (0, 1)).astype("float32")',
    ],
    ["texts", npyFile("<U1", [1, 1, 1], Uint32Array.of(65)), "found texts (str); save the pixels as numbers"],
    [
      "floats up to 255",
      floats(0, 0, 255, 0),
      "set.npy: expected floats from 0 to 1, found 255 at index [0, 1, 0] (all are from 0 to 255); " +
        'divide by 255: (images / 255).astype("float32")',
    ],
    [
      "floats up to 65535",
      floats(0, 256, 65535, 0),
      'divide by the value of white, such as (images / 65535).astype("float32")',
    ],
    ["floats that interpolation has enlarged", floats(-0.01, 1.02, 1, 0), "np.clip(images, 0, 1)"],
    [
      "floats from -1 to 1",
      floats(-1, 1, 0, 0),
      "(all are from -1 to 1); from -1 to 1: save (images + 1) / 2",
    ],
    [
      "standardised floats",
      floats(-0.5, 2.5, 0, 0),
      'scale them: np.interp(images, (-0.5, 2.5), (0, 1)).astype("float32")',
    ],
    ["negative floats", floats(0, -0.5, 0, 0), "found -0.5 at index [0, 0, 1]"],
    [
      "NaN",
      floats(0, 2, 0, Number.NaN),
      "found NaN at index [0, 1, 1]; leave out the images that have such values, or replace these by numbers",
    ],
    ["infinity", floats(Number.POSITIVE_INFINITY, 0, 0, 0), "found Infinity at index [0, 0, 0]"],
    ["too few images", zeros(2, 2, 2), "set.npy: expected at least 3 images, found 2"],
    ["data that are cut off", npyFile("|u1", [3, 2, 2], new Uint8Array(11)), "(the file is cut off)"],
  ])("of %s is refused", async (_, file, message) => {
    await expect(load(file)).rejects.toThrow(message);
  });
});

describe("an .npz file", () => {
  const npz = async (arrays: Record<string, Uint8Array>, options = {}): Promise<Dataset> => {
    const entries = Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, bytes]);
    await writeFiles(folder, { "set.npz": zipSync(Object.fromEntries(entries)) });
    return loadImages(join(folder, "set.npz"), options);
  };
  const images = (count: number, first = 0): Uint8Array => npyFile("|u1", [count, 2, 2], plain(count, first));
  const labels = (...values: number[]): Uint8Array =>
    npyFile("|u1", [values.length], Uint8Array.from(values));

  test("as NumPy writes it, with the names of Keras's mnist.npz", async () => {
    // np.savez(file, x_train=x, y_train=np.array([7, 0, 7]), x_test=x[:1], y_test=np.array([7], np.uint8)) of
    // x = (np.arange(12, dtype=np.uint8) * 20).reshape(3, 2, 2), by NumPy 1.24
    const file = Buffer.from(
      "UEsDBBQAAAAAAAAAIQBEBHbFjAAAAIwAAAALABQAeF90cmFpbi5ucHkBABAAjAAAAAAAAACMAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJ3x1MScsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgzLCAyLCAyKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKABQoPFBkeIygtMjcUEsDBBQAAAAAAAAAIQB16II9mAAAAJgAAAALABQAeV90cmFpbi5ucHkBABAAmAAAAAAAAACYAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxpOCcsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgzLCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKBwAAAAAAAAAAAAAAAAAAAAcAAAAAAAAAUEsDBBQAAAAAAAAAIQDGWpaphAAAAIQAAAAKABQAeF90ZXN0Lm5weQEAEACEAAAAAAAAAIQAAAAAAAAAk05VTVBZAQB2AHsnZGVzY3InOiAnfHUxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDEsIDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAFCg8UEsDBBQAAAAAAAAAIQBOF8UpgQAAAIEAAAAKABQAeV90ZXN0Lm5weQEAEACBAAAAAAAAAIEAAAAAAAAAk05VTVBZAQB2AHsnZGVzY3InOiAnfHUxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDEsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoHUEsBAhQDFAAAAAAAAAAhAEQEdsWMAAAAjAAAAAsAAAAAAAAAAAAAAIABAAAAAHhfdHJhaW4ubnB5UEsBAhQDFAAAAAAAAAAhAHXogj2YAAAAmAAAAAsAAAAAAAAAAAAAAIAByQAAAHlfdHJhaW4ubnB5UEsBAhQDFAAAAAAAAAAhAMZalqmEAAAAhAAAAAoAAAAAAAAAAAAAAIABngEAAHhfdGVzdC5ucHlQSwECFAMUAAAAAAAAACEAThfFKYEAAACBAAAACgAAAAAAAAAAAAAAgAFeAgAAeV90ZXN0Lm5weVBLBQYAAAAABAAEAOIAAAAbAwAAAAA=",
      "base64",
    );
    await writeFiles(folder, { "keras.npz": file });
    const { train, test: rest, classNames, checksums } = await loadImages(join(folder, "keras.npz"));
    expect([...train.images]).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220]);
    expect([...rest.images]).toEqual([0, 20, 40, 60]);
    expect([classNames, train.labels, rest.labels]).toEqual([
      ["0", "7"],
      Uint8Array.of(1, 0, 1),
      Uint8Array.of(1),
    ]);
    expect(checksums).toEqual({ "keras.npz": sha256(file) });
  });

  test("may have images with labels, the labels as a column of any integers", async () => {
    const column = npyFile("<i8", [4, 1], BigInt64Array.of(1000n, 5n, 5n, 1000n));
    const dataset = await npz({ images: images(4), labels: column });
    expect(dataset.classNames).toEqual(["5", "1000"]);
    expect(classesOf(dataset)).toEqual([
      [0, "1000"],
      [1, "5"],
      [2, "5"],
      [3, "1000"],
    ]);
  });

  test("may have one array under any name; of more, those that are not used are named", async () => {
    expect(valuesOf((await npz({ whatever: images(5) })).train)).toHaveLength(4);
    const notices: string[] = [];
    const arrays = { x_train: images(2, 7), x_test: images(1), other: images(1) };
    await npz(arrays, { onNotice: (text: string) => notices.push(text) });
    expect(notices).toEqual([`${join(folder, "set.npz")}: not used: other`]);
  });

  test("may have the names of MedMNIST, the labels as columns; its validation part is left out, and said", async () => {
    const notices: string[] = [];
    const column = (...values: number[]): Uint8Array =>
      npyFile("|u1", [values.length, 1], Uint8Array.from(values));
    const dataset = await npz(
      {
        ...{ train_images: images(3), train_labels: column(1, 0, 2), test_images: images(2, 9) },
        ...{ test_labels: column(0, 1), val_images: images(1, 7), val_labels: column(1) },
      },
      { onNotice: (text: string) => notices.push(text) },
    );
    expect([valuesOf(dataset.train), valuesOf(dataset.test)]).toEqual([
      [0, 1, 2],
      [9, 10],
    ]);
    expect([dataset.train.labels, dataset.test.labels]).toEqual([
      Uint8Array.of(1, 0, 2),
      Uint8Array.of(0, 1),
    ]);
    expect(notices).toEqual([
      `${join(folder, "set.npz")}: not used: val_images, val_labels; the validation set is held out of the training images (--validation)`,
    ]);
  });

  test.each<[string, Uint8Array, string[]]>([
    [
      "texts",
      npyFile("<U3", [3], Uint32Array.from([..."catdogcat"].map((text) => text.charCodeAt(0)))),
      ["cat", "dog"],
    ],
    ["bytes", npyFile("|S3", [3], Uint8Array.from(Buffer.from("catdogcat"))), ["cat", "dog"]],
    ["truth values", npyFile("|b1", [3], Uint8Array.of(1, 0, 1)), ["False", "True"]],
    [
      "big-endian integers",
      npyFile(">i4", [3], Uint8Array.of(0, 0, 1, 0, 0, 0, 0, 7, 0, 0, 1, 0)),
      ["7", "256"],
    ],
    ["negative integers", npyFile("|i1", [3], Int8Array.of(-1, 1, -1)), ["1", "-1"]],
    ["whole floats", npyFile("<f8", [3], Float64Array.of(3, 0, 3)), ["0", "3"]],
  ])("may have labels that are %s", async (_, file, names) => {
    const dataset = await npz({ images: images(3), labels: file });
    expect(dataset.classNames).toEqual(names);
    expect(classesOf(dataset).map(([, name]) => name)).toHaveLength(3);
  });

  test.each<[string, Record<string, Uint8Array>, string]>([
    [
      "nothing in it",
      {},
      "expected the arrays x_train (with y_train, x_test, y_test), or train_images (with train_labels, test_images, " +
        "test_labels), or images (with labels), or one array alone, found no array",
    ],
    ["other names", { arr_0: images(3), arr_1: labels(1, 2, 3) }, "found arr_0, arr_1"],
    [
      "labels of another number",
      { images: images(3), labels: labels(1, 2) },
      "set.npz: labels: expected a label an image, shape [3], found shape [2]",
    ],
    [
      "one-hot labels",
      { images: images(3), labels: npyFile("|u1", [3, 2], new Uint8Array(6)) },
      "shape [3], found shape [3, 2]; of one-hot labels, save .argmax(axis=1)",
    ],
    [
      "labels that are no classes",
      { images: images(3), labels: npyFile("<f4", [3], Float32Array.of(0, 0.5, 1)) },
      "set.npz: labels: expected labels that are whole numbers, found 0.5 at index [1]; labels name classes: leave out those that do not",
    ],
    [
      "an empty label",
      { images: images(3), labels: npyFile("|S1", [3], Uint8Array.of(65, 0, 66)) },
      'set.npz: labels: expected labels of 1 to 200 characters, found "" at index [1]',
    ],
    [
      "labels of too many classes",
      {
        images: images(257),
        labels: npyFile(
          "<i4",
          [257],
          Int32Array.from({ length: 257 }, (_, at) => at),
        ),
      },
      "expected at most 256 classes, found 257",
    ],
    ["images of the wrong shape", { x_train: labels(1, 2, 3) }, "set.npz: x_train: expected images of shape"],
    [
      "a test part of other channels",
      { x_train: images(3), x_test: npyFile("|u1", [1, 2, 2, 3], new Uint8Array(12)) },
      "expected test images like the training images, 2 x 2 (gray), found 2 x 2 (RGB)",
    ],
  ])("with %s is refused", async (_, arrays, message) => {
    await expect(npz(arrays)).rejects.toThrow(message);
  });
});
