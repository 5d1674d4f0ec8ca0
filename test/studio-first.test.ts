import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  contrastOf,
  keepScreenshot,
  pictureDistance,
  pixelsOf,
  type Studio,
  type StudioPlace,
  startStudioOnDigits,
} from "./support/studio.ts";

// The first minute of a visitor: a page that is alive, a model to train beside the one that came with it, and what comes next. In a real browser.

/** Some seconds on an idle machine. */
const timeout = 300_000;

let studio: Studio & StudioPlace;

beforeAll(async () => {
  studio = await startStudioOnDigits();
}, timeout);

afterAll(() => studio[Symbol.asyncDispose]());

/** The button in the bar. */
const trainButton = (page: Page): Locator => page.locator(".train-button[aria-disabled=false]");

/** When the page drew what, in milliseconds. */
interface Drawings {
  /** Of the rebuilt examples. */
  readonly examples: readonly number[];
  /** When the first news of the training were told, and its end. */
  readonly begun: number;
  readonly done: number;
}

/** Watches a page for every drawing of the examples, from now on. */
async function watchDrawings(page: Page): Promise<() => Promise<Drawings>> {
  await page.evaluate(() => {
    const seen = { examples: [] as number[], begun: 0, done: 0 };
    Object.assign(globalThis, { seenDrawings: seen });
    let last = "";
    new MutationObserver(() => {
      const count = document.querySelector<HTMLElement>("[data-renewals]")?.dataset["renewals"] ?? last;
      if (count !== last) seen.examples.push(performance.now());
      last = count;
      const words = document.querySelector(".standing")?.textContent ?? "";
      if (seen.begun === 0 && /images\/s/.test(words)) seen.begun = performance.now();
      if (seen.done === 0 && words.startsWith("Done")) seen.done = performance.now();
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  return () => page.evaluate(() => Reflect.get(globalThis, "seenDrawings") as Drawings);
}

/** Mean squared difference of the examples from what is rebuilt of them. */
async function examplesError(page: Page): Promise<number> {
  const shown = page.locator(".examples-list .example canvas.example-picture");
  await shown.nth(1).waitFor();
  const pixels = await Promise.all((await shown.all()).map(pixelsOf));
  const errors = Array.from({ length: pixels.length / 2 }, (_, at) =>
    pictureDistance(pixels[2 * at]!, pixels[2 * at + 1]!),
  );
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

test(
  "a first visit begins with a trained model, trains its own beside it, and is told what comes next; no other host is asked",
  async () => {
    const { page, problems, hosts } = await studio.open();
    // What came with the page is there before the data are.
    await page.getByText("Came with the page, trained: 60 epochs of 50,000 images").waitFor({ timeout });
    const came = await examplesError(page);
    expect(came).toBeLessThan(0.06);
    // Its losses are drawn: nothing says that they are still to come.
    expect(await page.locator(".loss-empty").count()).toBe(0);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);

    // The map decodes where one points.
    const map = page.getByRole("application", { name: /^Scatter of/ });
    const box = (await map.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.4);
    await page.mouse.down();
    await page.getByText("the point of the plane", { exact: true }).waitFor();
    await page.mouse.up();
    const decoded = page.getByRole("region", { name: "Explore the code" }).locator(".decoded canvas");
    await expect.poll(async () => contrastOf(await pixelsOf(decoded))).toBeGreaterThan(0.05);

    // What it says of itself is measured here, and is what was measured where it was made; what comes next has its time.
    await page.getByText("On 10,000 images that it has never seen").waitFor({ timeout });
    await page.locator(".result-figures").getByText("28.10").waitFor({ timeout });
    const next = page.getByRole("region", { name: "What to try next" });
    await next.getByRole("button", { name: /^Train it yourself about \d.* here$/ }).waitFor({ timeout });
    await next.getByRole("button", { name: /^Denoising about \d.* here$/ }).waitFor({ timeout });
    await keepScreenshot(page, "studio-first");

    const drawings = await watchDrawings(page);
    await trainButton(page).click();
    // The new one begins with random weights.
    await page.getByText(/images\/s · .* left/).waitFor({ timeout });
    await page.getByText(/^Done: 10 epochs in/).waitFor({ timeout });
    const { examples, begun, done } = await drawings();
    const meanwhile = examples.filter((time) => time > begun && time < done);
    expect(meanwhile.length).toBeGreaterThan(5);
    // In each third of it, however long it takes here: how often in a second is for a quiet machine to say.
    const thirds = meanwhile.map((time) => Math.floor((3 * (time - begun)) / (done - begun)));
    expect([...new Set(thirds)]).toEqual([0, 1, 2]);
    const own = await examplesError(page);
    expect(own).toBeLessThan(0.075);

    // The choice of a map beside it is there now: it has room on the smallest screen that has all of this side by side.
    await page.setViewportSize({ width: 1280, height: 720 });
    const beside = (await page.getByLabel("Beside it").boundingBox())!;
    expect(beside.x + beside.width).toBeLessThan(1280);

    // The one that came stands beside it.
    await page.getByRole("button", { name: "Go to Compare" }).click();
    const figures = page.getByRole("table", { name: "Test errors" });
    await figures.scrollIntoViewIfNeeded();
    await figures
      .getByRole("row")
      .filter({ hasText: "the page's model" })
      .getByText("28.10")
      .waitFor({ timeout });
    expect(problems).toEqual([]);
    expect([...hosts]).toEqual([new URL(studio.url).host]);
    await page.context().close();
  },
  timeout,
);

test(
  "pressing Train before the data are there trains as soon as they are",
  async () => {
    const { page, problems } = await studio.open();
    await trainButton(page).click({ timeout });
    await page.getByText(/^Epoch \d+ of 10/).waitFor({ timeout });
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Continue" }).waitFor({ timeout });
    expect(problems).toEqual([]);
    await page.context().close();
  },
  timeout,
);

test(
  "without the files of the model that comes with it the page trains as with a link",
  async () => {
    const { page } = await studio.open();
    await page.context().route("**/assets/weights-*.bin", (route) => route.abort());
    await page.reload();
    await page
      .getByText(/The model that comes with the page cannot be shown: .* Train one yourself/)
      .waitFor({ timeout });
    await page
      .getByRole("button", { name: "Train", exact: true })
      .and(page.locator("[aria-disabled=false]"))
      .waitFor({ timeout });
    await page.context().close();
  },
  timeout,
);
