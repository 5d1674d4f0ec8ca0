import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violationsOf } from "./support/axe.ts";
import {
  contrastOf,
  keepScreenshot,
  pictureDistance,
  pixelsOf,
  type Studio,
  startStudioOnDigits,
  trainToTheEnd,
} from "./support/studio.ts";

// The map of codes as an instrument: what lies under, on and beside the codes, and what a hand can do there.

const timeout = 300_000;
const gaussian =
  "#dataset=digits&model=variational&latentSize=2&epochs=3&trainingImages=3000&validation=500&seed=3";

let studio: Studio & AsyncDisposable;

beforeAll(async () => {
  studio = await startStudioOnDigits();
}, timeout);

afterAll(() => studio[Symbol.asyncDispose]());

const map = (page: Page): Locator =>
  page.getByRole("application", { name: /^Scatter of [\d,]+ test images by/ });
/** Its canvases: 0 what lies under the codes, 1 the codes, 2 what follows the hand. */
const layer = (page: Page, at: number): Locator => map(page).locator("canvas").nth(at);
const share = (page: Page): Locator => page.locator("#scatter-share");
const axes = (page: Page): Locator => page.getByLabel("Axes of the map");

/** Moves the mouse to a place of the map, in shares of its sides. */
async function pointAt(page: Page, across: number, down: number, target = map(page)): Promise<void> {
  const box = (await target.boundingBox())!;
  await page.mouse.move(box.x + across * box.width, box.y + down * box.height, { steps: 3 });
}

describe("the map of a Gaussian code of two values", () => {
  let page: Page;
  let problems: readonly string[];

  beforeAll(async () => {
    ({ page, problems } = await studio.open(gaussian, { viewport: { width: 1280, height: 1000 } }));
    await trainToTheEnd(page, timeout);
    await share(page)
      .getByText(/^10,000 test images, of which 2,500/)
      .waitFor({ timeout });
  }, timeout);

  afterAll(() => page.context().close());

  test("has what the decoder makes of every place under the codes, until that is switched off", async () => {
    const shown = page.locator(".map-layers");
    await shown.locator("summary").click();
    const [menu, choice] = await Promise.all([
      shown.locator(".map-layers-body").boundingBox(),
      shown.locator("select").boundingBox(),
    ]);
    expect(choice!.x + choice!.width).toBeLessThan(menu!.x + menu!.width);
    const ground = shown.getByLabel("what the decoder makes of each place");
    expect(await ground.isChecked()).toBe(true);
    await expect.poll(async () => contrastOf(await pixelsOf(layer(page, 0)))).toBeGreaterThan(0.005);
    const filled = async (): Promise<number> => shareDrawn(layer(page, 0));
    await expect.poll(filled, { timeout }).toBeGreaterThan(0.5);
    await ground.uncheck();
    // What is left are lines and numbers.
    await expect.poll(filled).toBeLessThan(0.2);
    await ground.check();
    await expect.poll(filled).toBeGreaterThan(0.5);
    await shown.locator("summary").click();
  });

  test("shows what is decoded under the pointer, and the posterior of the image that is looked at", async () => {
    await pointAt(page, 0.5, 0.5);
    const thumbnail = page.locator(".scatter-hover canvas");
    await expect.poll(async () => contrastOf(await pixelsOf(thumbnail))).toBeGreaterThan(0.05);
    await page.getByText("Ellipses: the same of the posterior of the image looked at.").waitFor();
    const box = page.locator(".map-layers").getByLabel("the prior, and the posterior of the one looked at");
    await page.locator(".map-layers summary").click();
    await box.waitFor();
    const drawn = await shareDrawn(layer(page, 2));
    await box.uncheck();
    await expect.poll(() => shareDrawn(layer(page, 2))).toBeLessThan(drawn);
    await box.check();
    await page.locator(".map-layers summary").click();
  });

  test("leads from an image to the nearest in the code and in pixels, by keys", async () => {
    await pointAt(page, 0.45, 0.5);
    const near = page.locator(".map-neighbours");
    await near.waitFor();
    for (const name of ["Nearest in the code", "Nearest in its pixels"]) {
      await expect.poll(() => near.getByRole("group", { name }).getByRole("button").count()).toBe(8);
    }
    await page.mouse.move(2, 2);
    const third = near.getByRole("group", { name: "Nearest in the code" }).getByRole("button").nth(2);
    // A map that is looked at rests: what is nearest is no longer another's.
    const [, index] = /^test image (\d+)/.exec((await third.getAttribute("aria-label")) ?? "") ?? [];
    await third.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: `Nearest to test image ${index}`, exact: true }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("BUTTON");
  });

  test("is walked on by keys and by hand, beside the cross-fade of the pixels of the ends", async () => {
    await page.getByRole("button", { name: "Walk", exact: true }).click();
    await map(page).focus();
    for (const key of ["Shift+ArrowLeft", "Shift+ArrowLeft", "Enter", "Shift+ArrowRight"]) {
      await page.keyboard.press(key);
    }
    for (let step = 0; step < 4; step++) await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Enter");
    const strip = page.getByRole("region", { name: "A walk on the map" });
    const [through, faded] = [strip.locator("canvas").nth(0), strip.locator("canvas").nth(1)];
    await through.waitFor();
    // Both begin alike.
    await expect
      .poll(async () => pictureDistance(await cellOf(through, 0), await cellOf(faded, 0)))
      .toBeLessThan(1e-4);

    // A round that ends where it began: the cross-fade of its ends stands still, the code goes through other digits.
    const { x, y, width, height } = (await map(page).boundingBox())!;
    const round = [
      [0.2, 0.2],
      [0.85, 0.3],
      [0.6, 0.9],
      [0.2, 0.2],
    ] as const;
    await page.mouse.move(x + 0.2 * width, y + 0.2 * height);
    await page.mouse.down();
    for (const [across, down] of round) {
      await page.mouse.move(x + across * width, y + down * height, { steps: 6 });
    }
    await page.mouse.up();
    const farthest = 12;
    await expect
      .poll(async () => pictureDistance(await cellOf(faded, 0), await cellOf(faded, farthest)))
      .toBeLessThan(1e-4);
    await expect
      .poll(async () => pictureDistance(await cellOf(through, 0), await cellOf(through, farthest)))
      .toBeGreaterThan(1e-3);
    await strip.getByRole("button", { name: "Take the path away" }).click();
    await strip.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Decode", exact: true }).click();
  });

  test(
    "has axes to choose: components, and UMAP in a worker, which can be stopped",
    async () => {
      await axes(page).selectOption("principal components");
      await expect.poll(() => share(page).textContent()).toMatch(/components hold \d+ % and \d+ % of/);
      await axes(page).selectOption("UMAP");
      await page.getByRole("progressbar", { name: "Layout by UMAP" }).waitFor();
      await page.getByRole("button", { name: "Cancel", exact: true }).click();
      await expect.poll(() => axes(page).inputValue()).toBe("usual");
      await axes(page).selectOption("UMAP");
      await expect
        .poll(() => share(page).textContent(), { timeout })
        .toMatch(/^2,000 test images\. UMAP .*no place can be decoded/);
      expect(await page.getByRole("button", { name: "Walk", exact: true }).isDisabled()).toBe(true);
      await pointAt(page, 0.5, 0.5);
      await page.getByRole("img", { name: "the nearest sample" }).waitFor();
      await page.mouse.move(2, 2);
      await axes(page).selectOption("usual");
      await expect.poll(() => share(page).textContent()).toContain("this is all of it");
    },
    timeout,
  );

  test(
    "has one's own drawing on it, as one draws",
    async () => {
      const board = page.getByRole("application", { name: /^Drawing/ });
      const placeOnPage = (): Promise<number> =>
        board.evaluate((element) => element.getBoundingClientRect().top + scrollY);
      const before = await placeOnPage();
      await board.scrollIntoViewIfNeeded();
      // What lies above is decoded once it is near the screen; the board does not move away under the hand meanwhile.
      for (const sheet of [".grid-sheet", ".samples-sheet"]) await page.locator(`${sheet} canvas`).waitFor();
      expect(Math.abs((await placeOnPage()) - before)).toBeLessThan(1);
      await page.getByText("Where your drawing will land among the codes").waitFor();
      const small = page.locator(".drawing-map canvas").nth(2);
      expect(await shareDrawn(small)).toBe(0);
      await pointAt(page, 0.5, 0.2, board);
      await page.mouse.down();
      await pointAt(page, 0.5, 0.8, board);
      await page.mouse.up();
      await page.getByText("Where your drawing lies among the codes, and the way it came").waitFor();
      await expect.poll(() => shareDrawn(small)).toBeGreaterThan(0);
      await page.getByRole("button", { name: "Clear", exact: true }).click();
      await expect.poll(() => shareDrawn(small)).toBe(0);
    },
    timeout,
  );

  test(
    "stands beside that of a model that was kept, turned to lie like it, and both mark what is looked at",
    async () => {
      await page.getByRole("button", { name: "Keep this model" }).click();
      await page.getByText("It is kept as it stands.").waitFor();
      const size = page.getByLabel("Latent size", { exact: true });
      await size.fill("3");
      await size.press("Enter");
      const beside = page.getByLabel("Beside it");
      await beside.scrollIntoViewIfNeeded();
      await expect.poll(() => share(page).textContent(), { timeout }).toContain("the code's 3 values");
      await beside.selectOption({ index: 1 });
      const second = page.locator(".second-map .scatter-cursor");
      await page
        .getByText(/orthogonal Procrustes\): their places correlate by \d\.\d\d/)
        .waitFor({ timeout });
      const [one, other] = [(await map(page).boundingBox())!, (await second.boundingBox())!];
      expect(other.x).toBeGreaterThan(one.x + one.width);
      expect(Math.abs(other.y - one.y)).toBeLessThan(4);
      // A hand on the second map is seen on the first.
      const before = await pixelsOf(layer(page, 2));
      await second.scrollIntoViewIfNeeded();
      await pointAt(page, 0.5, 0.5, second);
      await expect
        .poll(async () => pictureDistance(before, await pixelsOf(layer(page, 2))))
        .toBeGreaterThan(0);
      await page.locator(".second-map .scatter-hover canvas").waitFor();
      await keepScreenshot(page, "studio-two-maps");
      await page.setViewportSize({ width: 390, height: 844 });
      await expect
        .poll(async () => (await second.boundingBox())!.y - (await map(page).boundingBox())!.y)
        .toBeGreaterThan(300);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      expect(await violationsOf(page, "#map")).toEqual([]);
      expect(problems).toEqual([]);
    },
    timeout,
  );
});

test(
  "a finger scrolls the page over the map, and decodes once it has rested there",
  async () => {
    const { page } = await studio.open(gaussian, { viewport: { width: 390, height: 844 }, hasTouch: true });
    await page.locator(".explore-state", { hasText: /^Not trained yet/ }).waitFor({ timeout });
    await map(page).evaluate((element) => element.scrollIntoView({ block: "center" }));
    const browser = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x = 0, y = 0): Promise<unknown> =>
      browser.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
    const scrolled = (): Promise<number> => page.evaluate(() => scrollY);
    const middle = async (): Promise<readonly [number, number]> => {
      const { x, y, width, height } = (await map(page).boundingBox())!;
      return [x + width / 2, y + height / 2];
    };

    const [x, y] = await middle();
    const before = await scrolled();
    await touch("touchStart", x, y);
    for (let step = 1; step <= 8; step++) await touch("touchMove", x, y - 15 * step);
    await touch("touchEnd");
    await expect.poll(scrolled).toBeGreaterThan(before + 50);
    expect(await page.getByText("the point of the plane", { exact: true }).count()).toBe(0);

    // A page that was flung glides on for a moment.
    await expect
      .poll(async () => {
        const now = await scrolled();
        await page.waitForTimeout(300);
        return (await scrolled()) - now;
      })
      .toBe(0);
    const [again, down] = await middle();
    await touch("touchStart", again, down);
    await page.locator(".scatter-finger").waitFor();
    const held = await scrolled();
    for (let step = 1; step <= 8; step++) await touch("touchMove", again, down - 10 * step);
    await page.getByText("the point of the plane", { exact: true }).waitFor({ state: "attached" });
    expect(await scrolled()).toBe(held);
    await touch("touchEnd");
    await page.locator(".scatter-finger").waitFor({ state: "detached" });
    await page.context().close();
  },
  timeout,
);

/** The share of a canvas's pixels that anything is drawn on. */
function shareDrawn(canvas: Locator): Promise<number> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const data = (element as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, width, height).data;
    let drawn = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at]! > 0) drawn++;
    return (4 * drawn) / data.length;
  });
}

/** A picture of a sheet of 28 x 28 pixels each, 12 side by side. */
async function cellOf(sheet: Locator, at: number): Promise<Float64Array> {
  const pixels = await pixelsOf(sheet);
  const row = 12 * 28 * 3;
  const [left, top] = [(at % 12) * 28 * 3, Math.floor(at / 12) * 28];
  return Float64Array.from(
    { length: 28 * 28 * 3 },
    (_, value) => pixels[(top + Math.floor(value / 84)) * row + left + (value % 84)]!,
  );
}

describe("the map of a model that is told the class", () => {
  const told =
    "#dataset=digits&model=conditional&latentSize=2&epochs=6&trainingImages=5000&validation=500&seed=3&importanceSamples=0&learningRate=0.005";

  test(
    "decodes places as the class that is chosen, and draws what is drawn anew as it",
    async () => {
      const { page, problems } = await studio.open(told, { viewport: { width: 1280, height: 1000 } });
      await trainToTheEnd(page, timeout);
      await share(page)
        .getByText(/^10,000 test images/)
        .waitFor({ timeout });
      const choice = page.locator(".class-choice select").first();
      await page.getByText("squeezed through 2 numbers, rebuilt from them and the class.").waitFor();
      await page.getByText("Each is drawn again from the 2 values of its code and its class.").waitFor();
      await expect.poll(() => choice.locator("option").count()).toBe(10);
      expect(await choice.inputValue()).toBe("0");
      await expect.poll(async () => contrastOf(await pixelsOf(layer(page, 0)))).toBeGreaterThan(0.005);
      const before = await pixelsOf(layer(page, 0));
      await choice.selectOption("1");
      await expect
        .poll(async () => pictureDistance(await pixelsOf(layer(page, 0)), before), { timeout: 30_000 })
        .toBeGreaterThan(1e-5);
      await keepScreenshot(page, "map-conditional");
      expect(problems).toEqual([]);
      await page.context().close();
    },
    timeout,
  );
});
