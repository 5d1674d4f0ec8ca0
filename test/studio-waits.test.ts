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
