import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeNpy } from "hourglass-lab/internal/data/formats/npy.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "./support/command.ts";
import { plainPng, writeFiles } from "./support/own-files.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

// An autoencoder that is told the class: pictures that are dark, gray or light.

const timeout = 120_000;
const shades = ["dark", "gray", "light"];
const count = 90;
let folder: TemporaryFolder;
const inside = (...path: string[]): string => join(folder.path, ...path);
const hourglass = (...words: string[]) => runCommand(words, { cwd: folder.path });

async function expectDone(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await hourglass(...words);
  expect(code, stderr).toBe(0);
  return stdout;
}

beforeAll(async () => {
  folder = await temporaryFolder();
  const pictures = Array.from({ length: count }, (_, at) => [
    `${shades[at % 3]}/p${at}.png`,
    plainPng(20 + (at % 3) * 90 + (at % 7), 4, 4),
  ]);
  await writeFiles(folder.path, {
    ...Object.fromEntries(pictures.map(([path, bytes]) => [`set/${path}`, bytes])),
    ...Object.fromEntries(
      pictures.slice(0, 9).map(([path, bytes]) => [`plain/${String(path).split("/")[1]}`, bytes]),
    ),
    "plain.csv": `file,label\n${pictures
      .slice(0, 9)
      .map(([path]) => String(path).split("/"))
      .map(([shade, file]) => `${file},${shade}\n`)
      .join("")}`,
  });
  await expectDone(
    ...["train", "--model", "conditional", "--dataset", "set", "--condition-classes", "3"],
    ...["--latent-size", "2", "--hidden", "16", "--no-binarize", "--importance-samples", "5"],
    ...["--epochs", "60", "--batch-size", "16", "--learning-rate", "0.01", "--threads", "1", "--out", "run"],
  );
  await expectDone(
    ...["train", "--dataset", "set", "--latent-size", "2", "--epochs", "2", "--batch-size", "8"],
    ...["--threads", "1", "--out", "vanilla"],
  );
}, timeout);
afterAll(() => folder[Symbol.asyncDispose]());

/** The mean of each of the images, 0 to 1. */
async function meansOf(path: string): Promise<readonly number[]> {
  const { shape, data } = decodeNpy(new Uint8Array(await readFile(inside(path))), path);
  const values = Array.from(data as Float32Array);
  const size = shape.slice(1).reduce((a, b) => a * b, 1);
  return Array.from({ length: shape[0] as number }, (_, row) =>
    values.slice(row * size, (row + 1) * size).reduce((sum, value) => sum + value / size, 0),
  );
}

/** The mean intensity of pictures of a class. */
const shadeOf = (name: string): number => (20 + shades.indexOf(name) * 90 + 3) / 255;

describe("drawn", () => {
  test.each(shades)("as %s, what is new is of that class", async (name) => {
    const told = await expectDone("draw", "run", "--class", name, "--count", "20", "--out", `${name}.npy`);
    expect(told).toContain(`20 new images of class ${name}, codes drawn from the standard normal prior`);
    for (const mean of await meansOf(`${name}.npy`))
      expect(Math.abs(mean - shadeOf(name))).toBeLessThan(0.12);
  });

  test("without a class, as each in turn, and the same for the same seed", async () => {
    await expectDone("draw", "run", "--count", "6", "--out", "all.npy");
    const means = await meansOf("all.npy");
    for (const [at, mean] of means.entries()) {
      expect(Math.abs(mean - shadeOf(shades[at % 3]!))).toBeLessThan(0.12);
    }
    await expectDone("draw", "run", "--count", "6", "--out", "again.npy", "--seed", "0");
    expect(await meansOf("again.npy")).toEqual(means);
    await expectDone("draw", "run", "--count", "6", "--out", "other.npy", "--seed", "1");
    expect(await meansOf("other.npy")).not.toEqual(means);
  });

  test("as a picture", async () => {
    await expectDone("draw", "run", "--out", "sheet/all.png");
    expect((await readFile(inside("sheet", "all.png"))).subarray(1, 4).toString()).toBe("PNG");
  });

  test("from a mixture, where codes have no prior", async () => {
    const told = await expectDone("draw", "vanilla", "--count", "5", "--out", "v.npy");
    expect(told).toMatch(
      /5 new images, codes drawn from a Gaussian mixture of \d+ components? over the training codes/,
    );
    expect(await meansOf("v.npy")).toHaveLength(5);
  });
});

test("what is rebuilt as another class has that class", async () => {
  await expectDone(
    "reconstruct",
    "run",
    "plain",
    "--labels",
    "plain.csv",
    "--as-class",
    "light",
    "--out",
    "as",
  );
  for (const mean of await meansOf("as/reconstructions.npy")) {
    expect(Math.abs(mean - shadeOf("light"))).toBeLessThan(0.12);
  }
});

test("pictures are encoded with the classes that a file gives, by their names", async () => {
  await expectDone("encode", "run", "plain", "--labels", "plain.csv", "--out", "codes.csv");
  const lines = (await readFile(inside("codes.csv"), "utf8")).trim().split("\n");
  expect(lines[0]).toBe("file,index,label,z0,z1");
  expect(lines).toHaveLength(10);
});

test(
  "the report shows codes as every class; the run is right",
  async () => {
    const page = await readFile(inside("run", "report.html"), "utf8");
    expect(page).toContain("One code as every class");
    expect(page).toContain("decoded as the classes dark, gray, light");
    expect(await expectDone("check", "run")).toMatch(/\d+ right/);
  },
  timeout,
);

test("what is exported says what its programs are told", async () => {
  await expectDone("export", "run", "--to", "files");
  const text = await readFile(inside("files", "README.md"), "utf8");
  expect(text).toContain("`labels`: int32 `[N]`");
  expect(text).toContain("0 is dark, 1 is gray, 2 is light");
});

describe("refused, in words:", () => {
  test.each([
    [
      ["train", "--model", "conditional", "--dataset", "plain", "--condition-classes", "3", "--out", "no"],
      "both halves of conditional are told the class of each image, and plain has no labels: give them as labels, a CSV file, or choose another model",
    ],
    [
      ["train", "--model", "conditional", "--dataset", "set", "--out", "no"],
      "conditionClasses: expected 3, as many classes as set has, found 10",
    ],
    [
      ["encode", "run", "plain", "--out", "no.csv"],
      "it must be told the class of each image, and these images have none; give them with --labels FILE",
    ],
    [
      ["reconstruct", "run", "plain", "--out", "no"],
      "it must be told the class of each image, and these images have none; give them with --labels FILE",
    ],
    [
      ["draw", "run", "--class", "blue", "--out", "no.png"],
      'unknown class in --class "blue": choose one of dark, gray, light',
    ],
    [
      ["draw", "vanilla", "--class", "gray", "--out", "no.png"],
      "--class: the autoencoder is not told classes",
    ],
    [
      ["draw", "run", "--count", "0", "--out", "no.png"],
      '--count: expected a whole number from 1 to 10000, found "0"',
    ],
    [
      ["draw", "run", "--seed", "x", "--out", "no.png"],
      "--seed: expected a whole number from 0 to 4294967295",
    ],
    [["draw", "run", "--out", "no.gif"], "--out: expected a file that ends with .png or .npy"],
    [
      ["classify", "run", "--labels-per-class", "2", "--out", "no"],
      "whose halves are told which of 3 a sample is of",
    ],
    [
      ["anomaly", "--model", "conditional", "--dataset", "set", "--condition-classes", "3", "--out", "no"],
      "is told the class of each sample, which whoever looks for anomalies does not know",
    ],
    [
      ["anomaly", "--train-on", "all", "--dataset", "set", "--out", "no"],
      "with trainOn all the anomalies among the test samples would be trained on as well: leave trainOn out",
    ],
  ])("%s", async (words, message) => {
    const { code, stderr } = await hourglass(...words);
    expect(stderr).toContain(message);
    expect(code).not.toBe(0);
    expect(stderr).not.toContain("    at ");
  });
});
