import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodeIdx } from "hourglass-lab/internal/data/formats/idx.ts";
import type { RunSummary } from "hourglass-lab/internal/run/files/summary.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Finished, runCommand, startCommand } from "./support/command.ts";
import { writeFiles } from "./support/own-files.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";
import { readRunJson } from "./support/training-command.ts";

// What is kept together belongs together: weights, measures, report and data of a run are of each other, or it is said.

let folder: TemporaryFolder;

const inside = (...parts: string[]): string => join(folder.path, ...parts);
const run = (words: string): Promise<Finished> => runCommand(words.split(" "), { cwd: folder.path });

/** Images of 4 x 4 with a bright row or column, as their classes say. */
function images(count: number, first: number): { readonly images: Uint8Array; readonly labels: Uint8Array } {
  const labels = Uint8Array.from({ length: count }, (_, image) => (image + first) % 2);
  const pixels = Uint8Array.from({ length: 16 * count }, (_, at) => {
    const [image, row, column] = [Math.floor(at / 16), Math.floor(at / 4) % 4, at % 4];
    const place = (image + first) % 4;
    return (labels[image] === 1 ? row : column) === place ? 255 : (37 * at + first) % 60;
  });
  return { images: pixels, labels };
}

async function writeIdx(name: string): Promise<void> {
  const all = images(60, 0);
  await mkdir(inside(name), { recursive: true });
  await writeFiles(inside(name), {
    "train-images-idx3-ubyte": encodeIdx([60, 4, 4], all.images),
    "train-labels-idx1-ubyte": encodeIdx([60], all.labels),
  });
}

const small = "--latent-size 3 --batch-size 10 --threads 1";

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeIdx("data");
  const { code, stderr } = await run(`train --dataset data ${small} --epochs 1 --out first`);
  expect(stderr).not.toContain("error");
  expect(code).toBe(0);
});

afterAll(() => folder[Symbol.asyncDispose]());

/** A copy of the run, to be changed. */
async function copy(name: string): Promise<string> {
  await cp(inside("first"), inside(name), { recursive: true });
  return name;
}

describe("measures of older weights", () => {
  test("are not shown after training went on, which is said; evaluate renews them and the report", async () => {
    const name = await copy("older");
    await run(`evaluate ${name} --measures probe,rank`);
    expect(await readFile(inside(name, "report.html"), "utf8")).toContain("Linear probe");
    expect((await run(`check ${name}`)).code).toBe(0);

    const resumed = await run(`train --resume --epochs 3 --out ${name}`);
    expect(resumed.stderr).toContain(
      `${name}/measures.json is left out, since it is of other weights than the run has now; hourglass evaluate measures anew`,
    );
    expect(await readFile(inside(name, "report.html"), "utf8")).not.toContain("Linear probe");
    const checked = await run(`check ${name}`);
    expect(checked.stdout).toMatch(
      /^measures\.json +wrong +it is of other weights than the run has now; hourglass evaluate/m,
    );
    expect(checked.stdout).toMatch(/^figures\/ \(\d+\) +right$/m);
    expect(checked.code).toBe(1);

    const { stdout, code } = await run(`evaluate ${name} --measures rank`);
    expect(stdout).toContain(`Report: ${name}/report.html`);
    expect(code).toBe(0);
    const report = await readFile(inside(name, "report.html"), "utf8");
    expect(report).toContain("Effective rank");
    expect(report, "not asked for again").not.toContain("Linear probe");
    const { weights } = (await readRunJson(inside(name))) as RunSummary;
    expect(report).toContain(`<meta name="hourglass:weights" content="${weights}"`);
    expect((await run(`check ${name}`)).code).toBe(0);
  });
});

describe("a run whose files are not of one training", () => {
  test.each([
    "model.safetensors",
    "checkpoint/state.safetensors",
    "encoder.onnx",
    "measures.json",
    "figures/loss.svg",
  ])("is found out by check: a flipped bit in %s", async (file) => {
    const name = await copy("flipped");
    await run(`evaluate ${name} --measures rank`);
    const bytes = await readFile(inside(name, file));
    const at = bytes.length - 40;
    bytes[at] = (bytes[at] as number) ^ 1;
    await writeFile(inside(name, file), bytes);
    const { code, stdout } = await run(`check ${name}`);
    expect(stdout).toMatch(new RegExp(`^${file.replaceAll(".", "\\.")} +wrong +`, "m"));
    expect(stdout).toMatch(/\d+ right, 1 wrong$/m);
    expect(code).toBe(1);
    await rm(inside(name), { recursive: true });
  });

  test("is not gone on with, evaluated or encoded with", async () => {
    const name = await copy("mixed");
    await run(`train --dataset data ${small} --epochs 1 --seed 2 --out second`);
    await cp(inside("second", "model.safetensors"), inside(name, "model.safetensors"));
    for (const words of [
      `evaluate ${name}`,
      `encode ${name} data --out codes.npy`,
      `export ${name} --to exported`,
    ]) {
      const { code, stderr } = await run(words);
      expect(stderr).toContain(`${name}/model.safetensors has not the weights that this run ended with`);
      expect(code).toBe(1);
    }
    await cp(inside("second", "checkpoint"), inside(name, "checkpoint"), { recursive: true });
    const { code, stderr } = await run(`train --resume --epochs 2 --out ${name}`);
    expect(stderr).toContain(`${name}/checkpoint/state.safetensors is the checkpoint of another training`);
    expect(code).toBe(1);
  });

  test("but for the weights, which the checkpoint has as well, is made whole by resuming", async () => {
    const name = await copy("mended");
    const before = await readFile(inside(name, "model.safetensors"));
    await writeFile(inside(name, "model.safetensors"), "gone");
    await rm(inside(name, "encoder.onnx"));
    expect((await run(`report ${name}`)).stderr).toContain(
      `the run in ${name} is incomplete: encoder.onnx is missing; hourglass train --out ${name} --resume writes what is missing`,
    );
    expect((await run(`train --resume --out ${name}`)).code).toBe(0);
    expect(before.equals(await readFile(inside(name, "model.safetensors")))).toBe(true);
    expect((await run(`check ${name}`)).code).toBe(0);
  });
});

describe("data that changed", () => {
  test("by a file that was added are refused by everything that uses them", async () => {
    await writeIdx("grown");
    await run(`train --dataset grown ${small} --epochs 1 --out grows`);
    const added = images(10, 3);
    await writeFiles(inside("grown"), { "t10k-images-idx3-ubyte": encodeIdx([10, 4, 4], added.images) });
    for (const words of ["train --resume --epochs 2 --out grows", "evaluate grows", "report grows"]) {
      const { code, stderr } = await run(words);
      expect(stderr, words).toContain(
        "grown: the data are not those that this run was trained on: t10k-images-idx3-ubyte was not among them",
      );
      expect(code).toBe(1);
    }
    const { stdout, code } = await run("check grows");
    expect(stdout).toMatch(/^data +wrong +t10k-images-idx3-ubyte was not among them/m);
    expect(code).toBe(1);
  });

  test("in an anomaly detection as well", async () => {
    await writeIdx("normal");
    const words = "--normal 0 --model vanilla --latent-size 3 --epochs 1 --threads 1 --out told";
    expect((await run(`anomaly --dataset normal ${words}`)).code).toBe(0);
    await writeFiles(inside("normal"), {
      "t10k-images-idx3-ubyte": encodeIdx([10, 4, 4], images(10, 3).images),
    });
    const { code, stderr } = await run("anomaly --resume --out told --seeds 2");
    expect(stderr).toContain(
      "normal: the data are not those that these results were measured on: t10k-images-idx3-ubyte was not among them",
    );
    expect(code).toBe(1);
  });

  test("their place only can be named anew", async () => {
    await writeIdx("here");
    await run(`train --dataset here ${small} --epochs 1 --out moved`);
    await rename(inside("here"), inside("there"));
    expect((await run("evaluate moved --measures rank")).stderr).toContain("here: expected a folder");
    for (const words of [
      "evaluate moved --measures rank --dataset there",
      "report moved --dataset there",
      "check moved --dataset there",
      "train --resume --epochs 2 --out moved --dataset there",
      // From now on the run knows where they are.
      "evaluate moved --measures rank",
    ]) {
      const { code, stderr } = await run(words);
      expect(stderr, words).not.toContain("error");
      expect(code, words).toBe(0);
    }
    const { code, stderr } = await run("evaluate moved --dataset grown");
    expect(stderr).toContain("grown: the data are not those that this run was trained on");
    expect(code).toBe(1);
  });
});

test("a folder that is removed and made again while a process writes to it is the other's", async () => {
  const long = `train --dataset data --latent-size 3 --batch-size 1 --epochs 100000 --patience 0 --threads 1 --out shared`;
  const first = startCommand(long.split(" "), { cwd: folder.path });
  await first.stderrMatching(/^epoch \d/m);
  // The other may write a file into a folder that is being emptied.
  await rm(inside("shared"), { recursive: true, maxRetries: 10 });
  const second = await run(`train --dataset data ${small} --epochs 1 --out shared`);
  expect(second.stderr).not.toContain("error");
  const { code, stderr } = await first.finished;
  expect(stderr).toMatch(
    /^error: shared was removed.*, while this process was writing to it: it stops here/m,
  );
  expect(code).toBe(1);
  expect((await run("check shared")).code).toBe(0);
});

describe("check", () => {
  test("of a run that was stored before checksums were recorded says so, and finds nothing wrong", async () => {
    const name = await copy("stored");
    await rm(inside(name, "SHA256SUMS"));
    const { weights: _, ...summary } = (await readRunJson(inside(name))) as RunSummary;
    const { sha256: __, ...dataset } = summary.dataset;
    await writeFile(inside(name, "run.json"), JSON.stringify({ ...summary, dataset }));
    const { code, stdout } = await run(`check ${name}`);
    expect(stdout).toMatch(/^model\.safetensors +not recorded$/m);
    expect(stdout).toMatch(/^data +right$/m);
    expect(code).toBe(0);
    expect((await run(`evaluate ${name} --measures rank`)).code).toBe(0);
    expect((await run(`train --resume --epochs 2 --out ${name}`)).code).toBe(0);
  });

  test("as JSON, without the data", async () => {
    const { code, stdout } = await run("check first --json --no-data");
    expect(JSON.parse(stdout)).toContainEqual({ what: "data", status: "not checked" });
    expect(JSON.parse(stdout)).toContainEqual({ what: "run.json", status: "right" });
    expect(code).toBe(0);
  });

  test.each([
    ["check nowhere", "nowhere holds neither a run nor a study: expected run.json or study.json in it"],
    ["check", "missing required argument 'RUN|STUDY'"],
  ])("%s", async (words, message) => {
    const { code, stderr } = await run(words);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test("names the field of a run.json that is wrong", async () => {
    const name = await copy("broken");
    const summary = (await readRunJson(inside(name))) as RunSummary;
    await writeFile(inside(name, "run.json"), JSON.stringify({ ...summary, seconds: -1 }));
    const { code, stdout } = await run(`check ${name}`);
    expect(stdout).toMatch(
      /^run\.json +wrong +broken\/run\.json: seconds: expected a number of at least 0, found -1$/m,
    );
    expect(code).toBe(1);
  });
});

describe("two data sets of one name", () => {
  test("are told apart, and the pictures are of their own", async () => {
    await writeIdx("good/images");
    const inverted = images(60, 0).images.map((byte) => 255 - byte);
    await mkdir(inside("bad", "images"), { recursive: true });
    await writeFiles(inside("bad", "images"), { "train-images-idx3-ubyte": encodeIdx([60, 4, 4], inverted) });
    const words = "--model vanilla --latent-size 3 --epochs 1 --threads 1 --out between";
    const { code, stderr } = await run(`anomaly --dataset good/images --against bad/images ${words}`);
    expect(code, stderr).toBe(0);
    const { dataset, against } = JSON.parse(await readFile(inside("between", "anomaly.json"), "utf8"));
    expect([dataset.title, against.title]).toEqual(["good/images", "bad/images"]);
    const page = await readFile(inside("between", "anomaly.html"), "utf8");
    expect(page).toContain("<h1>good/images against bad/images</h1>");
  });
});

describe("going on with what has nothing left to do", () => {
  test("leaves a run's file as it is", async () => {
    const name = await copy("idle");
    const before = await readFile(inside(name, "run.json"), "utf8");
    expect((await run(`train --resume --out ${name}`)).code).toBe(0);
    expect(await readFile(inside(name, "run.json"), "utf8")).toBe(before);
  });

  test("leaves the results of an anomaly detection as they are", async () => {
    const words = "--normal 0 --model vanilla --latent-size 3 --epochs 1 --threads 1";
    await run(`anomaly --dataset data ${words} --out ready`);
    const before = await readFile(inside("ready", "anomaly.json"), "utf8");
    expect((await run("anomaly --resume --out ready")).code).toBe(0);
    expect(await readFile(inside("ready", "anomaly.json"), "utf8")).toBe(before);
  });
});
