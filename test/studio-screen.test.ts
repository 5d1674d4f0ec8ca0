import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contrastOf, pixelsOf, type Studio, startStudioOnDigits } from "./support/studio.ts";

/** What a person sees without scrolling: the model with a sample in it, the map, and a bar that stays. */

const timeout = 240_000;
let studio: Studio & AsyncDisposable;

beforeAll(async () => {
  studio = await startStudioOnDigits();
}, timeout);

afterAll(() => studio[Symbol.asyncDispose]());

const little = "#dataset=digits&model=deep&latentSize=2&epochs=3&trainingImages=2000&seed=1";

async function openAt(width: number, height: number, link = little): Promise<Page> {
  const { page } = await studio.open(link, { viewport: { width, height } });
  await page.locator(`button.train-button[aria-disabled="false"]`).waitFor({ timeout });
  await page.locator(".machine-positive, .machine-negative").first().waitFor({ timeout });
  return page;
}

/** Whether all of an element is in the window. */
async function isInWindow(one: Locator): Promise<boolean> {
  const box = await one.boundingBox();
  const window = one.page().viewportSize();
  if (box === null || window === null) return false;
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= window.width && box.y + box.height <= window.height;
}

/** Where a word of the page runs into the next: the line of the source ended between them, which is no space. */
function gluedWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode() !== null) {
      const [text, next] = [walker.currentNode, walker.currentNode.nextSibling];
      if (!(text instanceof Text && next instanceof Text)) continue;
      if (/[\p{L},;:]$/u.test(text.data) && /^\p{L}/u.test(next.data))
        found.push(`${text.data}|${next.data}`);
    }
    return found;
  });
}

const pictures = (page: Page): Locator => page.locator(".machine-sample canvas");
const layers = (page: Page): Locator => page.locator(".machine-column");

describe("the first screen at 1280 x 720", () => {
  test(
    "has the machine, the examples, the map and the losses, before, while and after it trains, in the same place",
    async () => {
      const page = await openAt(1280, 720);
      const seen = [
        ...[pictures(page).first(), pictures(page).last(), page.locator(".machine-code")],
        ...[page.locator(".examples-list"), page.locator(".scatter-cursor"), page.locator(".numbers")],
      ];
      const places = async (): Promise<readonly unknown[]> =>
        Promise.all(
          seen.map(async (one) => ({ inWindow: await isInWindow(one), top: (await one.boundingBox())?.y })),
        );
      await page.locator(".explore-state", { hasText: /^Not trained yet/ }).waitFor();
      expect((await places()).filter((place) => !(place as { inWindow: boolean }).inWindow)).toEqual([]);
      const pictureTop = (await pictures(page).first().boundingBox())?.y;
      await Promise.all([
        page.getByText(/images\/s/).waitFor({ timeout }),
        page.locator("button.train-button").click(),
      ]);
      expect(await isInWindow(page.locator(".machine-code"))).toBe(true);
      await page.getByText(/^Done/).waitFor({ timeout });
      await page.locator(".result").waitFor();
      expect((await places()).filter((place) => !(place as { inWindow: boolean }).inWindow)).toEqual([]);
      expect((await pictures(page).first().boundingBox())?.y).toBe(pictureTop);
      expect(await gluedWords(page)).toEqual([]);
      await page.context().close();
    },
    timeout,
  );

  test(
    "keeps the bar in sight at the end of the page, and the rail leads to every part; the machine shows what is chosen, and is made anew as wide as its waist is drawn",
    async () => {
      const page = await openAt(1280, 720);
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      expect(await isInWindow(page.locator("button.train-button"))).toBe(true);
      for (const name of ["Go to Draw", "Go to Train"]) {
        const place = page.getByRole("navigation").getByRole("button", { name, exact: true });
        await place.click();
        await expect.poll(() => place.getAttribute("aria-current")).toBe("true");
      }
      await expect.poll(() => isInWindow(pictures(page).first())).toBe(true);

      const before = await pixelsOf(pictures(page).first());
      let code: string | null = null;
      await expect
        .poll(async () => {
          code = await page.locator(".machine-values").textContent();
          return code;
        })
        .toMatch(/^−?\d+\.\d\d · −?\d+\.\d\d$/);
      await page
        .getByRole("button", { name: /^Show test image/ })
        .nth(3)
        .click();
      await expect.poll(async () => (await pixelsOf(pictures(page).first())).join()).not.toBe(before.join());
      await expect.poll(() => page.locator(".machine-values").textContent()).not.toBe(code);

      const waist = page.getByRole("slider", { name: "waist" });
      expect(await waist.getAttribute("aria-valuetext")).toBe("2 numbers");
      await waist.fill("3");
      await expect.poll(() => new URL(page.url()).hash).toContain("latentSize=8");
      await page.getByText(/squeezed through 8 numbers/).waitFor();
      await expect.poll(() => page.locator(".machine-values").textContent()).toBe("the code");
      await page.context().close();
    },
    timeout,
  );
});

describe("the machine", () => {
  test.each([
    ["deep", "units", /^dense, relu: 512$/],
    ["convolutional", "feature map", /^convolution/],
  ])(
    "of %s can be looked into: %s of a layer, by hand and by keys",
    async (model, what, heading) => {
      const page = await openAt(
        1280,
        900,
        `#dataset=digits&model=${model}&latentSize=2&epochs=1&trainingImages=500&seed=1`,
      );
      await layers(page).first().click();
      const card = page.locator(".layer-card");
      await card.getByRole("heading", { name: heading }).waitFor();
      const canvas = card.getByRole("img", { name: new RegExp(what) });
      await expect.poll(async () => contrastOf(await pixelsOf(canvas))).toBeGreaterThan(0.01);
      await card.getByRole("button", { name: "Close" }).click();
      await card.waitFor({ state: "detached" });
      await layers(page).nth(1).focus();
      await page.keyboard.press("Enter");
      await card.waitFor();
      await page.context().close();
    },
    timeout,
  );
});

test(
  "on a phone the bar, the sample and what is rebuilt of it are on the first screen, and nothing is wider than it",
  async () => {
    const page = await openAt(390, 844);
    for (const one of [page.locator("button.train-button"), pictures(page).first(), pictures(page).last()]) {
      expect(await isInWindow(one)).toBe(true);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.context().close();
  },
  timeout,
);
