import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { sliceImages } from "hourglass-core/internal/data/image-set.ts";
import { loadAutoencoder } from "hourglass-core/internal/inference/saved.ts";
import { toPixels } from "hourglass-core/internal/inference/to-pixels.ts";
import { loadDataset } from "hourglass-lab/internal/data/load.ts";
import { openRun } from "hourglass-lab/internal/run/open-run.ts";
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { Download, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "./support/command.ts";
import { nativeRuntime } from "./support/evaluate.ts";
import { plainPng, writeFiles } from "./support/own-files.ts";
import { type PlainHost, plainStudio } from "./support/plain-host.ts";
import {
  contrastOf,
  keepScreenshot,
  openPage,
  pictureDistance,
  pixelsOf,
  type Studio,
  type StudioPlace,
  startStudioOnDigits,
  trainToTheEnd,
} from "./support/studio.ts";

// Models side by side, opened and taken away, in a real browser; and the page on a host of another kind.

/** Some seconds on an idle machine. */
const timeout = 300_000;
const few = "trainingImages=2000&validation=500&epochs=3";
const link = `#dataset=digits&model=vanilla&latentSize=8&seed=5&${few}`;

let studio: Studio & StudioPlace;

beforeAll(async () => {
  studio = await startStudioOnDigits(async (place) => {
    const words =
      "train --dataset digits --model vanilla --latent-size 8 --epochs 3 --training-images 2000 --validation 500 --seed 5 --out runs/first";
    const { code } = await runCommand(words.split(" "), place);
    expect(code).toBe(0);
  });
}, timeout);

afterAll(() => studio[Symbol.asyncDispose]());

async function downloaded(page: Page, name: RegExp | string): Promise<{ name: string; bytes: Buffer }> {
  const offer = page.getByRole("link", { name }).or(page.getByRole("button", { name }));
  const [download] = await Promise.all([page.waitForEvent("download") as Promise<Download>, offer.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

describe("a model that was trained in the page", () => {
  let page: Page;
  let problems: readonly string[];

  beforeAll(async () => {
    ({ page, problems } = await studio.open(link));
    await trainToTheEnd(page, timeout);
    await page.getByRole("heading", { name: "Take it away" }).scrollIntoViewIfNeeded();
    await page.getByRole("link", { name: /^Download Weights/ }).waitFor({ timeout });
  }, timeout);

  afterAll(async () => {
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test(
    "rebuilds the same, to 1e-5, as ONNX, as weights in the library, and as the command line trains it",
    async () => {
      const dataset = await loadDataset("digits", { dataDir: studio.dataDir });
      const { images } = sliceImages(dataset.test, 0, 20);
      const runtime = await nativeRuntime();
      const weights = await downloaded(page, /^Download Weights/);
      expect(weights.name).toBe("digits-vanilla-8-seed-5-weights.safetensors");
      const library = await loadAutoencoder(runtime, weights.bytes);
      const expected = await library.reconstruct(images);
      const onnx = await downloaded(page, /^Download Autoencoder/);
      const session = await InferenceSession.create(onnx.bytes);
      const results = await session.run({ images: new Tensor("float32", toPixels(images), [20, 784]) });
      expect(largestDifference(results["reconstructions"]!.data as Float32Array, expected)).toBeLessThan(
        1e-5,
      );
      const { autoencoder } = await openRun(join(studio.cwd, "runs/first"), runtime);
      // Sums in WebAssembly are of another order: three epochs later that is still little.
      expect(largestDifference(await autoencoder.reconstruct(images), expected)).toBeLessThan(1e-3);
      for (const name of [/^Download Encoder/, /^Download Decoder/, /^Download Training program/]) {
        await InferenceSession.create((await downloaded(page, name)).bytes);
      }
      await Promise.all([library.release(), autoencoder.release(), session.release()]);
    },
    timeout,
  );

  test(
    "has a report, and everything in one file",
    async () => {
      await page.getByRole("button", { name: "Make the report" }).click();
      const report = await downloaded(page, /^Download report/);
      expect(report.bytes.toString()).toMatch(/^<!doctype html>/);
      expect(report.bytes.toString()).toContain("browser");
      const zip = await downloaded(page, /^Download everything/);
      const files = Object.keys(unzipSync(zip.bytes));
      expect(files.filter((file) => file.endsWith(".onnx"))).toHaveLength(4);
      expect(files.some((file) => file.endsWith(".html"))).toBe(true);
    },
    timeout,
  );

  test(
    "stands beside one that is trained after it, and one that the command line has trained",
    async () => {
      await page.getByRole("button", { name: "Keep this model" }).click();
      const size = page.getByLabel("Latent size", { exact: true });
      await size.fill("2");
      await size.press("Enter");
      await page.getByText(/^Ready:/).waitFor();
      await trainToTheEnd(page, timeout);
      await page.getByText(/^Done: 3 epochs in/).waitFor();
      await page.getByRole("button", { name: "Open a finished run…" }).click();
      await page.getByRole("button", { name: "Open first" }).click();
      await page.getByText(/stands beside the current model now/).waitFor();
      await page.getByRole("button", { name: "Compare them" }).click();
      const kept = page.getByRole("list", { name: "Kept models" }).getByRole("listitem");
      await expect.poll(() => kept.count()).toBe(2);
      const row = (what: RegExp) => page.locator(".rebuilt").getByRole("img", { name: what });
      const models = /: rebuilt by/;
      await row(/: original$/)
        .first()
        .waitFor();
      await expect
        .poll(async () => (await row(models).count()) / (await row(/: original$/).count()), { timeout })
        .toBe(3);
      const count = (await row(models).count()) / 3;
      let pictures: readonly Float64Array[] = [];
      await expect
        .poll(async () => {
          pictures = await Promise.all((await row(models).all()).map(pixelsOf));
          return Math.min(...pictures.map(contrastOf));
        })
        .toBeGreaterThan(0.02);
      // The page's and the command line's are of the same settings and seed; the one with two values is another.
      const [kept1 = [], opened = [], live = []] = rowsOf(pictures, count);
      const apart = (one: readonly Float64Array[], other: readonly Float64Array[]): number =>
        one.reduce((sum, picture, at) => sum + pictureDistance(picture, other[at]!), 0) / count;
      const distances = [apart(kept1, opened), apart(opened, live), apart(kept1, live)];
      expect(Math.min(...distances)).toBeLessThan(1e-4);
      expect(distances.filter((distance) => distance > 1e-3)).toHaveLength(2);
      await keepScreenshot(page, "studio-compare");
    },
    timeout,
  );
});

function rowsOf<T>(all: readonly T[], count: number): readonly (readonly T[])[] {
  return Array.from({ length: all.length / count }, (_, at) => all.slice(at * count, (at + 1) * count));
}

function largestDifference(one: Float32Array, other: Float32Array): number {
  expect(one.length).toBe(other.length);
  return one.reduce((most, value, index) => Math.max(most, Math.abs(value - other[index]!)), 0);
}

test(
  "a run's folder opens from disk, and data of one's own are trained on",
  async () => {
    const { page, problems } = await studio.open(link);
    await page.getByText(/^Ready:/).waitFor();
    await page.getByRole("button", { name: "Open a finished run…" }).click();
    await page.locator("dialog input[webkitdirectory]").setInputFiles(join(studio.cwd, "runs/first"));
    await page.getByText(/stands beside the current model now/).waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    // The test images of digits, as four files of one's own.
    const own = join(studio.cwd, "own");
    await mkdir(own);
    for (const [from, to] of [
      ["t10k-images-idx3-ubyte", "train-images-idx3-ubyte"],
      ["t10k-labels-idx1-ubyte", "train-labels-idx1-ubyte"],
    ] as const) {
      const name = `digits/${from}`;
      await cp(join(studio.dataDir, name), join(own, to)).catch(() =>
        cp(join(studio.dataDir, `${name}.gz`), join(own, `${to}.gz`)),
      );
    }
    await page.locator("#experiment input[webkitdirectory]").setInputFiles(own);
    await page
      .getByText(/images to learn from and .* to test/)
      .filter({ hasText: /own/ })
      .waitFor();
    await page.getByText(/^Ready:/).waitFor();
    await trainToTheEnd(page, timeout);
    await writeFile(join(own, "train-labels-idx1-ubyte"), "broken");
    await page.locator("#experiment input[webkitdirectory]").setInputFiles(own);
    await page.getByRole("alert").filter({ hasText: "train-labels-idx1-ubyte" }).waitFor();
    // Pictures of another size, in a folder a class; beside them what is no picture.
    const album = join(studio.cwd, "album");
    const pictures = [10, 60, 110, 160, 210, 240].map((value) => [
      `album/${value > 128 ? "bright" : "dark"}/${value}.png`,
      plainPng(value, 20, 20),
    ]);
    await writeFiles(studio.cwd, { ...Object.fromEntries(pictures), "album/notes.txt": "of the year" });
    await page.goto(page.url().replace(/#.*/, "#dataset=digits&batchSize=2"));
    await page.getByText(/^Ready:/).waitFor();
    await page.locator("#experiment input[webkitdirectory]").setInputFiles(album);
    await page.getByText("album: not used: notes.txt").first().waitFor();
    await page.getByText(/album: 5 images to learn from and 1 to test in 2 classes/).waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  },
  timeout,
);

describe("on a host that sends no headers", () => {
  let host: PlainHost;

  beforeAll(async () => {
    host = await plainStudio();
  });

  afterAll(() => host[Symbol.asyncDispose]());

  test(
    "the page has threads by its service worker, draws digits itself, trains, and asks nobody else",
    async () => {
      const { page, problems, hosts } = await openPage(await studio.browser(), `${host.url}${link}`, {
        cores: 3,
      });
      await page.waitForFunction(() => crossOriginIsolated, undefined, { timeout });
      await trainToTheEnd(page, timeout);
      await page.getByText(/WebAssembly, 2 threads/).waitFor();
      expect(problems.filter((problem) => !problem.includes("404"))).toEqual([]);
      expect([...hosts]).toEqual([new URL(host.url).host]);
      expect(host.strays).toEqual([]);
      await page.context().close();
    },
    timeout,
  );

  test(
    "without service workers it has one thread, says so, and trains",
    async () => {
      const { page } = await openPage(await studio.browser(), `${host.url}${link}`, {
        serviceWorkers: "block",
      });
      await page.getByText(/WebAssembly, 1 thread/).waitFor({ timeout });
      await page.getByText("this host does not allow more").waitFor();
      await trainToTheEnd(page, timeout);
      await page.context().close();
    },
    timeout,
  );
});
