import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { fillCache, tinyDataset } from "../../../../test/support/tiny-dataset.ts";
import { refusingUrl, serve, startServer, type WebServer } from "../../../../test/support/web-server.ts";
import { catalogue } from "./catalogue/catalogue.ts";
import { findEntry } from "./catalogue/entry-files.ts";
import { fetchDataset } from "./download/fetch.ts";
import { type LoadOptions, loadDataset, loadEntry } from "./load.ts";

const patience = { attempts: 1, pauseSeconds: 0 };
const published = tinyDataset(["https://example.org/"]);

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "hourglass-"));
  return () => rm(dataDir, { recursive: true, force: true });
});

/** A mirror of the tiny data set. */
function startMirror(): Promise<WebServer> {
  return startServer((request, response) => {
    const body = published.gzipped[request.url?.slice(1) ?? ""];
    if (body === undefined) response.writeHead(404).end();
    else serve(request, response, body);
  });
}

test("a cached data set is read with its labels and checksums", async () => {
  await fillCache(dataDir, published);
  const dataset = await loadEntry(published.entry, { dataDir });
  expect(dataset).toMatchObject({ name: "tiny", classNames: ["a", "b", "c"], licence: "none" });
  expect(dataset.train).toEqual(published.train);
  expect(dataset.test).toEqual(published.test);
  expect(dataset.checksums).toEqual(
    Object.fromEntries(Object.values(published.entry.files).map(({ name, sha256 }) => [name, sha256])),
  );
});

test("files may lie there uncompressed", async () => {
  await fillCache(dataDir, published);
  await rm(join(dataDir, "tiny", "trainImages.gz"));
  await writeFile(join(dataDir, "tiny", "trainImages"), published.plain.trainImages);
  expect((await loadEntry(published.entry, { dataDir })).train).toEqual(published.train);
});

describe("a set that is drawn", () => {
  test("is there without files, with columns, classes and checksums", async () => {
    const onNotice = vi.fn();
    const dataset = await loadDataset("sensors", { dataDir, onNotice, samples: "row" });
    const { name, checksums, classNames, sample } = catalogue.sensors;
    expect(dataset).toMatchObject({ name, checksums, classNames, licence: "CC0 1.0" });
    for (const part of [dataset.train, dataset.test]) expect(shapeOf(part)).toEqual(sample);
    expect([dataset.train.count, dataset.test.count]).toEqual([20_000, 5_000]);
    expect(onNotice).not.toHaveBeenCalled();
    expect(await readdir(dataDir)).toEqual([]);
    expect(await fetchDataset("sensors", { dataDir })).toEqual([]);
  });

  test.each<[LoadOptions, string]>([
    [{ samples: "image" }, "samples: sensors has rows; expected auto, found image"],
    [{ imageSize: { height: 8, width: 8 } }, "image size: sensors has rows, not images: leave it out"],
    [{ labels: "labels.csv" }, "labels: sensors has labels of its own"],
  ])("is not read as something else: %o", async (options, message) => {
    await expect(loadDataset("sensors", options)).rejects.toThrow(message);
  });
});

describe("what is missing", () => {
  test("is an error that says where it was looked for and what to do", async () => {
    await fillCache(dataDir, published);
    await rm(join(dataDir, "tiny", "testLabels.gz"));
    await expect(loadEntry(published.entry, { dataDir })).rejects.toThrow(
      `tiny is not, or not completely, in ${dataDir}: download it with: hourglass data fetch tiny`,
    );
  });

  test("is downloaded where that is allowed", async () => {
    await using mirror = await startMirror();
    const entry = { ...published.entry, mirrors: [await refusingUrl(), mirror.url] };
    const labels = new Set<string>();
    const dataset = await loadEntry(entry, {
      dataDir,
      download: true,
      patience,
      onProgress: ({ label }) => labels.add(label),
    });
    expect(dataset.test).toEqual(published.test);
    expect([...labels]).toEqual(["trainImages", "trainLabels", "testImages", "testLabels"]);
    await loadEntry(entry, { dataDir });
    expect(mirror.requests.length).toBe(4);
  });

  test("is an error offline", async () => {
    const entry = { ...published.entry, mirrors: [await refusingUrl()] };
    await expect(loadEntry(entry, { dataDir, download: true, patience })).rejects.toThrow(
      /^cannot download trainImages.gz: every mirror failed\n.*cannot be reached/,
    );
  });

  test("is an unknown name: the known ones are listed", async () => {
    await expect(loadDataset("emnist" as string, { dataDir })).rejects.toThrow(
      'unknown data set "emnist": choose one of mnist, fashion-mnist, digits',
    );
  });
});

describe("what is wrong", () => {
  const other = tinyDataset([], Uint8Array.of(2, 2, 2, 2, 2, 2));

  test("is refused, with both checksums", async () => {
    await fillCache(dataDir, published);
    const path = join(dataDir, "tiny", "trainLabels.gz");
    await writeFile(path, other.gzipped["trainLabels.gz"] ?? "");
    const expected = published.entry.files.trainLabels.sha256;
    const found = other.entry.files.trainLabels.sha256;
    await expect(loadEntry(published.entry, { dataDir })).rejects.toThrow(
      `${path}: expected content with SHA-256 ${expected}, found ${found}; fetch it anew with: hourglass data fetch tiny`,
    );
  });

  test("is replaced where a download is allowed; what was right is not asked for", async () => {
    await using mirror = await startMirror();
    await fillCache(dataDir, published);
    await writeFile(join(dataDir, "tiny", "testImages.gz"), "damaged");
    const notices: string[] = [];
    const dataset = await loadEntry(
      { ...published.entry, mirrors: [mirror.url] },
      { dataDir, download: true, patience, onNotice: (text) => notices.push(text) },
    );
    expect(dataset.test).toEqual(published.test);
    expect(mirror.requests.map((request) => request.url)).toEqual(["/testImages.gz"]);
    expect(notices).toEqual([expect.stringMatching(/testImages.gz: .*; fetching it anew$/)]);
  });

  test("stays as it was where the download fails", async () => {
    await fillCache(dataDir, published);
    const path = join(dataDir, "tiny", "testImages.gz");
    await writeFile(path, "damaged");
    const entry = { ...published.entry, mirrors: [await refusingUrl()] };
    await expect(loadEntry(entry, { dataDir, download: true, patience })).rejects.toThrow(
      "cannot be reached",
    );
    expect(await readFile(path, "utf8")).toBe("damaged");
    expect((await readdir(join(dataDir, "tiny"))).length).toBe(4);
  });
});

describe("content that does not fit together is refused", () => {
  test.each([
    [
      "a label that is no class",
      Uint8Array.of(0, 1, 2, 3, 0, 1),
      "expected labels from 0 to 2, found 3 for image 3",
    ],
    ["a label too few", Uint8Array.of(0, 1, 2, 0, 1), "tiny/trainLabels: expected 6 labels, found 5"],
  ])("%s", async (_, labels, message) => {
    const bad = tinyDataset(["https://example.org/"], labels);
    await fillCache(dataDir, bad);
    await expect(loadEntry(bad.entry, { dataDir })).rejects.toThrow(message);
  });

  test("images of another size", async () => {
    await fillCache(dataDir, published);
    const entry = { ...published.entry, image: { height: 8, width: 2, channels: 1 } };
    await expect(loadEntry(entry, { dataDir })).rejects.toThrow("expected images of 8 x 2, found 4 x 4");
  });
});

const { HOURGLASS_DATA: realData } = process.env;

test.for(["mnist", "fashion-mnist"] as const)(
  "%s itself is as published: ten balanced classes",
  async (name, { skip }) => {
    if (realData === undefined || (await findEntry(catalogue[name], realData)) === undefined) {
      skip(`${name} is not in HOURGLASS_DATA`);
    }
    const { train, test: testSet } = await loadDataset(name);
    expect([train.count, testSet.count, train.height, train.width]).toEqual([60_000, 10_000, 28, 28]);
    const counts = new Array<number>(10).fill(0);
    for (const label of train.labels ?? []) counts[label] = (counts[label] ?? 0) + 1;
    for (const count of counts) expect(count).toBeGreaterThan(5000);
  },
);
