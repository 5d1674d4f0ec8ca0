import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contrastOf, keepScreenshot, pixelsOf, type Studio, startStudioOnDigits } from "./support/studio.ts";

// What a person changes while a model trains, how slowly it may train, and what the training shows meanwhile.

const timeout = 300_000;
let studio: Studio & AsyncDisposable;

beforeAll(async () => {
  studio = await startStudioOnDigits();
}, timeout);

afterAll(() => studio[Symbol.asyncDispose]());

const few = "trainingImages=2000&validation=500&seed=3";
const standing = (page: Page): Locator => page.locator(".standing").first();

/** Steps taken, as the bar says. */
async function stepOf(page: Page): Promise<number> {
  const [, step = ""] = /step ([\d,]+)/.exec((await standing(page).textContent()) ?? "") ?? [];
  return Number(step.replace(",", ""));
}

async function take(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(value);
  await field.press("Enter");
}

describe("a model that trains", () => {
  let page: Page;
  let problems: readonly string[];

  beforeAll(async () => {
    const link = `#dataset=digits&model=variational&latentSize=2&epochs=200&patience=0&${few}`;
    ({ page, problems } = await studio.open(link, { viewport: { width: 1280, height: 720 } }));
    await page.locator(`button.train-button[aria-disabled="false"]`).waitFor({ timeout });
  }, timeout);

  afterAll(async () => {
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test(
    "takes one step a picture in slow motion: its number and its loss are told, machine and map are renewed",
    async () => {
      const speed = page.getByRole("combobox", { name: "Speed" });
      await speed.focus();
      await page.keyboard.press("s");
      await expect.poll(() => speed.inputValue()).toBe("slow");
      await page.locator("button.train-button").click();
      await page.getByText(/^Epoch 1 of 200 · step \d+ · its loss \d/).waitFor({ timeout });
      const [first, renewals] = [await stepOf(page), await renewalsOf(page)];
      const code = await page.locator(".machine-values").textContent();
      await expect.poll(() => stepOf(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(first + 3);
      await expect.poll(() => page.locator(".machine-values").textContent()).not.toBe(code);
      await page.getByRole("button", { name: "Pause" }).click();
      await page.getByText(/^Paused in epoch \d+ of 200, after step/).waitFor({ timeout });
      // Each had its picture; the last is drawn once more when it rests.
      const steps = (await stepOf(page)) - first;
      expect((await renewalsOf(page)) - renewals).toBeGreaterThanOrEqual(steps - 1);
    },
    timeout,
  );

  test(
    "goes on with another learning rate and another beta, and says so in the plot, the table and below it",
    async () => {
      const before = await stepOf(page);
      await page.getByRole("combobox", { name: "Speed" }).selectOption("normal");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByText(/images\/s/).waitFor({ timeout });
      expect(await page.locator(".changes-note").count()).toBe(0);
      await take(page, "Learning rate", "0.005");
      const note = page.locator(".changes-note");
      await note.getByText(/learning rate 0\.001 → 0\.005 at epoch [\d.]+/).waitFor({ timeout });
      await expect.poll(() => new URL(page.url()).hash).toContain("learningRate=0.005");
      await take(page, "Beta", "4");
      await note.getByText(/; beta 1 → 4 at epoch [\d.]+\. The link alone/).waitFor({ timeout });
      await page.getByText(/^Epoch ([2-9]|\d\d+) of 200/).waitFor({ timeout });
      await page.getByRole("button", { name: "Pause" }).click();
      await page.getByText(/^Paused in epoch/).waitFor({ timeout });
      expect(await stepOf(page)).toBeGreaterThan(before);
      await page.getByText("Losses as a table").click();
      const row = page.locator(".loss-change", { hasText: "learning rate 0.001 → 0.005" });
      await expect
        .poll(async () => (await row.count()) || (await page.locator(".loss-table p").count()))
        .toBe(1);
      await keepScreenshot(page, "studio-changes");
    },
    timeout,
  );

  test("shows reconstruction and divergence apart, and counts the active units", async () => {
    const parts = page.locator(".objective-parts");
    await parts
      .getByRole("img", { name: /^reconstruction: .* over the epochs: \d.* after epoch \d/ })
      .waitFor();
    await parts.getByRole("img", { name: /^KL.* over the epochs: \d.* after epoch \d/ }).waitFor();
    await parts
      .getByText(/In the loss the divergence counts 4 times\. [0-2] of 2 units (is|are) active/)
      .waitFor();
  });

  test("shows the weights of a layer beside what it gives, with their scale", async () => {
    const card = page.locator(".layer-card");
    await page.locator(".machine-column").first().click();
    const weights = card.getByRole("img", { name: /^Weights\. 64 of 200: Each square is a unit/ });
    await expect.poll(async () => contrastOf(await pixelsOf(weights))).toBeGreaterThan(0.01);
    expect(await card.locator(".scale-key").count()).toBe(2);
    const glides = (): Promise<string> =>
      page
        .locator(".machine-code rect")
        .last()
        .evaluate((bar) => getComputedStyle(bar).transitionDuration);
    expect(await glides()).toContain("0.2s");
    await page.emulateMedia({ reducedMotion: "reduce" });
    expect(await glides()).toBe("0s");
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await page.getByRole("button", { name: "rebuilt", exact: true }).press("Enter");
    await card
      .getByRole("img", { name: /^Weights\. 64 of 200: Each square is a value that comes in/ })
      .waitFor();
    await page.locator(".machine-column").nth(1).press("Enter");
    await card.getByRole("img", { name: /^Weights\. A row is a value that comes in/ }).waitFor();
  });

  test("light, dark and on a telephone the page passes the rules for accessible pages, and nothing is wider than it", async () => {
    const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    for (const { colorScheme, width } of [
      { colorScheme: "light", width: 1280 },
      { colorScheme: "dark", width: 390 },
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: width === 390 ? 844 : 720 });
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const { axe: rules } = globalThis as unknown as {
          axe: { run(): Promise<{ violations: Violation[] }> };
        };
        return (await rules.run()).violations.map(({ id, nodes }) => [
          id,
          nodes.map(({ html }) => html).slice(0, 3),
        ]);
      });
      expect(violations).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await keepScreenshot(page, `studio-changes-${colorScheme}-${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  test("shows which settings go on and which begin anew, before one touches them", async () => {
    const words = async (id: string): Promise<string | null> =>
      page.locator(`#setting-${id}-course`).textContent();
    await page.locator("#setting-beta-course").waitFor({ state: "attached" });
    expect(await words("beta")).toBe("Training goes on with another value");
    expect(await words("learningRate")).toBe("Training goes on with another value");
    expect(await words("latentSize")).toBe("Another value begins a new model");
    expect(await words("batchSize")).toBe("Another value begins a new model");
  });

  test("refuses fewer epochs than have begun, and keeps what there is", async () => {
    const epoch = Number(/epoch (\d+)/.exec((await standing(page).textContent()) ?? "")?.[1]);
    expect(epoch).toBeGreaterThanOrEqual(2);
    await take(page, "Epochs", "1");
    await page.getByText(/epochs: expected at least \d+, since that epoch has begun/).waitFor();
    await expect.poll(() => page.getByLabel("Epochs", { exact: true }).inputValue()).toBe("200");
    await page.getByText(/^Paused in epoch/).waitFor();
  });

  test(
    "begins again with the last settings, and nothing is said of changes then",
    async () => {
      await page.getByRole("button", { name: "Begin again with these settings" }).click();
      await page.getByText(/^Ready: 200 epochs of 2,000 images/).waitFor({ timeout });
      expect(await page.locator(".changes-note").count()).toBe(0);
      expect(new URL(page.url()).hash).toContain("beta=4");
      expect(await page.locator(".course-mark").count()).toBe(0);
    },
    timeout,
  );
});

/** What axe finds. */
interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

async function renewalsOf(page: Page): Promise<number> {
  return Number(await page.locator(".examples").getAttribute("data-renewals"));
}
