import { randomBytes } from "node:crypto";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainPng } from "./support/own-files.ts";
import { type Studio, type StudioPlace, startStudioOnDigits, trainToTheEnd } from "./support/studio.ts";

// What the page does where something does not come, or is not what it should be: it says so, goes on, and loses nothing.

/** Some seconds on an idle machine. */
const timeout = 300_000;

const few = "trainingImages=2000&validation=500";
const link = `#dataset=digits&model=vanilla&latentSize=4&epochs=2&seed=5&${few}`;

let studio: Studio & StudioPlace;

beforeAll(async () => {
  studio = await startStudioOnDigits();
}, timeout);

afterAll(() => studio[Symbol.asyncDispose]());

const notice = (page: Page): Locator => page.locator(".notice");
const files = (page: Page): Locator => page.locator("#experiment input[type=file]:not([webkitdirectory])");

describe("files that are no data", () => {
  test(
    "leave the data and the model that were there, however often they are given",
    async () => {
      const { page, problems } = await studio.open(link);
      await trainToTheEnd(page, timeout);
      for (let time = 0; time < 5; time++) {
        await files(page).setInputFiles({
          name: `broken-${time}.png`,
          mimeType: "image/png",
          buffer: randomBytes(2000),
        });
        await notice(page)
          .filter({ hasText: `broken-${time}.png` })
          .waitFor();
        await page.getByText(/^Done: 2 epochs in/).waitFor();
        // What is told late would come within a moment.
        await page.waitForTimeout(200);
        await page.getByText(/^Done: 2 epochs in/).waitFor();
      }
      expect(
        await page
          .locator(".loaded")
          .getByText(/^reading/)
          .count(),
      ).toBe(0);
      expect(problems).toEqual([]);
      await page.context().close();
    },
    timeout,
  );

  test(
    "that follow one another leave the last that were data",
    async () => {
      const { page, problems } = await studio.open("#dataset=digits&model=vanilla&latentSize=4&batchSize=2");
      await page.getByText(/^Ready:/).waitFor();
      const pictures = [10, 60, 110, 160, 210, 240].map((value) => ({
        name: `${value}.png`,
        mimeType: "image/png",
        buffer: Buffer.from(plainPng(value, 20, 20)),
      }));
      await files(page).setInputFiles(pictures);
      await files(page).setInputFiles({ name: "broken.png", mimeType: "image/png", buffer: randomBytes(99) });
      await notice(page).filter({ hasText: "broken.png" }).waitFor();
      await page
        .locator("figcaption")
        .getByText(/images to learn from/)
        .waitFor();
      await page.getByText(/^Ready:/).waitFor();
      expect(problems).toEqual([]);
      await page.context().close();
    },
    timeout,
  );
});

describe("a model that was trained", () => {
  const offer = (page: Page): Locator => page.locator(".notice-offer");
  const kept = (page: Page): Locator => page.getByRole("list", { name: "Kept models" }).getByRole("listitem");
  const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });

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
      await button(page, "Step").click();
      await page.getByText("Paused in epoch 3 of 4").waitFor();
      await button(page, "Continue").click();
      await page.getByText(/^Done: 4 epochs in/).waitFor({ timeout });
      await button(page, "Train further").click();
      await page.getByText(/^Done: 6 epochs in/).waitFor({ timeout });
      expect(new URL(page.url()).hash).toContain("epochs=6");
      await page.getByText("Losses as a table").click();
      expect(await page.locator(".loss-table tbody tr").count()).toBe(6);
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
      await page.getByText("More epochs begin anew: the learning rate falls to 0 at epoch 2.").waitFor();
      expect(await button(page, "Step").getAttribute("aria-disabled")).toBe("true");
      await button(page, "Train again").click();
      await offer(page).filter({ hasText: "The training begins again from the start." }).waitFor();
      await button(page, "Keep it").click();
      await expect.poll(() => kept(page).count()).toBe(1);
      await button(page, "Train again").waitFor({ timeout });
      await button(page, "Reset").click();
      await offer(page).filter({ hasText: "The training begins again from the start." }).waitFor();
      await files(page).setInputFiles({ name: "broken.png", mimeType: "image/png", buffer: randomBytes(99) });
      await notice(page).filter({ hasText: "broken.png" }).waitFor();
      await button(page, "Keep it").click();
      await expect.poll(() => kept(page).count()).toBe(2);
      expect(await offer(page).count()).toBe(0);
      await trainToTheEnd(page, timeout);
      const pictures = [10, 60, 110, 160].map((value) => ({
        name: `${value}.png`,
        mimeType: "image/png",
        buffer: Buffer.from(plainPng(value, 20, 20)),
      }));
      await files(page).setInputFiles(pictures);
      await offer(page).filter({ hasText: "The data are others now" }).waitFor();
      expect(problems).toEqual([]);
      await page.context().close();
    },
    timeout,
  );
});
