import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { zipSync } from "fflate";
import { parseHTML } from "linkedom";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadImages, npyFile } from "../../../../../test/support/own-files.ts";
import { stripesDataset } from "../../../../../test/support/stripes.ts";
import { type TemporaryFolder, temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { anomalyBaselineNames } from "../../anomaly/baselines.ts";
import type { AnomalyCell, AnomalyResults } from "../../anomaly/results.ts";
import { decodePng } from "../../data/formats/decode-png.ts";
import { detectAnomalies } from "./detect-anomalies.ts";

let folder: TemporaryFolder;
let printed: string;
let errors: string;

const inside = (...parts: string[]): string => join(folder.path, ...parts);

async function writeStripes(name: string, invert = false, tests = 20): Promise<string> {
  const { train, test: tested } = stripesDataset(60, tests);
  const images = invert ? tested.images.map((byte) => 255 - byte) : tested.images;
  const file = inside(name);
  await writeFile(
    file,
    zipSync({
      "x_train.npy": npyFile("|u1", [60, 4, 4], train.images as Uint8Array<ArrayBuffer>),
      "y_train.npy": npyFile("|u1", [60], train.labels as Uint8Array<ArrayBuffer>),
      "x_test.npy": npyFile("|u1", [tests, 4, 4], images as Uint8Array<ArrayBuffer>),
      "y_test.npy": npyFile("|u1", [tests], tested.labels as Uint8Array<ArrayBuffer>),
    }),
  );
  return file;
}

const small = { model: "vanilla", epochs: "2", latentSize: "3", batchSize: "10", threads: "1" };
const results = async (): Promise<AnomalyResults> =>
  JSON.parse(await readFile(inside("out", "anomaly.json"), "utf8")) as AnomalyResults;

beforeEach(async () => {
  folder = await temporaryFolder();
  printed = "";
  errors = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    errors += String(text);
    return true;
  });
});

afterEach(async () => {
  vi.restoreAllMocks();
  await folder[Symbol.asyncDispose]();
});

test("one class, then on resume the others and another seed: what is finished is not done again", async () => {
  const options = { ...small, dataset: await writeStripes("stripes.npz"), out: inside("out") };
  await detectAnomalies({ ...options, normal: "1" });
  const first = await results();
  expect(first).toMatchObject({ format: 1, status: "done", plan: { classes: [1], seeds: [1] } });
  expect(printed).toMatch(/^normal +trained on +error +relative error +angle +code +neighbour +combined$/m);
  expect(printed).toMatch(/^1 +27( +\d+\.\d\d){6}$/m);
  expect(printed).toMatch(/^ *baseline +AUROC +combined less it$/m);
  expect(printed).toMatch(/^ *smoothed pixels, cosine +\d+\.\d\d +[+-]?\d+\.\d\d$/m);
  expect(printed).toMatch(/^The autoencoder's combined score has .* by one training/m);
  expect(first.baselines).toMatchObject([{ normal: "1", normalClass: 1, components: 3 }]);
  expect(Object.keys(first.baselineScores ?? {})).toEqual([...anomalyBaselineNames]);
  expect(await readFile(inside("out", "anomaly.html"), "utf8")).toContain("From near: 1 is normal");

  await expect(detectAnomalies(options)).rejects.toThrow("holds results already (1 of 1 autoencoder)");
  await detectAnomalies({ out: options.out, resume: true, normal: "all", seeds: "2", json: true });
  const second = await results();
  expect(second.cells.map(({ normalClass, seed }) => [normalClass, seed])).toEqual([
    [1, 1],
    [1, 2],
    [0, 1],
    [0, 2],
  ]);
  // With its time: it is the very same.
  expect(second.cells[0]).toEqual(first.cells[0]);
  expect(second.baselines?.map(({ normalClass }) => normalClass)).toEqual([1, 0]);
  expect(second.baselines?.[0]).toEqual(first.baselines?.[0]);
  expect(second.comparison?.pairs).toBe("classes");
  expect(second.status).toBe("done");
  expect(JSON.parse(printed.slice(printed.lastIndexOf("\n{\n") + 1))).toEqual(second);
});

test("trainings that are too short are said to be, in the results, the terminal and the page", async () => {
  const dataset = await writeStripes("stripes.npz");
  await detectAnomalies({ ...small, dataset, normal: "1", out: inside("out") });
  const warning = "the autoencoder was trained for 6 steps on 27 images: below 200 steps";
  expect((await results()).cells[0]?.warnings?.at(-1)).toContain(warning);
  expect(errors).toContain(`warning: 1, seed 1: ${warning}`);
  expect(printed).toContain("warning: 1 of 1 autoencoder may say nothing");
  const page = await readFile(inside("out", "anomaly.html"), "utf8");
  expect(page).toContain("1 of 1 autoencoder may say nothing");
  expect(page).toContain(warning);
});

test("results of an earlier version open: baselines are added, other scores are not mixed", async () => {
  const options = { ...small, dataset: await writeStripes("stripes.npz"), out: inside("out") };
  await detectAnomalies({ ...options, normal: "1" });
  const now = await results();
  const { baselineScores: _, baselines: __, comparison: ___, ...old } = now;
  const rewrite = (content: unknown): Promise<void> =>
    writeFile(inside("out", "anomaly.json"), JSON.stringify(content));
  await rewrite(old);
  await detectAnomalies({ out: options.out, resume: true });
  const added = await results();
  expect(added.cells).toEqual(now.cells);
  expect(added.baselines?.[0]?.auroc).toEqual(now.baselines?.[0]?.auroc);

  await rewrite({ ...old, scores: { ...old.scores, combined: "another sum" } });
  await expect(detectAnomalies({ out: options.out, resume: true, normal: "all" })).rejects.toThrow(
    '--resume: these results are of an earlier version, in which the combined score was another ("another sum"): measure anew',
  );
});

test("finished results of a version without the relative error get baselines and can still be opened", async () => {
  const options = { ...small, dataset: await writeStripes("stripes.npz"), out: inside("out") };
  await detectAnomalies({ ...options, normal: "1" });
  const now = await results();
  const without = <T>({ relative: _, ...others }: { readonly relative?: T }): object => others;
  const { baselineScores: __, baselines: ___, comparison: ____, ...old } = now;
  const earlier = {
    ...old,
    scores: without(old.scores),
    mean: without(old.mean!),
    cells: old.cells.map((cell) => ({ ...cell, auroc: without(cell.auroc) })),
  };
  await writeFile(inside("out", "anomaly.json"), JSON.stringify(earlier));
  await detectAnomalies({ out: options.out, resume: true });
  expect(await results()).toMatchObject({ scores: earlier.scores, cells: earlier.cells });
  // What was written is opened once more.
  await detectAnomalies({ out: options.out, resume: true });
  await expect(detectAnomalies({ out: options.out, resume: true, normal: "all" })).rejects.toThrow(
    "--resume: these results are of an earlier version, in which the relative score was not measured: measure anew",
  );
});

test("a data set against another", async () => {
  const dataset = await writeStripes("stripes.npz");
  const against = await writeStripes("inverted.npz", true);
  await detectAnomalies({ ...small, dataset, against, out: inside("out") });
  const { cells } = await results();
  expect(cells.map(({ images }) => images)).toEqual([
    { train: 54, validation: 6, normal: 20, anomalous: 20 },
  ]);
});

test("two data sets of one name are told apart: the pictures are of the set that each is from", async () => {
  await mkdir(inside("good"));
  await mkdir(inside("bad"));
  const dataset = await writeStripes("good/images.npz");
  const against = await writeStripes("bad/images.npz", true, 30);
  await detectAnomalies({ ...small, dataset, against, out: inside("out") });
  const { extremes } = (await results()).cells[0] as AnomalyCell;
  const { document } = parseHTML(await readFile(inside("out", "anomaly.html"), "utf8"));
  const shown = [...document.querySelectorAll(".scored img")].map((tile) => tile.getAttribute("src"));
  const all = [
    ...[extremes.strangest, extremes.leastStrange],
    ...[extremes.strangestNormal, extremes.leastStrangeAnomalous],
  ].flat();
  expect(shown).toHaveLength(all.length);
  const [good, bad] = [await loadImages(dataset), await loadImages(against)];
  for (const [place, { index, isAnomalous }] of all.entries()) {
    const { images } = (isAnomalous ? bad : good).test;
    const pixels = images.subarray(16 * index, 16 * (index + 1));
    const png = decodePng(Uint8Array.from(Buffer.from(shown[place]?.split(",")[1] ?? "", "base64")), "tile");
    expect([...png.pixels], `tile ${place}`).toEqual([...pixels]);
  }
});

test("what cannot be resumed is refused", async () => {
  await expect(detectAnomalies({ resume: true })).rejects.toThrow("--resume: name the folder");
  await expect(detectAnomalies({ resume: true, out: inside("none") })).rejects.toThrow("holds no results");
  const dataset = await writeStripes("stripes.npz");
  await detectAnomalies({ ...small, dataset, normal: "0", out: inside("out") });
  await rm(dataset);
  await writeStripes("stripes.npz", true);
  await expect(detectAnomalies({ resume: true, out: inside("out") })).rejects.toThrow(
    "stripes: the data are not those that these results were measured on: stripes.npz: expected SHA-256 ",
  );
});
