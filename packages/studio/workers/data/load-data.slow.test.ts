import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { requireImageData } from "hourglass-core/internal/data/require-dataset.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { catalogue, type FilesEntry, fileRoles } from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import { type Digits, generateDigits } from "hourglass-lab/internal/data/digits/generate.ts";
import { encodeIdx } from "hourglass-lab/internal/data/formats/idx.ts";
import { loadDataset } from "hourglass-lab/internal/data/load.ts";
import { loadOwnDataset } from "hourglass-lab/internal/data/own/load-own.ts";
import { afterEach, describe, expect, test, vi } from "vitest";
import { digitsFolder } from "../../../../test/support/digits.ts";
import { npyFile, pngFile, writeFiles } from "../../../../test/support/own-files.ts";
import { bars, given, idxFiles } from "../../../../test/support/page-trainer.ts";
import { temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import type { GivenFile, LoadProgress } from "../trainer/trainer-api.ts";
import { sha256 } from "./file-bytes.ts";
import { loadData } from "./load-data.ts";
import { loadEntry } from "./load-entry.ts";

const ignore = (): void => undefined;

function load(
  files: readonly GivenFile[],
  onProgress: (progress: LoadProgress) => void = ignore,
): Promise<Dataset> {
  return loadSamples(files, onProgress).then(requireImageData);
}

function loadSamples(
  files: readonly GivenFile[],
  onProgress: (progress: LoadProgress) => void = ignore,
): Promise<Dataset<Samples>> {
  return loadData({ kind: "files", name: "mine", files }, "http://127.0.0.1:9/", onProgress).then(
    ({ dataset }) => dataset,
  );
}

/** What the command line makes of the same files in a folder. */
async function fromDisk(files: readonly GivenFile[], asIs = true): Promise<Dataset> {
  await using folder = await temporaryFolder();
  const root = join(folder.path, "mine");
  for (const { path, content } of files) {
    await writeFiles(root, { [path]: new Uint8Array(await content.arrayBuffer()) });
  }
  const dataset = await loadDataset(root, asIs ? {} : { imageSize: { height: 28, width: 28 } });
  return requireImageData({ ...dataset, source: "mine" });
}

describe("IDX files", () => {
  const four = [...idxFiles("train", bars(30)), ...idxFiles("t10k", bars(10, 2))];

  test("are what the command line reads", async () => {
    expect(await load(four)).toEqual(await fromDisk(four));
  });

  test("may be gzipped, and lie in a folder within a folder", async () => {
    const packed = await Promise.all(
      four.map(async ({ path, content }) =>
        given(`mnist/raw/${path}.gz`, gzipSync(new Uint8Array(await content.arrayBuffer()))),
      ),
    );
    expect(await load(packed)).toEqual(await fromDisk(four));
  });

  test("of training alone have a test part held out, as on the command line", async () => {
    const two = idxFiles("train", bars(30));
    const dataset = await load(two);
    expect(dataset.test.count).toBe(3);
    expect(dataset).toEqual(await fromDisk(two));
  });

  test("are known by their content where their names say nothing", async () => {
    const [images, labels] = idxFiles("train", bars(30)) as [GivenFile, GivenFile];
    const packed = gzipSync(new Uint8Array(await images.content.arrayBuffer()));
    const { train, test: rest } = await load([
      given("pictures.bin", packed),
      { ...labels, path: "numbers (1).dat" },
    ]);
    const expected = await fromDisk(idxFiles("train", bars(30)));
    expect([train, rest]).toEqual([expected.train, expected.test]);
  });

  test("of a set of the catalogue are that set, whatever they are called", async () => {
    const folder = join(await digitsFolder(), "digits");
    const files = await Promise.all(
      fileRoles.map(async (role, at) =>
        given(`download/file${at}`, await readFile(join(folder, catalogue.digits.files[role].name))),
      ),
    );
    const dataset = await load(files);
    const expected = await loadDataset("digits", { dataDir: await digitsFolder() });
    expect(dataset.name).toBe("digits");
    expect(dataset.checksums).toEqual(expected.checksums);
    expect(Buffer.compare(dataset.train.images, expected.train.images)).toBe(0);
    expect(dataset.test.labels).toEqual(expected.test.labels);
  });

  test("that are damaged are named", async () => {
    const [images] = idxFiles("train", bars(30)) as [GivenFile];
    const bytes = new Uint8Array(await images.content.arrayBuffer());
    await expect(load([given("a/train-images-idx3-ubyte", bytes.subarray(0, 999))])).rejects.toThrow(
      /a\/train-images-idx3-ubyte: expected 30 x 28 x 28 = 23520 values after the IDX header, found 983/,
    );
    const packed = gzipSync(bytes);
    await expect(
      load([given("train-images-idx3-ubyte.gz", packed.subarray(0, packed.length / 2))]),
    ).rejects.toThrow("train-images-idx3-ubyte.gz: the gzip data are damaged or cut off");
  });

  test("with labels for other images are refused", async () => {
    const [images] = idxFiles("train", bars(30)) as [GivenFile];
    const [, labels] = idxFiles("train", bars(29)) as [GivenFile, GivenFile];
    await expect(load([images, labels])).rejects.toThrow(
      "train-labels-idx1-ubyte: expected 30 labels, found 29",
    );
  });
});

describe("a file of an array", () => {
  const numbers = Float32Array.from({ length: 40 * 3 }, (_, at) => Math.sin(at) * 10 ** (at % 3));

  test("of floats [N, D] is rows, as on the command line", async () => {
    const file = given("table.npy", npyFile("<f4", [40, 3], numbers));
    const dataset = await loadSamples([file]);
    expect(dataset.train).toMatchObject({ kind: "row", count: 36, columns: 3 });
    await using folder = await temporaryFolder();
    const path = join(folder.path, "table.npy");
    await writeFiles(folder.path, { "table.npy": new Uint8Array(await file.content.arrayBuffer()) });
    const expected = await loadOwnDataset(path, {});
    expect({ ...dataset, name: "table", title: "table", source: path }).toEqual(expected);
  });

  test("of bytes is images, scaled to the page's size", async () => {
    const bytes = Uint8Array.from({ length: 4 * 56 * 56 }, (_, at) => (at >> 4) & 255);
    const { train } = await load([given("pictures.npy", npyFile("|u1", [4, 56, 56], bytes))]);
    expect(train).toMatchObject({ count: 3, height: 28, width: 28, channels: 1 });
  });
});

describe("PNG pictures", () => {
  const random = createRandom(1, "pictures");
  const picture = (side: number, channels = 1): Uint8Array =>
    pngFile(
      side,
      side,
      channels,
      Array.from({ length: side * side * channels }, () => random.below(256)),
    );
  const animals = ["cats/1.png", "cats/2.png", "cats/10.png", "dogs/1.png", "dogs/2.png"].map((path) =>
    given(path, picture(40)),
  );

  test("in folders are classes, scaled, as on the command line", async () => {
    const reports: LoadProgress[] = [];
    const dataset = await load(animals, (progress) => reports.push(progress));
    expect(dataset).toEqual(await fromDisk(animals, false));
    expect(dataset.classNames).toEqual(["cats", "dogs"]);
    expect(dataset.train).toMatchObject({ height: 28, width: 28, channels: 1, count: 4 });
    expect(reports.at(-1)).toEqual({ text: "reading mine", fraction: 0 });
  });

  test("come with the folder that was dropped, and what systems put there", async () => {
    const dropped = [
      ...animals.map(({ path, content }) => ({ path: `animals/${path}`, content })),
      given("animals/.DS_Store", Uint8Array.of(1)),
      given("animals/__MACOSX/cats/._1.png", Uint8Array.of(1)),
    ];
    expect(await load(dropped)).toEqual(await load(animals));
  });

  test("of colour become gray", async () => {
    const red = pngFile(28, 28, 3, new Array(784).fill([255, 0, 0]).flat());
    const { train } = await load([1, 2, 3].map((name) => given(`${name}.png`, red)));
    expect(train.channels).toBe(1);
    expect(new Set(train.images)).toEqual(new Set([76]));
  });

  test("of both parts are told apart", async () => {
    const files = ["train/a/1.png", "train/a/2.png", "train/b/1.png", "test/a/1.png"].map((path) =>
      given(path, picture(28)),
    );
    const dataset = await load(files);
    expect(dataset).toEqual(await fromDisk(files));
    expect([dataset.train.count, dataset.test.count]).toEqual([3, 1]);
  });

  test("beside other files are taken alone, and the others are named", async () => {
    const notices: string[] = [];
    const files = [
      given("a/1.png", picture(28)),
      given("a/2.png", picture(28)),
      given("a/3.png", picture(28)),
      given("a/notes.txt", Uint8Array.of(65)),
    ];
    await loadData({ kind: "files", name: "mine", files }, "http://127.0.0.1:9/", ignore, (text) =>
      notices.push(text),
    );
    expect(notices.join()).toMatch(/not used: notes\.txt/);
  });

  test("that are damaged are named", async () => {
    const broken = [...animals, given("dogs/3.png", picture(28).subarray(0, 200))];
    await expect(load(broken)).rejects.toThrow(/^dogs\/3\.png: the PNG file is damaged/);
  });
});

test("what is neither is refused, saying what would do", async () => {
  await expect(load([given("notes.txt", Uint8Array.of(65, 66))])).rejects.toThrow(
    "mine: expected IDX files or PNG files, or a folder of them for each class, found notes.txt",
  );
  await expect(load([given("photo.jpg", Uint8Array.of(255))])).rejects.toThrow("convert it to PNG");
});

describe("sets of the catalogue", () => {
  afterEach(() => vi.unstubAllGlobals());

  /** A server with some files; what it lacks it answers with a page of its own, as static hosts do. */
  function serve(files: Readonly<Record<string, Uint8Array>>): readonly string[] {
    const asked: string[] = [];
    vi.stubGlobal("fetch", async (address: URL) => {
      asked.push(address.href);
      const bytes = files[address.pathname.split("/").at(-1) ?? ""];
      const headers = { "content-type": bytes === undefined ? "text/html" : "application/octet-stream" };
      return new Response(bytes === undefined ? "<html>" : (bytes as Uint8Array<ArrayBuffer>), { headers });
    });
    return asked;
  }

  test("come from the server, packed or not, and are what the command line loads", async () => {
    const folder = join(await digitsFolder(), "digits");
    const files = await Promise.all(
      fileRoles.map(async (role, at): Promise<[string, Uint8Array]> => {
        const { name } = catalogue.digits.files[role];
        const bytes = await readFile(join(folder, name));
        return [name, at > 1 ? gzipSync(bytes, { level: 1 }) : bytes];
      }),
    );
    const asked = serve(Object.fromEntries(files));
    const page = "http://localhost/some/page/";
    // What is generated is not asked for.
    const published = { ...catalogue.digits, mirrors: ["https://mirror.invalid/"] };
    const { dataset } = await loadEntry(published, page, ignore);
    const expected = await loadDataset("digits", { dataDir: await digitsFolder() });
    expect(asked).toContain(`${page}api/data/digits/train-images-idx3-ubyte`);
    const { images } = requireImageData(dataset).train;
    expect(Buffer.compare(images, expected.train.images)).toBe(0);
    expect({ ...dataset, train: 0, test: 0 }).toEqual({ ...expected, train: 0, test: 0 });
  });

  test("are refused where a byte is wrong", async () => {
    const { name, bytes } = catalogue.mnist.files.testLabels;
    serve({ [name]: new Uint8Array(bytes) });
    await expect(loadData({ kind: "catalogue", name: "mnist" }, "http://localhost/", ignore)).rejects.toThrow(
      /mnist\/t10k-labels-idx1-ubyte: expected content with SHA-256 ff7b.*hourglass data fetch mnist/,
    );
  });

  test("that are nowhere say where to get them", async () => {
    serve({});
    await expect(loadData({ kind: "catalogue", name: "mnist" }, "http://localhost/", ignore)).rejects.toThrow(
      /mnist is not here: fetch it with "hourglass data fetch mnist".*or drop its files/,
    );
  });

  test("that do not exist are refused", async () => {
    await expect(loadData({ kind: "catalogue", name: "cifar" }, "http://localhost/", ignore)).rejects.toThrow(
      'unknown data set "cifar": choose one of mnist, fashion-mnist, digits',
    );
  });

  test("are drawn by several slices the same, training images when a split needs them", async () => {
    const expected = await generateDigits({ seed: 1998, trainCount: 4000, testCount: 1300 });
    const entry = await entryOf(expected);
    const progress: (number | undefined)[] = [];
    const tell = ({ fraction }: LoadProgress): unknown => progress.push(fraction);
    const { dataset, fillTraining } = await loadEntry(entry, "http://localhost/", tell);
    const { train, test } = requireImageData(dataset);
    expect(test).toEqual(expected.test);
    expect(progress).toEqual([undefined, 1 / 2, 1]);
    expect(train.images.every((value) => value === 0)).toBe(true);

    await fillTraining?.({ validation: 100, train: 1000 }, tell);
    const size = 28 * 28;
    const part = (from: number, to: number) => [
      train.images.subarray(from * size, to * size),
      expected.train.images.subarray(from * size, to * size),
    ];
    const [first, expectedFirst] = part(0, 1000);
    expect(first).toEqual(expectedFirst);
    const [last, expectedLast] = part(3900, 4000);
    expect(last).toEqual(expectedLast);
    expect(part(1300, 2400)[0]?.every((value) => value === 0)).toBe(true);

    await fillTraining?.({ validation: 100 }, tell);
    expect(Buffer.compare(train.images, expected.train.images)).toBe(0);
    expect(train.labels).toEqual(expected.train.labels);
  });

  test("are drawn whole beside helpers that never answer, which are ended", async () => {
    const expected = await generateDigits({ seed: 1998, trainCount: 1, testCount: 2600 });
    let [asked, ended] = [0, 0];
    class Silent extends EventTarget {
      postMessage(): void {
        asked++;
      }
      terminate(): void {
        ended++;
      }
    }
    vi.stubGlobal("Worker", Silent);
    vi.stubGlobal("location", { href: "http://localhost/worker.js" });
    vi.stubGlobal("navigator", { userAgent: "a browser of this test", hardwareConcurrency: 3 });
    const { dataset } = await loadEntry(await entryOf(expected), "http://localhost/", ignore);
    expect(requireImageData(dataset).test).toEqual(expected.test);
    expect([asked, ended]).toEqual([2, 2]);
  });

  test("that are drawn otherwise than elsewhere are refused", async () => {
    const entry = await entryOf(await generateDigits({ seed: 1999, trainCount: 1, testCount: 3 }));
    await expect(loadEntry(entry, "http://localhost/", ignore)).rejects.toThrow(
      /digits: expected t10k-images-idx3-ubyte with SHA-256 .*, drew .*: this browser computes otherwise/,
    );
  });
});

/** An entry of the catalogue with fewer digits. */
async function entryOf({ train, test }: Digits): Promise<FilesEntry> {
  const { files } = catalogue.digits;
  const testImages = await sha256(encodeIdx([test.count, 28, 28], test.images));
  return {
    ...catalogue.digits,
    counts: { train: train.count, test: test.count },
    files: { ...files, testImages: { ...files.testImages, sha256: testImages } },
  };
}
