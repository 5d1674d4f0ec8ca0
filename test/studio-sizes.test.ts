import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violationsOf } from "./support/axe.ts";
import { type Studio, startStudioOnDigits, trainedOn } from "./support/studio.ts";

// A model that was trained by keys alone, seen on windows of every size, and on paper.

/** Some seconds on an idle machine. */
const timeout = 300_000;
const link = "#dataset=digits&model=vanilla&latentSize=2&epochs=2&trainingImages=2000&validation=500&seed=3";

let studio: Studio;
let page: Page;
let problems: readonly string[];

beforeAll(async () => {
  studio = await startStudioOnDigits();
  ({ page, problems } = await studio.open(link, {
    viewport: { width: 1280, height: 720 },
    hasTouch: true,
    reducedMotion: "reduce",
    colorScheme: "light",
  }));
}, timeout);

afterAll(async () => {
  expect(problems).toEqual([]);
  await studio[Symbol.asyncDispose]();
});

/** Whether all of an element is in the window. */
function isInWindow(one: Locator): Promise<boolean> {
  return one.evaluate((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && right > left;
  });
}

const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");

test(
  "a first training needs no pointer: the first key leads to it, and nothing moves that need not",
  async () => {
    await page.locator('button.train-button[aria-disabled="false"]').waitFor({ timeout });
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Skip to training");
    await page.keyboard.press("Enter");
    expect(await focused()).toContain("Train");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: trainedOn }).waitFor({ timeout });
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Step");
    await page.keyboard.press("Shift+Tab");
    expect(await focused()).toBe("Train further");
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  },
  timeout,
);

describe("the trained page", () => {
  test.each([
    [390, 844, "light"],
    [390, 844, "dark"],
    [820, 1180, "dark"],
    [1280, 720, "light"],
    [1440, 900, "dark"],
    [2560, 1440, "light"],
  ] as const)(
    "at %d x %d, %s: it is no wider than the window, its bar is whole, and it passes the rules for accessible pages",
    async (width, height, colorScheme) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
      await page.evaluate(() => window.scrollTo(0, 0));
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      const seen = [
        ...["Train further", "Step", "Reset"].map((name) =>
          page.getByRole("banner").getByRole("button", { name, exact: true }),
        ),
        page.getByLabel("Theme"),
        page.locator(".numbers dd").last(),
        page.locator(".machine-sample canvas").first(),
        page.locator(".machine-sample canvas").last(),
      ];
      for (const one of seen) await expect.poll(() => isInWindow(one), { message: String(one) }).toBe(true);
      expect(await violationsOf(page)).toEqual([]);
    },
    timeout,
  );

  test(
    "the last control of the experiment can be reached at 1280 x 720",
    async () => {
      await page.setViewportSize({ width: 1280, height: 720 });
      const last = page.getByRole("button", { name: "Reset all settings to the preset's" });
      await last.scrollIntoViewIfNeeded();
      await expect.poll(() => isInWindow(last)).toBe(true);
      const line = page.locator(".engine");
      await line.scrollIntoViewIfNeeded();
      await expect.poll(() => isInWindow(line)).toBe(true);
    },
    timeout,
  );

  test(
    "on a phone what one draws and what is rebuilt of it are on one screen",
    async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      const part = page.locator("#draw");
      const board = part.getByRole("application", { name: /^Drawing/ });
      await board.scrollIntoViewIfNeeded();
      await board.focus();
      for (const key of ["Space", "ArrowDown", "Space", "ArrowDown", "Space"]) await page.keyboard.press(key);
      const rebuilt = part.getByRole("img", { name: /^rebuilt by/ });
      await rebuilt.waitFor();
      await board.evaluate((element) => element.scrollIntoView({ block: "center" }));
      await expect.poll(() => isInWindow(board)).toBe(true);
      await expect.poll(() => isInWindow(rebuilt)).toBe(true);
    },
    timeout,
  );

  test(
    "on paper it is black on white, with pictures, curves and every setting, and nothing to press",
    async () => {
      await page.setViewportSize({ width: 1280, height: 720 });
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      await page.locator("html[data-theme=light]").waitFor();
      const paper = await page.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.body);
        return [color, backgroundColor];
      });
      expect(paper).toEqual(["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
      for (const pressed of ["button", "input", "select", "summary"]) {
        expect(await page.locator(pressed).filter({ visible: true }).count(), pressed).toBe(0);
      }
      for (const shown of [
        ".machine-sample canvas",
        ".examples canvas",
        ".loss-plot canvas",
        "#map canvas",
      ]) {
        expect(await page.locator(shown).first().isVisible(), shown).toBe(true);
      }
      const settings = page.locator(".printed-settings");
      await settings.getByText("Latent size").waitFor();
      await settings.getByText("Learning rate").waitFor();
      await settings.getByText(`${studio.url}#dataset=digits`).waitFor();
      await page.emulateMedia({ media: "screen" });
      await page.locator("html[data-theme=dark]").waitFor();
    },
    timeout,
  );
});
