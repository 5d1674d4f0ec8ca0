import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleStudy } from "../../../../test/support/sample-study.ts";
import { type TemporaryFolder, temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { trainTinyRun, writeTinyImages } from "../../../../test/support/tiny-run.ts";
import { catalogue } from "../data/catalogue/catalogue.ts";
import type { RunSummary } from "../run/files/summary.ts";
import type { ServedData, ServedRuns } from "./api.ts";
import { createApp } from "./app.ts";

let folder: TemporaryFolder;
let runs: string;
let app: Hono;
let summary: RunSummary;

const inside = (...names: readonly string[]): string => join(folder.path, ...names);
const get = async (path: string): Promise<Response> =>
  app.request(`http://localhost:4870${path}`, { headers: { Host: "localhost:4870" } });
const getJson = async <T>(path: string): Promise<T> => (await get(path)).json() as Promise<T>;
const errorOf = async (path: string): Promise<readonly [number, string]> => {
  const response = await get(path);
  return [response.status, ((await response.json()) as { readonly error: string }).error];
};

beforeAll(async () => {
  folder = await temporaryFolder();
  runs = inside("runs");
  await mkdir(runs);
  ({ summary } = await trainTinyRun(join(runs, "bars", "files"), await writeTinyImages(folder.path)));
  await writeFile(join(runs, "bars", "files", "private.txt"), "not served");
  await writeStudy();
  await writeOddities();
  await writePage();
  await writeData();
  app = createApp({ runs, page: inside("page"), dataDir: inside("data") });
});

afterAll(() => folder[Symbol.asyncDispose]());

async function writeStudy(): Promise<void> {
  const study = join(runs, "a study");
  await mkdir(join(study, "figures"), { recursive: true });
  await cp(join(runs, "bars", "files"), join(study, "runs", "mnist-vanilla-seed-1"), { recursive: true });
  await writeFile(join(study, "study.json"), JSON.stringify({ format: 1, cells: [], runs: [] }));
  await writeFile(join(study, "results.json"), JSON.stringify({ ...sampleStudy(), title: "Sizes" }));
  await writeFile(join(study, "report.html"), "<!doctype html><title>study</title>");
  await writeFile(join(study, "figures", "bce.svg"), "<svg/>");
}

/** What is neither finished nor whole, and what leads out. */
async function writeOddities(): Promise<void> {
  await mkdir(join(runs, "unfinished"));
  await writeFile(
    join(runs, "unfinished", "run.json"),
    JSON.stringify({ ...summary, status: "interrupted", metrics: undefined }),
  );
  await mkdir(join(runs, "damaged"));
  await writeFile(join(runs, "damaged", "run.json"), "{");
  await mkdir(join(runs, "empty"));
  const nothing = { format: 2, status: "done", settings: {}, dataset: {}, metrics: {} };
  await writeFile(join(runs, "empty", "run.json"), JSON.stringify(nothing));
  await mkdir(inside("elsewhere"));
  await writeFile(inside("elsewhere", "run.json"), JSON.stringify(summary));
  await symlink(inside("elsewhere"), join(runs, "linked"));
}

async function writePage(): Promise<void> {
  await mkdir(inside("page", "assets"), { recursive: true });
  await writeFile(inside("page", "index.html"), "<!doctype html><title>studio</title>");
  await writeFile(inside("page", "assets", "index-abc.js"), "export {};");
  await writeFile(inside("page", "assets", "ort-abc.wasm"), Uint8Array.of(0, 97, 115, 109));
  await symlink(inside("elsewhere", "run.json"), inside("page", "linked.json"));
}

async function writeData(): Promise<void> {
  const { mnist, digits } = catalogue;
  await mkdir(inside("data", "mnist"), { recursive: true });
  for (const { name } of Object.values(mnist.files)) {
    await writeFile(inside("data", "mnist", `${name}.gz`), gzipSync(name));
  }
  await mkdir(inside("data", "digits"));
  for (const { name } of Object.values(digits.files)) await writeFile(inside("data", "digits", name), name);
  await mkdir(inside("data", "fashion-mnist"));
  await symlink(inside("elsewhere", "run.json"), inside("data", "fashion-mnist", "train-images-idx3-ubyte"));
}

describe("the page", () => {
  test("is isolated, so that it has threads, and bound by a policy", async () => {
    const { status, headers } = await get("/");
    expect(status).toBe(200);
    expect(headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    expect(headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
    expect(headers.get("Cross-Origin-Embedder-Policy")).toBe("require-corp");
    expect(headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(headers.get("Permissions-Policy")).toContain("camera=()");
    const policy = headers.get("Content-Security-Policy") ?? "";
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("connect-src 'self' blob: data:;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|\*|script-src[^;]*'unsafe/);
  });

  test("its scripts and WebAssembly have their types, the same headers, and stay in the browser's cache", async () => {
    for (const [file, type] of [
      ["index-abc.js", "text/javascript; charset=utf-8"],
      ["ort-abc.wasm", "application/wasm"],
    ]) {
      const { headers } = await get(`/assets/${file}`);
      expect(headers.get("Content-Type")).toBe(type);
      expect(headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
      expect(headers.get("Cross-Origin-Embedder-Policy")).toBe("require-corp");
    }
    expect((await get("/")).headers.get("Cache-Control")).toBe("no-cache");
  });

  test.each([
    "/nothing",
    "/assets",
    "/assets/",
    "/linked.json",
    "/..%2felsewhere%2frun.json",
    "/%00",
    "/%ff",
  ])("%s is a page that says there is nothing", async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("There is nothing here");
    expect(response.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
  });
});

describe("data", () => {
  test("the catalogue tells what is there and how to get the rest", async () => {
    const { data } = await getJson<ServedData>("/api/data");
    expect(data.map(({ name, available, fetch }) => [name, available, fetch])).toEqual([
      ["mnist", true, undefined],
      ["fashion-mnist", false, "hourglass data fetch fashion-mnist"],
      ["digits", true, undefined],
    ]);
    expect(data[0]).toMatchObject({
      title: "MNIST handwritten digits",
      counts: { train: 60_000, test: 10_000 },
      image: { height: 28, width: 28, channels: 1 },
    });
    expect(data[1]?.classNames).toContain("Ankle boot");
    expect(data[0]?.files).toHaveLength(4);
  });

  test("a file comes as it is in the cache, packed or not", async () => {
    const packed = await get("/api/data/mnist/train-labels-idx1-ubyte");
    expect(packed.headers.get("Content-Type")).toBe("application/gzip");
    expect(packed.headers.get("Content-Encoding")).toBeNull();
    expect(gunzipSync(await packed.arrayBuffer()).toString()).toBe("train-labels-idx1-ubyte");
    const plain = await get("/api/data/digits/train-labels-idx1-ubyte");
    expect(plain.headers.get("Content-Type")).toBe("application/octet-stream");
    expect(plain.headers.get("Content-Length")).toBe("23");
    expect(await plain.text()).toBe("train-labels-idx1-ubyte");
  });

  test.each<[string, string]>([
    ["/api/data/emnist/x", 'unknown data set "emnist": choose one of mnist, fashion-mnist, digits'],
    ["/api/data/constructor/x", 'unknown data set "constructor"'],
    ["/api/data/mnist/notes.txt", 'mnist has no file "notes.txt": ask for one of train-images-idx3-ubyte'],
    ["/api/data/mnist/..%2f..%2felsewhere%2frun.json", "mnist has no file"],
    [
      "/api/data/fashion-mnist/t10k-images-idx3-ubyte",
      "t10k-images-idx3-ubyte is not on this machine: fetch it with: hourglass data fetch fashion-mnist",
    ],
    ["/api/data/fashion-mnist/train-images-idx3-ubyte", "is not on this machine"],
  ])("%s is refused in words", async (path, words) => {
    const [status, error] = await errorOf(path);
    expect(status).toBe(404);
    expect(error).toContain(words);
  });
});

describe("runs", () => {
  test("finished runs and studies are listed, newest first, and what is damaged is named", async () => {
    const { runs: found, problems } = await getJson<ServedRuns>("/api/runs");
    expect(found.map(({ kind, id }) => [kind, id])).toEqual([
      ["study", "a study"],
      ["run", "a study/runs/mnist-vanilla-seed-1"],
      ["run", "bars/files"],
    ]);
    const [study, runOfStudy, run] = found;
    expect(study).toMatchObject({
      title: "Sizes",
      datasets: ["mnist", "fashion-mnist"],
      models: ["vanilla", "deep", "convolutional"],
      runs: 126,
      cells: 42,
      files: ["report.html", "results.json", "study.json"],
    });
    expect(runOfStudy).toMatchObject({ study: "a study" });
    expect(run).toMatchObject({
      model: "vanilla",
      dataset: "./bars.npy",
      title: `vanilla on ${summary.dataset.name}, latent size 4, seed 1`,
      ...{ latentSize: 4, seed: 1, epochs: 2, date: summary.started, figures: summary.metrics?.test },
      files: ["metrics.jsonl", "model.safetensors", "run.json"],
    });
    expect(problems).toEqual([
      expect.stringMatching(/^damaged\/run\.json is damaged: /),
      "empty/run.json: dataset.name: expected text, found nothing",
    ]);
  });

  test("without a folder of runs there are none", async () => {
    const empty = createApp({ runs: inside("nowhere") });
    const response = await empty.request("/api/runs", { headers: { Host: "localhost" } });
    expect(await response.json()).toEqual({ runs: [], problems: [] });
  });

  test("a run's files are served, its id as it is or encoded", async () => {
    const response = await get("/api/runs/bars/files/files/run.json");
    expect(response.headers.get("Content-Type")).toBe("application/json");
    // Where its data lie is not told.
    const { settings, dataset, ...rest } = summary;
    expect(await response.json()).toEqual({
      ...(JSON.parse(JSON.stringify(rest)) as object),
      settings: { ...settings, dataset: "./bars.npy" },
      dataset: { ...dataset, source: "./bars.npy" },
    });
    const lines = await (await get("/api/runs/bars%2Ffiles/files/metrics.jsonl")).text();
    expect(lines.trim().split("\n")).toHaveLength(2);
    const weights = await get("/api/runs/bars/files/files/model.safetensors");
    expect(weights.headers.get("Content-Type")).toBe("application/octet-stream");
    expect((await weights.arrayBuffer()).byteLength).toBeGreaterThan(100);
  });

  test("a study's report is shown as what it is, and runs nothing; its links lead to its runs", async () => {
    const { status, headers } = await get("/api/runs/a%20study/files/report.html");
    expect(status).toBe(200);
    expect(headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    const policy = headers.get("Content-Security-Policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/; sandbox(?! .*allow-(scripts|same-origin))/);
    expect(policy).not.toContain("script-src");
    // A browser refuses to open a page that has both.
    expect(headers.get("Cross-Origin-Opener-Policy")).toBeNull();
    expect((await get("/api/runs/a%20study/files/runs/mnist-vanilla-seed-1/run.json")).status).toBe(200);
    expect((await get("/api/runs/a%20study/files/figures/bce.svg")).status).toBe(200);
  });

  test.each<[string, number, string]>([
    ["/api/runs/bars/files/files/private.txt", 404, "private.txt is no file that is served"],
    ["/api/runs/bars/files/files/checkpoint/state.safetensors", 404, "is no file that is served"],
    ["/api/runs/bars/files/files/report.html", 404, "bars/files has no report.html"],
    ["/api/runs/nowhere/files/run.json", 404, "nowhere has no run.json; api/runs lists what there is"],
    ["/api/runs/linked/files/run.json", 404, "linked has no run.json"],
    ["/api/runs/..%2felsewhere/files/run.json", 400, "leads out of the folder of runs"],
    ["/api/runs/bars%2f..%2f..%2felsewhere/files/run.json", 400, "leads out of the folder of runs"],
    ["/api/runs/bars%5c..%5c..%5celsewhere/files/run.json", 400, "leads out of the folder of runs"],
    ["/api/runs/%2f/files/run.json", 400, "leads out of the folder of runs"],
    ["/api/runs/bars%00/files/run.json", 400, "cannot be read"],
    ["/api/runs/%ff/files/run.json", 400, "cannot be read"],
    ["/api/runs/bars", 404, "expected api/runs/ID/files/PATH"],
    ["/api/nothing", 404, "there are api/data and api/runs"],
    ["/api", 404, "there are api/data and api/runs"],
  ])("%s is refused in words", async (path, expected, words) => {
    const [status, error] = await errorOf(path);
    expect(error).toContain(words);
    expect(status).toBe(expected);
  });
});

test("what is no run can make nothing of the paths that it claims to have", async () => {
  const content = Array.from({ length: 9000 }, (_, index) => `"dataset": "/${"x".repeat(90)}/${index}/a b"`);
  await mkdir(join(runs, "claims"));
  await writeFile(
    join(runs, "claims", "run.json"),
    `{"source": "/${"y".repeat(9000)}/z", ${content.join(", ")}}`,
  );
  const response = await get("/api/runs/claims/files/run.json");
  expect(response.status).toBe(200);
  expect(await response.text()).not.toContain("/xxx");
});
