import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { deflateSync } from "node:zlib";
import type { Dataset, ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { beforeEach, describe, expect, test } from "vitest";
import {
  classesOf,
  loadImages,
  plainPng,
  pngFile,
  valuesOf,
  writeFiles,
} from "../../../../../test/support/own-files.ts";
import { chunk, headerChunk, joinPng } from "../../../../../test/support/png-writer.ts";
import { diskFolder } from "./disk-folder.ts";
import { openPngFolder } from "./png-folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hourglass-"));
  return () => rm(folder, { recursive: true, force: true });
});

/** A black picture of 8192 x 8192. */
function plainLarge(): Uint8Array {
  const header = headerChunk({ height: 8192, width: 8192, colourType: 0, depth: 1 });
  return joinPng([header, chunk("IDAT", deflateSync(new Uint8Array(8192 * 1025))), chunk("IEND")]);
}

describe("a folder of PNG files", () => {
  const numbered = (count: number, prefix = "", first = 0): Record<string, Uint8Array> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`${prefix}${index}.png`, plainPng(first + index)]),
    );

  test("has images in the natural order of their names, and no labels", async () => {
    await writeFiles(folder, { ...numbered(12), ".DS_Store": "x", "notes.txt": "x" });
    const notices: string[] = [];
    const dataset = await loadImages(folder, { onNotice: (text) => notices.push(text) });
    expect([dataset.train.count, dataset.test.count]).toEqual([11, 1]);
    const values = valuesOf(dataset.train);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(dataset.train.labels).toBeUndefined();
    expect(notices).toEqual([`${folder}: not used: notes.txt`]);
  });

  test("has its subfolders as classes, in natural order", async () => {
    await writeFiles(folder, { ...numbered(2, "c10/"), ...numbered(1, "c2/", 5), ...numbered(1, "b/", 7) });
    const dataset = await loadImages(folder);
    expect(dataset.classNames).toEqual(["b", "c2", "c10"]);
    expect(classesOf(dataset)).toEqual([
      [0, "c10"],
      [1, "c10"],
      [5, "c2"],
      [7, "b"],
    ]);
  });

  test("has a single subfolder as a place, not as a class", async () => {
    await writeFiles(folder, numbered(4, "pictures/"));
    const dataset = await loadImages(folder);
    expect(dataset.classNames).toEqual([]);
    expect(dataset.train.labels).toBeUndefined();
  });

  test("has the parts train and test, with classes or not, and the classes of both", async () => {
    await writeFiles(folder, {
      ...numbered(2, "Train/a/"),
      ...numbered(1, "Train/b/", 5),
      ...numbered(1, "test/c/", 9),
    });
    const dataset = await loadImages(folder);
    expect(dataset.classNames).toEqual(["a", "b", "c"]);
    expect([valuesOf(dataset.train), dataset.train.labels]).toEqual([[0, 1, 5], Uint8Array.of(0, 0, 1)]);
    expect([valuesOf(dataset.test), dataset.test.labels]).toEqual([[9], Uint8Array.of(2)]);
    expect(dataset.split).toBeUndefined();
    await rm(join(folder, "test"), { recursive: true });
    await writeFiles(folder, numbered(1, "test/", 9));
    expect((await loadImages(folder)).test.labels).toBeUndefined();
  });

  test("has a part for validation left out, and said", async () => {
    await writeFiles(folder, {
      ...numbered(2, "train/a/"),
      ...numbered(1, "Val/a/", 5),
      ...numbered(1, "test/a/", 9),
    });
    const notices: string[] = [];
    const dataset = await loadImages(folder, { onNotice: (text) => notices.push(text) });
    expect([valuesOf(dataset.train), valuesOf(dataset.test)]).toEqual([[0, 1], [9]]);
    expect(dataset.classNames).toEqual([]);
    expect(notices).toEqual([
      `${folder}: not used: Val; the validation set is held out of the training images (--validation)`,
    ]);
  });

  test("is RGB where any file is, in either part", async () => {
    await writeFiles(folder, {
      ...numbered(2, "train/", 7),
      "test/0.png": pngFile(2, 2, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    });
    const { train, test: rest } = await loadImages(folder);
    expect([train.channels, [...train.images]]).toEqual([
      3,
      [...new Array<number>(12).fill(7), ...new Array<number>(12).fill(8)],
    ]);
    expect([rest.channels, [...rest.images]]).toEqual([3, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]);
  });

  test("is scaled to one size where that is wanted", async () => {
    await writeFiles(folder, {
      "a.png": plainPng(9, 4, 4),
      "b.png": plainPng(8, 3, 5),
      "c.png": plainPng(7, 1, 1),
    });
    const dataset = await loadImages(folder, { imageSize: { height: 2, width: 3 } });
    expect([dataset.train.height, dataset.train.width]).toEqual([2, 3]);
    expect(classesOf(dataset).map(([value]) => value)).toEqual([7, 8, 9]);
    await expect(loadImages(folder)).rejects.toThrow(
      `${join(folder, "b.png")}: expected 4 x 4 pixels like a.png, found 3 x 5; scale all of them with --image-size HEIGHTxWIDTH`,
    );
  });

  test("has a checksum of names and pixels, not of how the files are packed", async () => {
    const name = async (files: Record<string, Uint8Array>, place: string): Promise<Dataset["checksums"]> => {
      await writeFiles(join(folder, place, "set"), files);
      return (await loadImages(join(folder, place, "set"))).checksums;
    };
    const files = numbered(3, "a/");
    const first = await name(files, "1");
    expect(Object.keys(first)).toEqual(["set"]);
    expect(first["set"]).toMatch(/^[0-9a-f]{64}$/);
    // Bytes after the end of a PNG file are no part of the picture.
    const repacked = { ...files, "a/1.png": Uint8Array.from([...files["a/1.png"]!, 0]) };
    expect(await name(repacked, "2")).toEqual(first);
    expect(await name({ ...files, "a/1.png": plainPng(9) }, "3")).not.toEqual(first);
    expect(await name(numbered(3, "b/"), "4")).not.toEqual(first);
  });

  test("has other pictures, too, where there is what decodes them, and what is damaged is theirs to tell", async () => {
    await writeFiles(folder, {
      "0.jpg": "j",
      "1.webp": "w",
      "2.png": plainPng(2),
      "3.png": "a JPEG file in truth",
    });
    const decoded: string[] = [];
    const found = await openPngFolder(
      {
        ...diskFolder(folder),
        decodePicture: async (bytes, file) => {
          decoded.push(relative(folder, file));
          return { height: 2, width: 2, channels: 1, pixels: new Uint8Array(4).fill(bytes.length) };
        },
      },
      {},
    );
    const { train } = await found.readAll();
    expect(decoded).toEqual(["0.jpg", "1.webp", "3.png"]);
    expect(valuesOf(train.samples as ImageSet)).toEqual([1, 1, 2, 20]);
  });

  test("of more pixels than memory is refused after its first picture", async () => {
    const others = Object.fromEntries(
      [...Array(39).keys()].map((at) => [`${at + 1}.png`, "no picture, but not looked at"]),
    );
    await writeFiles(folder, { "0.png": plainLarge(), ...others });
    await expect(loadImages(folder)).rejects.toThrow(
      `${folder}: expected at most 2147483647 bytes of images, found 2684354560 (40 of 8192 x 8192 (gray)); scale them`,
    );
  });

  test("tells how far reading is, and stops when told to", async () => {
    await writeFiles(folder, numbered(101));
    const seen: unknown[] = [];
    await loadImages(folder, { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual(
      [0, 100].map((done) => ({ label: `reading ${folder}`, done, total: 101, unit: "images" })),
    );
    const controller = new AbortController();
    const loading = loadImages(folder, {
      signal: controller.signal,
      onProgress: () => controller.abort("enough"),
    });
    await expect(loading).rejects.toBe("enough");
  });

  test.each<[string, Record<string, Uint8Array | string>, string]>([
    [
      "nothing in it",
      {},
      "expected IDX files or PNG files, or a folder of them for each class, found nothing",
    ],
    [
      "other files",
      { "a.txt": "", "b.txt": "", "c.txt": "", "d.txt": "" },
      "found a.txt, b.txt, c.txt and 1 more",
    ],
    [
      "pictures of another format",
      { "a.png": plainPng(1), "b.JPG": "x" },
      "b.JPG: expected PNG files only; convert it to PNG",
    ],
    [
      "files and classes",
      { "a.png": plainPng(1), "b/c.png": plainPng(1) },
      "expected PNG files or a folder for each class, found both: a.png and the folder b",
    ],
    [
      "folders in a class",
      { "training/a/b.png": plainPng(1) },
      "training: expected the PNG files of a class, found the folder a; folders that are parts, not classes, are called train and test",
    ],
    [
      "an empty class",
      { "a/b.png": plainPng(1), "b/notes.txt": "" },
      "b: expected the PNG files of a class, found notes.txt",
    ],
    [
      "a test part alone",
      { "test/a.png": plainPng(1) },
      "expected the folder train, and test or not, and no other images, found test",
    ],
    ["a third part", { "train/a.png": plainPng(1), "more/a.png": plainPng(1) }, "found more, train"],
    [
      "parts without the one to train on",
      { "val/a.png": plainPng(1), "test/a.png": plainPng(1) },
      "found test, val",
    ],
    ["images beside the parts", { "train/a.png": plainPng(1), "a.png": plainPng(1) }, "found train, a.png"],
    [
      "an empty part",
      { "train/a.png": plainPng(1), "test/notes.txt": "" },
      "expected PNG files, or a folder of them for each class, found notes.txt",
    ],
    ["a text called PNG", { "a.png": "this is a text, not a picture" }, "a.png: expected a PNG file"],
    ["too few images", { "a.png": plainPng(1), "b.png": plainPng(1) }, "expected at least 3 images, found 2"],
  ])("with %s is refused", async (_, files, message) => {
    await writeFiles(folder, files);
    await expect(loadImages(folder)).rejects.toThrow(message);
  });

  test("with more classes than a byte counts is refused", async () => {
    const file = plainPng(1);
    await writeFiles(
      folder,
      Object.fromEntries(Array.from({ length: 257 }, (_, index) => [`c${index}/a.png`, file])),
    );
    await expect(loadImages(folder)).rejects.toThrow(
      `${folder}: expected at most 256 classes, found 257; merge some of them`,
    );
  });

  test.skipIf(process.platform === "win32")("may have links, but not in a circle or to nothing", async () => {
    await writeFiles(folder, numbered(3, "set/"));
    await symlink("set", join(folder, "link"));
    await symlink("0.png", join(folder, "set", "3.png"));
    expect(classesOf(await loadImages(join(folder, "link")))).toEqual(
      [0, 0, 1, 2].map((value) => [value, undefined]),
    );
    await symlink("loop.png", join(folder, "set", "loop.png"));
    await expect(loadImages(join(folder, "set"))).rejects.toThrow(
      `cannot read ${join(folder, "set", "loop.png")}: links lead in a circle`,
    );
    await rm(join(folder, "set", "loop.png"));
    await symlink("nothing", join(folder, "set", "4.png"));
    await expect(loadImages(join(folder, "set"))).rejects.toThrow("4.png: it is not there");
    await rm(join(folder, "set"), { recursive: true });
    await writeFiles(folder, numbered(3, "classes/a/"));
    await symlink("..", join(folder, "classes", "a", "up"));
    await expect(loadImages(join(folder, "classes"))).rejects.toThrow(
      "expected the PNG files of a class, found the folder up",
    );
  });
});
