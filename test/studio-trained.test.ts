import { randomBytes } from "node:crypto";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  pixelsOf,
  type Studio,
  type StudioPlace,
  startStudioOnDigits,
  trainToTheEnd,
} from "./support/studio.ts";
import { buttonOf, fileInput, type InputFile, noticeOf, plainPictures } from "./support/studio-page.ts";

// A model that was trained is not lost by what a person does next, in a real browser; and photographs as data.

/** Some seconds on an idle machine. */
const timeout = 300_000;

const few = "trainingImages=2000&validation=500";
const link = `#dataset=digits&model=vanilla&latentSize=4&epochs=2&seed=5&${few}`;

let studio: Studio & StudioPlace;

beforeAll(async () => {
  studio = await startStudioOnDigits();
}, timeout);

afterAll(() => studio[Symbol.asyncDispose]());

describe("a model that was trained", () => {
  const offer = (page: Page): Locator => page.locator(".notice-offer");
  const kept = (page: Page): Locator => page.getByRole("list", { name: "Kept models" }).getByRole("listitem");

  test(
    "stays where the space bar is pressed, and goes on by steps and for more epochs",
    async () => {
      const { page, problems } = await studio.open(link);
      await trainToTheEnd(page, timeout);
      // Nothing has the focus: the button that has it is worked by the space bar, as everywhere.
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.keyboard.press("Space");
      await page.waitForTimeout(500);
      await page.getByText(/^Done: 2 epochs in/).waitFor();
      await buttonOf(page, "Step").click();
      await page.getByText("Paused in epoch 3 of 4").waitFor();
      await buttonOf(page, "Continue").click();
      await page.getByText(/^Done: 4 epochs in/).waitFor({ timeout });
      await buttonOf(page, "Train further").click();
      await page.getByText(/^Done: 6 epochs in/).waitFor({ timeout });
      expect(new URL(page.url()).hash).toContain("epochs=6");
      await page.getByText("Losses as a table").click();
      await expect.poll(() => page.locator(".loss-table tbody tr").count()).toBe(6);
      expect(await offer(page).count()).toBe(0);
      expect(problems).toEqual([]);
      await page.context().close();
    },
    timeout,
  );

  test(
    "is offered to be kept wherever another takes its place, whatever else is told",
    async () => {
      const { page, problems } = await studio.open(`${link}&schedule=cosine`);
      await trainToTheEnd(page, timeout);
      await page
        .getByText("More epochs begin anew, since the learning rate falls to 0 at epoch 2.")
        .waitFor();
      expect(await buttonOf(page, "Step").getAttribute("aria-disabled")).toBe("true");
      await buttonOf(page, "Train again").click();
      await offer(page).filter({ hasText: "The training begins again from the start." }).waitFor();
      await buttonOf(page, "Keep it").click();
      await expect.poll(() => kept(page).count()).toBe(1);
      await buttonOf(page, "Train again").waitFor({ timeout });
      await buttonOf(page, "Reset").click();
      await offer(page).filter({ hasText: "The training begins again from the start." }).waitFor();
      await fileInput(page).setInputFiles({
        name: "broken.png",
        mimeType: "image/png",
        buffer: randomBytes(99),
      });
      await noticeOf(page).filter({ hasText: "broken.png" }).waitFor();
      await buttonOf(page, "Keep it").click();
      await expect.poll(() => kept(page).count()).toBe(2);
      expect(await offer(page).count()).toBe(0);
      await trainToTheEnd(page, timeout);
      await fileInput(page).setInputFiles(plainPictures(10, 60, 110, 160));
      await offer(page).filter({ hasText: "The data are others now" }).waitFor();
      expect(problems).toEqual([]);
      await page.context().close();
    },
    timeout,
  );
});

/** Pictures of one gray, of a kind that the browser writes. */
async function pictureFiles(page: Page, type: string, gray: number, count: number): Promise<InputFile[]> {
  const content = await page.evaluate(
    async ([mime, value]) => {
      const canvas = new OffscreenCanvas(40, 30);
      const context = canvas.getContext("2d")!;
      context.fillStyle = `rgb(${value} ${value} ${value})`;
      context.fillRect(0, 0, 40, 30);
      const blob = await canvas.convertToBlob({ type: mime, quality: 1 });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [type, gray] as const,
  );
  return Array.from({ length: count }, (_, at) => ({
    name: `${at}.${type.split("/")[1]}`,
    mimeType: type,
    buffer: Buffer.from(content),
  }));
}

test(
  "photographs are read as PNG images are, and damaged ones are named in words",
  async () => {
    const { page, problems } = await studio.open("#dataset=digits&model=vanilla&latentSize=4&batchSize=2");
    await page.getByText(/^Ready:/).waitFor();
    const photographs = [
      ...(await pictureFiles(page, "image/jpeg", 128, 3)),
      ...(await pictureFiles(page, "image/webp", 128, 3)),
    ];
    // One that was given the name of a PNG file.
    const renamed = photographs.map((file, at) => (at === 0 ? { ...file, name: "0.png" } : file));
    await fileInput(page).setInputFiles(renamed);
    await page.getByText(/5 images to learn from and 1 to test/).waitFor();
    await expect
      .poll(async () => Math.abs((await pixelsOf(page.locator(".samples canvas")))[0]! - 128 / 255))
      .toBeLessThan(0.02);
    const torn = photographs.map((file, at) => (at === 4 ? { ...file, buffer: randomBytes(500) } : file));
    await fileInput(page).setInputFiles(torn);
    await noticeOf(page)
      .filter({ hasText: /1\.webp: expected a picture that this browser can decode.*leave it out/ })
      .waitFor();
    await page.getByText(/5 images to learn from and 1 to test/).waitFor();
    await fileInput(page).setInputFiles({
      name: "broken.png",
      mimeType: "image/png",
      buffer: randomBytes(2000),
    });
    await noticeOf(page)
      .filter({ hasText: /broken\.png: expected a picture that this browser can decode/ })
      .waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  },
  timeout,
);
