import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeSafetensors } from "hourglass-core/internal/inference/safetensors.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "./support/command.ts";
import { plainPng, writeFiles } from "./support/own-files.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";
import { readRunJson } from "./support/training-command.ts";

// One's own pictures with labels in a CSV file, from training to classes that are told: dark, gray and light ones.

const timeout = 120_000;
const count = 90;
const shades = ["dark", "gray", "light"];
const shadeOf = (at: number): string => shades[at % 3]!;
const training = [
  "--latent-size",
  "3",
  "--hidden",
  "8",
  "--epochs",
  "3",
  "--batch-size",
  "8",
  "--threads",
  "1",
];

let folder: TemporaryFolder;
const inside = (...path: string[]): string => join(folder.path, ...path);
const hourglass = (...words: string[]) => runCommand(words, { cwd: folder.path });

async function expectDone(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await hourglass(...words);
  expect(stderr + stdout, words.join(" ")).not.toMatch(/^error/m);
  expect(code, stderr).toBe(0);
  return stdout;
}

async function linesOf(file: string): Promise<readonly (readonly string[])[]> {
  const text = await readFile(inside(file), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => line.split(","));
}

const labelsOf = (shade: (at: number) => string): string =>
  `file,label\n${Array.from({ length: count }, (_, at) => `p${at}.png,${shade(at)}\n`).join("")}`;

beforeAll(async () => {
  folder = await temporaryFolder();
  const pictures = Array.from({ length: count }, (_, at) => [
    `set/p${at}.png`,
    plainPng(20 + (at % 3) * 90 + (at % 7), 4, 4),
  ]);
  await writeFiles(folder.path, { ...Object.fromEntries(pictures), "labels.csv": labelsOf(shadeOf) });
  await expectDone("train", "--dataset", "set", ...training, "--labels", "labels.csv", "--out", "run");
  await expectDone("train", "--dataset", "set", ...training, "--out", "bare");
}, timeout);

afterAll(() => folder[Symbol.asyncDispose]());

describe("a run with labels from a file", () => {
  test("has the weights of one without, and says where its labels are and what they were", async () => {
    const [run, bare] = await Promise.all([readRunJson(inside("run")), readRunJson(inside("bare"))]);
    const [tensors, others] = await Promise.all(
      ["run", "bare"].map(async (name) => {
        const file = inside(name, "model.safetensors");
        return decodeSafetensors(new Uint8Array(await readFile(file)), file).tensors;
      }),
    );
    expect(tensors).toEqual(others);
    expect(run?.settings.labels).toBe(inside("labels.csv"));
    expect(run?.dataset.classNames).toEqual(shades);
    expect(Object.keys(run?.dataset.checksums ?? {})).toEqual(["set", "labels.csv"]);
    expect([bare?.settings.labels, bare?.dataset.classNames]).toEqual(["", []]);
  });

  test("gives its own data back split by split, each sample with file, row and class", async () => {
    const splits = (await readRunJson(inside("run")))!.dataset.splits;
    await expectDone("encode", "run", "--out", "codes.csv");
    const [header, ...rows] = await linesOf("codes.csv");
    expect(header).toEqual(["file", "index", "split", "label", "z0", "z1", "z2"]);
    expect(rows.map(([file]) => file).sort()).toEqual(
      Array.from({ length: count }, (_, at) => `p${at}.png`).sort(),
    );
    for (const [file, index, , label] of rows) {
      expect([file, label]).toEqual([`p${index}.png`, shadeOf(Number(index))]);
    }
    for (const split of ["train", "validation", "test"] as const) {
      expect(rows.filter((row) => row[2] === split)).toHaveLength(splits[split]);
    }
    await expectDone("encode", "run", "--part", "validation", "--out", "held-out.csv");
    expect((await linesOf("held-out.csv")).slice(1)).toEqual(
      rows.filter(([, , split]) => split === "validation"),
    );
    // The code of a picture is the same, whichever way it comes.
    await expectDone("encode", "run", "set", "--labels", "labels.csv", "--out", "pictures.csv");
    const [, ...pictures] = await linesOf("pictures.csv");
    const byFile = new Map(rows.map((row) => [row[0], row]));
    for (const [file, index, label, ...code] of pictures) {
      expect([file, index, byFile.get(file)?.[2], label, ...code]).toEqual(byFile.get(file));
    }
  });

  test("notices that they have changed, wherever they are looked at", async () => {
    await writeFile(
      inside("other.csv"),
      labelsOf((at) => (at === 4 ? "light" : shadeOf(at))),
    );
    for (const words of [
      ["evaluate", "run", "--measures", "none"],
      ["encode", "run", "--out", "no.csv"],
      ["train", "--resume", "--out", "run", "--epochs", "4"],
    ]) {
      const { code, stderr } = await hourglass(...words, "--labels", "other.csv");
      expect([words[0], code]).toEqual([words[0], 1]);
      expect(stderr).toContain("set: the data are not those that this run was trained on: ");
      expect(stderr).toMatch(/(other|labels)\.csv/);
    }
    const checked = await hourglass("check", "run", "--labels", "other.csv");
    expect([checked.code, checked.stdout]).toEqual([1, expect.stringMatching(/^data +wrong +.*\.csv/m)]);
    // The same labels elsewhere, in another order, are the same.
    const [header, ...lines] = labelsOf(shadeOf).trim().split("\n");
    await writeFile(inside("moved.csv"), `${[header, ...lines.reverse()].join("\r\n")}\r\n`);
    expect(await expectDone("check", "run", "--labels", "moved.csv")).toMatch(/^data +right$/m);
  });

  test("is not trained where an image lacks one, and leaves nothing behind", async () => {
    await writeFile(inside("few.csv"), labelsOf(shadeOf).replace(/p7\.png,.*\n/, ""));
    const { code, stderr } = await hourglass(
      ...["train", "--dataset", "set", ...training, "--labels", "few.csv", "--out", "none"],
    );
    expect(code).toBe(1);
    expect(stderr).toContain(
      `error: ${inside("few.csv")}: expected a label for each of the 90 samples of ${inside("set")}, found none for p7.png`,
    );
    expect(await readRunJson(inside("none"))).toBeUndefined();
  });
});

describe("a run without labels", () => {
  test("may be given some, to be measured and encoded by, and stays what it is", async () => {
    const refused = await hourglass("evaluate", "bare", "--measures", "none", "--save-probe");
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining(
        "--save-probe: it needs labels, which the images do not have; labels of your own data can be given with --labels FILE",
      ),
    ]);
    const before = await readFile(inside("bare", "run.json"), "utf8");
    await expectDone("evaluate", "bare", "--measures", "probe", "--save-probe", "--labels", "labels.csv");
    expect(await readFile(inside("bare", "run.json"), "utf8")).toBe(before);
    const measured = JSON.parse(await readFile(inside("bare", "measures.json"), "utf8"));
    expect(measured.measures.probe.figures.accuracy).toBeGreaterThan(0.5);
    expect(measured.provenance.labelled).toMatch(/^[0-9a-f]{64}$/);
    expect(await expectDone("check", "bare")).toMatch(/^probe\.safetensors +right$/m);
    await expectDone("encode", "bare", "--part", "test", "--labels", "labels.csv", "--out", "bare.csv");
    expect((await linesOf("bare.csv"))[0]?.slice(0, 4)).toEqual(["file", "index", "split", "label"]);
  });
});

describe("the probe of a run", () => {
  test("tells classes once it is saved, as often right as evaluate has found", async () => {
    const none = await hourglass("predict", "run", "set", "--out", "no.csv");
    expect([none.code, none.stderr]).toEqual([
      1,
      expect.stringContaining(
        "run has no classifier: expected probe.safetensors in it; write one with: hourglass evaluate run --save-probe",
      ),
    ]);
    await expectDone("evaluate", "run", "--measures", "probe", "--save-probe");
    const { accuracy } = JSON.parse(await readFile(inside("run", "measures.json"), "utf8")).measures.probe
      .figures;
    await expectDone("predict", "run", "--part", "test", "--out", "found.csv");
    const [header, ...rows] = await linesOf("found.csv");
    expect(header).toEqual(["file", "index", "split", "label", "class", "p(dark)", "p(gray)", "p(light)"]);
    expect(rows.filter(([, , , label, found]) => label === found).length / rows.length).toBe(accuracy);
    for (const [, , , , found, ...probabilities] of rows) {
      const numbers = probabilities.map(Number);
      expect(numbers.reduce((sum, value) => sum + value)).toBeCloseTo(1, 5);
      expect(shades[numbers.indexOf(Math.max(...numbers))]).toBe(found);
    }
    await expectDone("predict", "run", "set/p4.png", "set/p5.png", "--out", "two.json");
    expect(JSON.parse(await readFile(inside("two.json"), "utf8"))).toMatchObject({
      images: [join("set", "p4.png"), join("set", "p5.png")],
      predicted: [shadeOf(4), shadeOf(5)],
      classes: shades,
    });
  });

  test("is of the weights that it was fitted on, which check and predict look at", async () => {
    await expectDone("train", "--resume", "--out", "run", "--epochs", "5");
    const { code, stdout } = await hourglass("check", "run");
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(
        /^probe\.safetensors +wrong +it is of other weights than the run has now; hourglass evaluate run --save-probe writes it anew$/m,
      ),
    ]);
    const stale = await hourglass("predict", "run", "set", "--out", "no.csv");
    expect([stale.code, stale.stderr]).toEqual([
      1,
      expect.stringContaining(
        `${join("run", "probe.safetensors")}: it is of other weights than the run has now`,
      ),
    ]);
    await writeFile(inside("run", "probe.safetensors"), "no probe");
    const damaged = await hourglass("predict", "run", "set", "--out", "no.csv");
    expect([damaged.code, damaged.stderr]).toEqual([
      1,
      expect.stringContaining(`error: ${join("run", "probe.safetensors")}`),
    ]);
    await expect(readFile(inside("no.csv"))).rejects.toThrow("ENOENT");
  });
});

test.each<[string, readonly string[], number, string]>([
  [
    "another part",
    ["encode", "bare", "--part", "all"],
    2,
    'unknown part in --part "all": choose one of train, validation, test',
  ],
  [
    "a part of images that only the run's data have",
    ["encode", "bare", "set", "--part", "validation"],
    2,
    '--part: expected train or test, found "validation"; only the run\'s own data have one: name no images',
  ],
  [
    "scaling of the run's own data",
    ["encode", "bare", "--resize"],
    2,
    "--resize: the run's own data have the size of its model",
  ],
  [
    "the place of the run's data beside images",
    ["encode", "bare", "set", "--dataset", "set"],
    2,
    "--dataset: it says where the run's own data are: leave it out, or the images",
  ],
  [
    "labels of several places",
    ["encode", "bare", "set", "set/p1.png", "--labels", "labels.csv"],
    2,
    "--labels: a file of labels is of one folder or file of images: name one",
  ],
  [
    "labels of a data set that has its own",
    ["encode", "bare", "mnist", "--labels", "labels.csv"],
    2,
    "--labels: mnist has labels of its own: leave it out",
  ],
  ["labels that are not there", ["encode", "bare", "--labels", "no.csv"], 1, "no.csv: it is not there"],
])("%s is refused, and nothing is written", async (_, words, code, message) => {
  const found = await hourglass(...words, "--out", "no.csv");
  expect([found.code, found.stderr]).toEqual([code, expect.stringContaining(message)]);
  await expect(readFile(inside("no.csv"))).rejects.toThrow("ENOENT");
});
