import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violationsOf } from "./support/axe.ts";
import { runCommand } from "./support/command.ts";
import {
  contrastOf,
  keepScreenshot,
  pictureDistance,
  pixelsOf,
  type Studio,
  type StudioPlace,
  startStudioOnDigits,
  trainToTheEnd,
} from "./support/studio.ts";

// What a person does with the page, in a real browser: from an experiment to drawing a digit.

/** Some seconds on an idle machine. */
const timeout = 300_000;

const few = "trainingImages=4000&validation=500&seed=3";
const vanilla = `#dataset=digits&model=vanilla&latentSize=8&epochs=4&${few}`;

let studio: Studio & StudioPlace;

beforeAll(async () => {
  studio = await startStudioOnDigits();
}, timeout);

afterAll(() => studio[Symbol.asyncDispose]());

const region = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
/** The pictures of a row of the test images: 0 the originals. */
const pictures = (page: Page): Locator => page.locator(".examples-list .example canvas.example-picture");

/** How far the page's reconstructions are from their originals: mean squared error over the row. */
async function rowError(page: Page): Promise<number> {
  const shown = await pictures(page).all();
  const pixels = await Promise.all(shown.map(pixelsOf));
  const errors = Array.from({ length: pixels.length / 2 }, (_, at) =>
    pictureDistance(pixels[2 * at]!, pixels[2 * at + 1]!),
  );
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

/** Waits until the first example and what is rebuilt of it are drawn. */
async function examplesDrawn(page: Page): Promise<void> {
  for (const at of [0, 1]) {
    await expect.poll(async () => contrastOf(await pixelsOf(pictures(page).nth(at)))).toBeGreaterThan(0);
  }
}

async function lossesOf(page: Page): Promise<readonly (readonly number[])[]> {
  await page.getByText("Losses as a table").click();
  const row = page.locator(".loss-table tbody tr");
  // The table is made when it is opened: rows are counted once there are any.
  await row.first().waitFor();
  const rows = await row.all();
  return Promise.all(
    rows.map(async (row) => (await row.locator("td").allTextContents()).slice(0, 2).map(Number)),
  );
}

describe("an experiment", () => {
  test(
    "is in the address: data, model, settings and seed",
    async () => {
      const { page } = await studio.open(vanilla);
      const latentSizeOf = (one: Page): Promise<string> =>
        one.getByLabel("Latent size", { exact: true }).inputValue();
      await expect.poll(() => latentSizeOf(page)).toBe("8");
      expect(await page.getByRole("radio", { name: "vanilla" }).isChecked()).toBe(true);
      await page.getByRole("radio", { name: "deep" }).check();
      await expect.poll(() => new URL(page.url()).hash).toContain("model=deep");
      const size = page.getByLabel("Latent size", { exact: true });
      await size.fill("16");
      await size.press("Enter");
      await expect.poll(() => new URL(page.url()).hash).toContain("latentSize=16");
      await size.fill("0");
      await size.press("Enter");
      await expect.poll(() => page.locator(".setting-problem").textContent()).toContain("from 1 to 4096");
      expect(new URL(page.url()).hash).toContain("latentSize=16");
      const { page: again } = await studio.open(new URL(page.url()).hash);
      await expect.poll(() => latentSizeOf(again)).toBe("16");
      expect(await again.getByRole("radio", { name: "deep" }).isChecked()).toBe(true);
      expect(await again.getByLabel("Seed", { exact: true }).first().inputValue()).toBe("3");
      await again.context().close();
      await page.context().close();
    },
    timeout,
  );

  test(
    "trains as the command line does: losses within 1e-3 of its own",
    async () => {
      const { page } = await studio.open(vanilla);
      await trainToTheEnd(page, timeout);
      const inPage = await lossesOf(page);
      const words =
        "train --dataset digits --model vanilla --latent-size 8 --epochs 4 --training-images 4000 --validation 500 --seed 3 --out run";
      const { code } = await runCommand(words.split(" "), studio);
      expect(code).toBe(0);
      const lines = (await readFile(join(studio.cwd, "run", "metrics.jsonl"), "utf8")).trim().split("\n");
      const records = lines.map((line) => JSON.parse(line) as Record<string, number>);
      expect(inPage).toHaveLength(4);
      for (const [epoch, [training, validation]] of inPage.entries()) {
        expect(Math.abs(training! - records[epoch]!["trainingLoss"]!)).toBeLessThan(1e-3);
        expect(Math.abs(validation! - records[epoch]!["validationLoss"]!)).toBeLessThan(1e-3);
      }
      await page.context().close();
    },
    timeout,
  );

  test(
    "pauses, goes on by single steps, and begins anew with the same weights",
    async () => {
      const { page } = await studio.open(`#dataset=digits&model=deep&epochs=50&${few}`);
      await page
        .getByRole("button", { name: "Train", exact: true })
        .and(page.locator("[aria-disabled=false]"))
        .waitFor();
      await examplesDrawn(page);
      const start = await rowError(page);
      // Where nothing has the focus, the space bar trains and pauses.
      await page.keyboard.press("Space");
      await page.getByText(/images\/s/).waitFor();
      await page.keyboard.press("Space");
      await page.getByRole("button", { name: "Continue" }).waitFor();
      await page.getByRole("button", { name: "Step" }).click();
      await page.getByRole("button", { name: "Continue" }).waitFor();
      await page.getByText(/^Paused in epoch \d+ of 50/).waitFor();
      await page.getByRole("button", { name: "Reset", exact: true }).click();
      await page.getByText(/^Ready: 50 epochs of 4,000 images/).waitFor();
      await expect.poll(() => rowError(page)).toBe(start);
      await page.context().close();
    },
    timeout,
  );
});

describe("a trained model", () => {
  let page: Page;
  let problems: readonly string[];

  beforeAll(async () => {
    ({ page, problems } = await studio.open(vanilla));
    await trainToTheEnd(page, timeout);
  }, timeout);

  afterAll(async () => {
    expect(problems).toEqual([]);
    await page.context().close();
  });

  const decoding = (): Locator => region(page, "Explore the code").locator(".decoded canvas");

  test("what units draw is drawn", async () => {
    const sheet = page.getByRole("img", { name: /^What .* units/ });
    await expect.poll(async () => contrastOf(await pixelsOf(sheet))).toBeGreaterThan(0.02);
    // The corner of the first picture is no digit's: no difference, so neither colour, but that of the page.
    await expect.poll(async () => Math.min(...(await pixelsOf(sheet)).subarray(0, 3))).toBeGreaterThan(0.8);
  });

  test("the scatter shows codes; hovering shows an image beside its reconstruction", async () => {
    const scatter = page.getByRole("application", { name: /^Scatter of 10,000 test images/ });
    await scatter.scrollIntoViewIfNeeded();
    await expect
      .poll(async () => contrastOf(await pixelsOf(scatter.locator("canvas").nth(1))))
      .toBeGreaterThan(0);
    const box = (await scatter.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    const pair = page.locator(".looked .pair canvas");
    await expect.poll(() => pair.count()).toBe(2);
    await expect.poll(async () => contrastOf(await pixelsOf(pair.nth(0)))).toBeGreaterThan(0.1);
    await expect
      .poll(async () => pictureDistance(await pixelsOf(pair.nth(0)), await pixelsOf(pair.nth(1))))
      .toBeLessThan(0.1);
  });

  test("pressing anywhere decodes that point, and dragging changes it", async () => {
    const scatter = page.getByRole("application", { name: /^Scatter of/ });
    await scatter.scrollIntoViewIfNeeded();
    const box = (await scatter.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
    await page.mouse.down();
    await page.getByText("the point of the plane", { exact: true }).waitFor();
    const first = await pixelsOf(decoding());
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.7, { steps: 5 });
    await expect.poll(async () => pictureDistance(first, await pixelsOf(decoding()))).toBeGreaterThan(0.001);
    await page.mouse.up();
  });

  test("sliders change the picture, also by keys", async () => {
    await page.getByRole("button", { name: "Reset to the mean code" }).click();
    await page.getByText("the mean code", { exact: true }).waitFor();
    const sliders = page.getByRole("slider", { name: /^value \d+$/ });
    await expect.poll(() => sliders.count()).toBe(8);
    const before = await pixelsOf(decoding());
    await sliders.first().focus();
    await page.keyboard.press("End");
    await expect.poll(async () => pictureDistance(before, await pixelsOf(decoding()))).toBeGreaterThan(1e-4);
  });

  test("a walk goes from one image to another", async () => {
    const walk = page.locator(".walk, section:has-text('A walk')").first();
    await walk.scrollIntoViewIfNeeded();
    const sheet = page.getByRole("application", { name: /Pictures of the walk/ }).locator("canvas");
    await expect.poll(async () => contrastOf(await pixelsOf(sheet))).toBeGreaterThan(0.05);
    const before = await pixelsOf(sheet);
    const offered = page.getByRole("group", { name: /^Images for end/ }).getByRole("button");
    await offered.last().click();
    await expect.poll(async () => pictureDistance(before, await pixelsOf(sheet))).toBeGreaterThan(0.001);
  });

  test("a grid decodes two directions, and a cell goes into the sliders", async () => {
    const grid = page.getByRole("application", { name: /^Grid of/ });
    await grid.scrollIntoViewIfNeeded();
    await expect.poll(async () => contrastOf(await pixelsOf(grid.locator("canvas")))).toBeGreaterThan(0.05);
    const before = await pixelsOf(decoding());
    await grid.click({ position: { x: 5, y: 5 } });
    await expect.poll(async () => pictureDistance(before, await pixelsOf(decoding()))).toBeGreaterThan(1e-4);
  });

  test("what is drawn by hand is rebuilt while it is drawn, and with noise", async () => {
    const part = region(page, "Draw");
    const board = part.getByRole("application", { name: /^Drawing/ });
    await board.scrollIntoViewIfNeeded();
    const box = (await board.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.8, { steps: 12 });
    const rebuilt = part.getByRole("img", { name: /^rebuilt by/ });
    await rebuilt.waitFor();
    await expect.poll(async () => contrastOf(await pixelsOf(rebuilt))).toBeGreaterThan(0.05);
    await page.mouse.up();
    const seen = part.getByRole("img", { name: "what the encoder sees" });
    const clean = await pixelsOf(seen);
    await part.getByRole("slider", { name: /^Noise/ }).fill("0.5");
    await expect.poll(async () => pictureDistance(clean, await pixelsOf(seen))).toBeGreaterThan(0.01);
    await part.getByRole("button", { name: "Clear" }).click();
    await part.getByText("Draw, and the reconstruction follows.").waitFor();
  });

  test("light, dark and on a telephone the page passes the rules for accessible pages", async () => {
    for (const { colorScheme, width } of [
      { colorScheme: "light", width: 1440 },
      { colorScheme: "dark", width: 375 },
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      // Plots and canvases take the new width a moment later.
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await keepScreenshot(page, `studio-${colorScheme}-${width}`);
    }
    await page.setViewportSize({ width: 1440, height: 1000 });
  });
});

test(
  "a denoiser removes noise, and a variational model draws samples",
  async () => {
    const { page, problems } = await studio.open(
      `#dataset=digits&model=variational&latentSize=2&epochs=4&${few}`,
    );
    await trainToTheEnd(page, timeout);
    const samples = page.getByRole("img", { name: /codes drawn from the standard normal prior with seed/ });
    await page.getByRole("heading", { name: "Samples" }).scrollIntoViewIfNeeded();
    await samples.waitFor();
    const before = await pixelsOf(samples.locator("canvas"));
    expect(contrastOf(before)).toBeGreaterThan(0.05);
    await page.getByRole("button", { name: "Draw again" }).click();
    await expect
      .poll(async () => pictureDistance(before, await pixelsOf(samples.locator("canvas"))))
      .toBeGreaterThan(0.001);
    expect(problems).toEqual([]);
    await page.goto(`${studio.url}#dataset=digits&model=denoising&epochs=12&${few}`);
    await page.reload();
    await trainToTheEnd(page, timeout);
    /** How far what the model saw, and what it rebuilt, are from the first original. */
    const distances = async (): Promise<readonly [noisy: number, rebuilt: number]> => {
      const shown = await Promise.all((await pictures(page).all()).slice(0, 3).map(pixelsOf));
      const [original, noisy, rebuilt] = shown as [Float64Array, Float64Array, Float64Array];
      return [pictureDistance(original, noisy), pictureDistance(original, rebuilt)];
    };
    await expect
      .poll(async () => {
        const [noisy, rebuilt] = await distances();
        return rebuilt / noisy;
      })
      .toBeLessThan(0.9);
    await page.context().close();
  },
  timeout,
);
