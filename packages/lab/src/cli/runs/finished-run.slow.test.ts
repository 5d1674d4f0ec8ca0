import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { decode } from "fast-png";
import { sliceImages } from "hourglass-core/internal/data/image-set.ts";
import { loadAutoencoder } from "hourglass-core/internal/inference/saved.ts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { copyWithWeights } from "../../../../../test/support/broken-run.ts";
import { digitsFolder } from "../../../../../test/support/digits.ts";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { pngFile, writeFiles } from "../../../../../test/support/own-files.ts";
import { type TemporaryFolder, temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { trainTinyRun, writeTinyImages } from "../../../../../test/support/tiny-run.ts";
import { decodeNpy, encodeNpy } from "../../data/formats/npy.ts";
import { loadDataset } from "../../data/load.ts";
import { scaleImages } from "../../data/own/own-data.ts";
import { type OpenedRun, openRun } from "../../run/open-run.ts";
import { encodeImages } from "./encode-images.ts";
import { exportRun } from "./export-run.ts";
import { reconstructImages } from "./reconstruct-images.ts";

let folder: TemporaryFolder;
let run: string;
let gaussian: string;
let opened: OpenedRun;
/** 3 images of 5 x 5. */
const images = Uint8Array.from({ length: 75 }, (_, index) => (index * 37) % 256);
let printed: string;

const inside = (...parts: string[]): string => join(folder.path, ...parts);
const numbers = async (file: string): Promise<ReturnType<typeof decodeNpy> & { data: Float32Array }> => {
  const array = decodeNpy(new Uint8Array(await readFile(file)), file);
  if (!(array.data instanceof Float32Array)) throw new TypeError(`${file} has no float32`);
  return { ...array, data: array.data };
};

beforeAll(async () => {
  folder = await temporaryFolder();
  [run, gaussian] = [inside("run"), inside("gaussian")];
  const data = await writeTinyImages(folder.path);
  await trainTinyRun(run, data);
  await trainTinyRun(gaussian, data, { code: "gaussian", epochs: 1 });
  opened = await openRun(run, await nativeRuntime());
  await writeFile(
    inside("three.npy"),
    encodeNpy(
      Float32Array.from(images, (byte) => byte / 255),
      [3, 5, 5],
    ),
  );
  await writeFile(inside("large.npy"), encodeNpy(new Float32Array(100).fill(0.5), [1, 10, 10]));
  const picture = (index: number): Uint8Array =>
    pngFile(5, 5, 1, [...images.subarray(index * 25, (index + 1) * 25)]);
  await writeFiles(inside("pictures"), {
    "b/two.png": picture(1),
    "a/one.png": picture(0),
    "b/three.PNG": picture(2),
  });
});

afterAll(async () => {
  await opened.autoencoder.release();
  await folder[Symbol.asyncDispose]();
});

beforeEach(() => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe("hourglass encode", () => {
  test("writes what the encoder gives, in three formats", async () => {
    const expected = await opened.autoencoder.encode(images);
    for (const ending of ["npy", "csv", "json"]) {
      await encodeImages(run, [inside("three.npy")], { out: inside("codes", `codes.${ending}`) });
    }
    const array = await numbers(inside("codes", "codes.npy"));
    expect(array).toMatchObject({ shape: [3, 4], type: "float32" });
    expect(array.data).toEqual(expected);
    const [header, ...rows] = (await readFile(inside("codes", "codes.csv"), "utf8")).trim().split("\n");
    expect(header).toBe("index,z0,z1,z2,z3");
    // Texts have the digits that tell float32 apart.
    const found = rows.map((row) => Float32Array.from(row.split(",").slice(1), Number));
    expect(found).toEqual([0, 4, 8].map((start) => expected.slice(start, start + 4)));
    const json = JSON.parse(await readFile(inside("codes", "codes.json"), "utf8"));
    expect(json.images).toEqual(["0", "1", "2"]);
    expect(Float32Array.from(json.codes.flat())).toEqual(expected);
    expect(printed).toContain(`${inside("codes", "codes.npy")}: the codes of 3 images, float32 [3, 4]\n`);
  });

  test("names the images of a folder in a table", async () => {
    await encodeImages(run, [inside("pictures")], { out: inside("named.csv") });
    const rows = (await readFile(inside("named.csv"), "utf8")).trim().split("\n");
    expect(rows.map((row) => row.split(",").slice(0, 3).join())).toEqual([
      "file,index,label",
      "a/one.png,0,a",
      "b/three.PNG,1,b",
      "b/two.png,2,b",
    ]);
  });

  test("says that the codes of a Gaussian code are means", async () => {
    await encodeImages(gaussian, [inside("three.npy")], { out: inside("means.npy") });
    expect((await numbers(inside("means.npy"))).shape).toEqual([3, 4]);
    expect(printed).toContain("the means of the Gaussian codes of 3 images");
  });

  test("takes a part of a data set by its name", async () => {
    const dataDir = await digitsFolder();
    const options = { out: inside("digits.npy"), part: "test", resize: true, dataDir };
    await encodeImages(run, ["digits"], options);
    const { test: part } = await loadDataset("digits", { dataDir });
    const { images: scaled } = scaleImages(sliceImages(part, 0, 2), { height: 5, width: 5 }, "digits");
    const { shape, data } = await numbers(inside("digits.npy"));
    expect(shape).toEqual([10_000, 4]);
    expect(data.subarray(0, 8)).toEqual(await opened.autoencoder.encode(scaled));
    const refused = encodeImages(run, ["digits"], { ...options, resize: false });
    await expect(refused).rejects.toThrow(
      "digits: expected images of 5 x 5 (gray), which the model takes, found 28 x 28 (gray); scale them with --resize",
    );
  });

  test("scales images where that is asked for", async () => {
    await encodeImages(run, [inside("large.npy")], { out: inside("scaled.npy"), resize: true });
    const expected = await opened.autoencoder.encode(new Uint8Array(25).fill(128));
    expect((await numbers(inside("scaled.npy"))).data).toEqual(expected);
  });

  test.each([
    [
      "another size",
      "large.npy",
      { out: "x.npy" },
      "expected images of 5 x 5 (gray), which the model takes, found 10 x 10",
    ],
    [
      "an unknown format",
      "three.npy",
      { out: "x.txt" },
      "--out: expected a file that ends in .csv, .npz, .parquet, .npy or .json, found",
    ],
    ["its own input", "three.npy", { out: "three.npy" }, "is the file of images: choose another name"],
    [
      "a part of a file",
      "three.npy",
      { out: "x.npy", part: "train" },
      "three.npy has one part alone: leave --part out",
    ],
    [
      "an unknown part",
      "mnist",
      { out: "x.npy", part: "all" },
      '--part: expected train or test, found "all"',
    ],
  ])("refuses %s", async (_, file, { out, ...options }, message) => {
    const path = file === "mnist" ? file : inside(file);
    await expect(encodeImages(run, [path], { out: inside(out), ...options })).rejects.toThrow(message);
    expect(await readdir(folder.path)).not.toContain("x.npy");
  });
});

describe("hourglass reconstruct", () => {
  test("writes pictures under the names of the inputs, the numbers and the errors", async () => {
    const out = inside("rebuilt");
    await reconstructImages(run, inside("pictures"), { out, sheet: true });
    expect((await readdir(out, { recursive: true })).sort()).toEqual(
      [
        "a",
        "a/one.png",
        "b",
        "b/three.PNG",
        "b/two.png",
        "errors.csv",
        "reconstructions.npy",
        "sheet.png",
      ].map((path) => join(path)),
    );
    const order = Uint8Array.from([
      ...images.subarray(0, 25),
      ...images.subarray(50),
      ...images.subarray(25, 50),
    ]);
    const expected = await opened.autoencoder.reconstruct(order);
    const array = await numbers(join(out, "reconstructions.npy"));
    expect(array.shape).toEqual([3, 5, 5, 1]);
    expect(array.data).toEqual(expected);
    const picture = decode(await readFile(join(out, "b", "three.PNG")));
    expect(picture).toMatchObject({ width: 5, height: 5, channels: 1, depth: 8 });
    expect([...picture.data]).toEqual([...expected.subarray(25, 50)].map((value) => Math.round(value * 255)));
    const errors = await opened.autoencoder.score(order);
    const rows = (await readFile(join(out, "errors.csv"), "utf8")).trim().split("\n");
    expect(rows[0]).toBe("image,bce,mse,sse");
    expect(rows[2]).toBe(["b/three.PNG", errors.bce![1], errors.mse[1], 25 * errors.mse[1]!].join());
    const sheet = decode(await readFile(join(out, "sheet.png")));
    expect([sheet.width, sheet.height]).toEqual([3 * 56 + 2 * 6, 2 * 56 + 6]);
    expect(printed).toContain("Rebuilt 3 images");
  });

  test("numbers pictures that have no names", async () => {
    const many = encodeNpy(new Float32Array(11 * 25), [11, 5, 5]);
    await writeFile(inside("eleven.npy"), many);
    await reconstructImages(run, inside("eleven.npy"), { out: inside("numbered") });
    const files = (await readdir(inside("numbered"))).filter((file) => file.endsWith(".png")).sort();
    expect(files).toHaveLength(11);
    expect([files[0], files[10]]).toEqual(["00.png", "10.png"]);
  });

  test("writes into a folder with files by force only", async () => {
    await mkdir(inside("full"));
    await writeFile(inside("full", "mine.txt"), "mine");
    const rebuild = (force: boolean): Promise<void> =>
      reconstructImages(run, inside("three.npy"), { out: inside("full"), force });
    await expect(rebuild(false)).rejects.toThrow(/has files already \(mine\.txt\).*--force/);
    expect(await readdir(inside("full"))).toEqual(["mine.txt"]);
    await rebuild(true);
    expect(await readFile(inside("full", "mine.txt"), "utf8")).toBe("mine");
    expect(await readdir(inside("full"))).toContain("2.png");
  });

  test("never replaces the originals", async () => {
    const before = await readFile(inside("pictures", "a", "one.png"));
    const options = { out: inside("pictures"), force: true };
    await expect(reconstructImages(run, inside("pictures"), options)).rejects.toThrow("the originals");
    expect(await readFile(inside("pictures", "a", "one.png"))).toEqual(before);
  });
});

describe("hourglass export", () => {
  let to: string;
  beforeEach(async () => {
    to = inside("exported");
    await exportRun(run, { to, force: true });
  });

  test("writes the programs as they are in the run, and what describes them", async () => {
    expect((await readdir(to)).sort()).toEqual([
      "README.md",
      "autoencoder.onnx",
      "decoder.onnx",
      "encoder.onnx",
      "model.json",
      "model.safetensors",
      "trainer.onnx",
    ]);
    for (const file of ["encoder.onnx", "decoder.onnx", "autoencoder.onnx", "trainer.onnx"]) {
      expect(Buffer.compare(await readFile(join(to, file)), await readFile(join(run, file))), file).toBe(0);
    }
    expect(JSON.parse(await readFile(join(to, "model.json"), "utf8"))).toEqual(
      opened.summary.model.architecture,
    );
  });

  test("its weights are a model by themselves", async () => {
    const loaded = await loadAutoencoder(
      await nativeRuntime(),
      await readFile(join(to, "model.safetensors")),
    );
    expect(await loaded.encode(images)).toEqual(await opened.autoencoder.encode(images));
    await loaded.release();
  });

  test("its README says what goes in and comes out, and how good it is", async () => {
    const text = await readFile(join(to, "README.md"), "utf8");
    expect(text).toContain("| `encoder.onnx` | `images`: float32 `[N, 25]` | `codes`: float32 `[N, 4]` |");
    expect(text).toContain("binary cross-entropy in nats, mean over pixels and images");
    expect(text).toMatch(new RegExp(`test +6 +${opened.summary.metrics?.test.bce?.toFixed(5)}`));
    expect(text).not.toMatch(/undefined|NaN/);
  });

  test("its JavaScript runs as it is", async () => {
    const text = await readFile(join(to, "README.md"), "utf8");
    const [, program = ""] = /```js\n(.*?)```/s.exec(text) ?? [];
    await writeFile(join(to, "program.mjs"), program);
    await symlink(resolve("node_modules"), join(folder.path, "node_modules"), "junction");
    const { stdout } = await promisify(execFile)(process.execPath, ["program.mjs"], { cwd: to });
    expect(stdout).toBe("[ 2, 4 ] [ 2, 25 ]\n");
  });

  test("refuses the folder of the run, and one with files", async () => {
    await expect(exportRun(run, { to: run, force: true })).rejects.toThrow("the folder of the run itself");
    await expect(exportRun(run, { to })).rejects.toThrow("--to:");
  });
});

describe("a model whose codes are no numbers", () => {
  const broken = (): string => inside("broken");

  beforeAll(() =>
    copyWithWeights(run, broken(), (name, values) =>
      // Sums of terms that are infinite, of both signs.
      name === "encoder.code.kernel" ? values.map((_, at) => (at % 2 === 0 ? 3e38 : -3e38)) : values,
    ),
  );

  test("has none written, and is said to be broken", async () => {
    const out = inside("broken.npy");
    await expect(encodeImages(broken(), [inside("three.npy")], { out })).rejects.toThrow(
      "the codes of 3 of 3 images are not finite numbers, so nothing is written: the weights of the model are too large",
    );
    await expect(readFile(out)).rejects.toThrow("ENOENT");
  });

  test("nor has it reconstructions", async () => {
    const out = inside("rebuilt-broken");
    await expect(reconstructImages(broken(), inside("three.npy"), { out })).rejects.toThrow(
      "the reconstructions of 3 of 3 images are not finite numbers, so nothing is written",
    );
    await expect(readdir(out)).rejects.toThrow("ENOENT");
  });
});
