import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { npyFile, writeFiles } from "./support/own-files.ts";
import {
  contrastOf,
  pixelsOf,
  type Studio,
  type StudioPlace,
  startStudioOnDigits,
  trainToTheEnd,
} from "./support/studio.ts";

// What a person does with rows and series in the page, in a real browser: as with images, in words and drawings of their own.

const timeout = 300_000;

/** 200 rows of 6 columns that two numbers make, each in units of its own. */
const rows = Float32Array.from({ length: 200 * 6 }, (_, at) => {
  const [row, column] = [Math.floor(at / 6), at % 6];
  return 10 ** (column - 2) * (Math.sin(row * 1.3) + Math.cos(row * 0.7 + column)) + 50 * column;
});
/** 200 series of 32 steps of two channels: waves. */
const waves = Float32Array.from({ length: 200 * 32 * 2 }, (_, at) => {
  const [series, step, channel] = [Math.floor(at / 64), Math.floor(at / 2) % 32, at % 2];
  return (channel === 0 ? 100 : 1) * Math.sin(step * 0.2 + series + channel);
});

/** 200 rows of the same two numbers in columns of a table: numbers with a gap, words, and days. */
const table = [
  "load (%);mode;pressure;day",
  ...Array.from({ length: 200 }, (_, row) => {
    const load = Math.sin(row * 1.3);
    const pressure = row % 19 === 4 ? "" : (3 + load).toFixed(2).replace(".", ",");
    return `${Math.round(50 + 20 * load)};${load < 0 ? "idle" : "run"};${pressure};2026-03-${String(1 + (row % 28)).padStart(2, "0")}`;
  }),
].join("\n");

let studio: Studio & StudioPlace;

beforeAll(async () => {
  studio = await startStudioOnDigits(({ cwd }) =>
    writeFiles(cwd, {
      "rows.npy": npyFile("<f4", [200, 6], rows),
      "waves.npy": npyFile("<f4", [200, 32, 2], waves),
      "table.csv": new TextEncoder().encode(table),
    }),
  );
}, timeout);

afterAll(() => studio[Symbol.asyncDispose]());

async function give(page: Page, file: string): Promise<void> {
  await page.locator("#experiment input[type=file]").first().setInputFiles(join(studio.cwd, file));
  await page.locator(".loaded figcaption").filter({ hasText: file }).waitFor();
}

async function contrast(canvas: Locator): Promise<number> {
  return contrastOf(await pixelsOf(canvas));
}

const link = "#dataset=digits&model=deep&hidden=16&latentSize=2&epochs=4&batchSize=32";

describe.each([
  ["rows.npy", "row", "rows", "6 columns"],
  ["waves.npy", "series", "series", "32 steps of 2 channels"],
  ["table.csv", "row", "rows", "4 columns (2 of numbers, 1 of words and 1 of dates)"],
])("%s", (file, one, many, size) => {
  test(
    "is trained, shown, explored and reported in words of its own",
    async () => {
      const { page, problems } = await studio.open(link);
      await page.getByText(/^Ready: 4 epochs of .* images/).waitFor();
      await give(page, file);
      await page.getByText(new RegExp(`^Ready: 4 epochs of 150 ${many}`)).waitFor();
      expect(await page.locator(".loaded figcaption").textContent()).toContain(
        `180 ${many} to learn from and 20 to test`,
      );
      expect(await page.locator(".loaded figcaption").textContent()).toContain(`of ${size}`);
      await page.getByText("convolutional is not available").waitFor();
      expect(await page.locator("input[value=convolutional]").isDisabled()).toBe(true);

      await trainToTheEnd(page, timeout);
      await page.getByText(`On 20 ${many} that it has never seen`).waitFor();
      await expect.poll(() => page.locator(".result dt").allTextContents()).toEqual(["MSE", "SSE"]);
      await page.locator("canvas.example-picture").first().waitFor();
      for (const picture of await page.locator("canvas.example-picture").all()) {
        await expect.poll(() => contrast(picture)).toBeGreaterThan(0);
      }

      if (file === "table.csv") {
        const chosen = page.locator(".examples .row-table");
        const names = ["load (%)", "mode", "pressure", "day"];
        expect(await chosen.locator("tbody th").allTextContents()).toEqual(names);
        const cells = await chosen.locator("tbody tr").nth(1).locator("td").allTextContents();
        expect(["idle", "run"]).toContain(cells[0]);
        expect(["idle", "run"]).toContain(cells[1]);
      }

      const shown = page.locator(".map-layers");
      await shown.locator("summary").click();
      await shown.getByLabel(`${many} as`).selectOption("samples");
      await shown.locator("summary").click();
      await page.getByRole("heading", { name: `A walk between two ${many}` }).scrollIntoViewIfNeeded();
      await page.getByLabel("Step of the walk").fill("40");
      await page.getByLabel("step 41 of 41").waitFor();
      await expect.poll(() => contrast(page.getByLabel("step 41 of 41"))).toBeGreaterThan(0);
      await page.getByRole("button", { name: "Any other" }).click();
      await page.getByLabel(new RegExp(`^reconstruction of test ${one}`)).waitFor();
      await page.getByText(`These data are ${many} of ${size}`).waitFor();

      await page.getByRole("button", { name: "Make the report" }).click();
      const report = page.getByRole("link", { name: "Open the report" });
      await report.waitFor({ timeout });
      const html = await page.evaluate(
        async (address) => (await fetch(address)).text(),
        (await report.getAttribute("href")) ?? "",
      );
      expect(html).toContain(`20 test ${many}`);
      expect(problems).toEqual([]);
      await page.context().close();
    },
    timeout,
  );
});

test(
  "what an array is read as can be chosen, and is taken back where it cannot be so",
  async () => {
    const { page } = await studio.open(link);
    await page.getByText(/^Ready:/).waitFor();
    await give(page, "rows.npy");
    expect(page.url()).not.toContain("samples=");
    await page.getByText("More settings").click();
    await page.locator("#setting-samples").selectOption("series");
    await page.locator(".loaded figcaption").filter({ hasText: "6 steps of 1 channel" }).waitFor();
    expect(page.url()).toContain("samples=series");
    await page.locator("#setting-samples").selectOption("image");
    await page.getByText(/rows\.npy: expected images/).waitFor();
    await page.locator(".loaded figcaption").filter({ hasText: "6 steps of 1 channel" }).waitFor();
    expect(page.url()).toContain("samples=series");
    await page.context().close();
  },
  timeout,
);
