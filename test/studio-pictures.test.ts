import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "./support/command.ts";
import { plainPng, writeFiles } from "./support/own-files.ts";
import {
  pixelsOf,
  type Studio,
  type StudioPlace,
  startStudioOnDigits,
  trainToTheEnd,
} from "./support/studio.ts";

// What the page draws of a model, and says of it: while it learns, when it is done, and when it is gone. In a real browser.

/** Some seconds on an idle machine. */
const timeout = 300_000;

let studio: Studio & StudioPlace;

beforeAll(async () => {
  studio = await startStudioOnDigits(async (place) => {
    const words =
      "train --dataset digits --model vanilla --latent-size 4 --epochs 1 --training-images 500 --validation 100 --seed 5 --out runs/first";
    const { code } = await runCommand(words.split(" "), place);
    expect(code).toBe(0);
  });
}, timeout);

afterAll(() => studio[Symbol.asyncDispose]());

const few = "trainingImages=2000&validation=500&epochs=3&seed=3";

const trainButton = (page: Page): Locator =>
  page.getByRole("button", { name: "Train", exact: true }).and(page.locator("[aria-disabled=false]"));

/** The number of a figure of the page, by its name: it is measured anew where the last weights come after the end of the training. */
async function figureOf(page: Page, list: string, name: string): Promise<number> {
  const entry = page
    .locator(list)
    .locator("div")
    .filter({ has: page.getByText(name, { exact: true }) });
  let found = Number.NaN;
  await expect
    .poll(async () => {
      found = Number(/^[\d.]+/.exec((await entry.locator("dd").textContent()) ?? "")?.[0]);
      return found;
    })
    .toBeGreaterThan(0);
  return found;
}

test(
  "a denoiser is judged on noisy images, in words, and not ranked among models of another task",
  async () => {
    const { page, problems } = await studio.open(`#dataset=digits&model=denoising&${few}`);
    await trainToTheEnd(page, timeout);
    await page.getByText(/that it has never seen, each with gaussian noise of 0.5, as in training/).waitFor();
    await page.getByText(/^From clean images, which it was not trained for: BCE 0\.\d+, MSE/).waitFor();
    const validation = await figureOf(page, ".numbers", "validation loss");
    const ofTest = await figureOf(page, ".result-figures", "BCE");
    // Of other images, noisy too: about the same.
    expect(Math.abs(ofTest - validation) / validation).toBeLessThan(0.1);
    await page.getByRole("button", { name: "Keep this model" }).click();
    await page.getByRole("radio", { name: "vanilla" }).check();
    await page.getByText(/^Ready:/).waitFor();
    await trainToTheEnd(page, timeout);
    const figures = page.getByRole("table", { name: "Test errors" });
    await figures.scrollIntoViewIfNeeded();
    const row = figures.getByRole("row").filter({ hasText: "denoising" });
    await row.getByText("from gaussian noise of 0.5").first().waitFor();
    await row
      .getByText(/^clean: 0\.\d+/)
      .first()
      .waitFor();
    await figures
      .getByRole("row")
      .filter({ hasText: "vanilla" })
      .getByText(/^0\.\d+/)
      .first()
      .waitFor();
    // Each is alone with its task.
    expect(await figures.locator("strong").count()).toBe(0);
    expect(problems).toEqual([]);
    await page.context().close();
  },
  timeout,
);

test(
  "what is drawn of a model that is gone goes with it: nothing stands under the words of the next one",
  async () => {
    const { page, problems } = await studio.open(`#dataset=digits&model=vanilla&latentSize=8&${few}`);
    await trainToTheEnd(page, timeout);
    const share = page.locator("#scatter-share");
    await share.scrollIntoViewIfNeeded();
    await expect.poll(() => share.textContent()).toMatch(/^[\d,]+ test images[.,] .* the code's 8 values/);
    await page.evaluate(() => {
      const text = (selector: string): string => document.querySelector(selector)?.textContent ?? "";
      const renewals = (): string | undefined =>
        document.querySelector<HTMLElement>("[data-renewals]")?.dataset["renewals"];
      const last = renewals();
      const said = { shares: [] as string[], mistaken: [] as string[] };
      Object.assign(globalThis, { said });
      new MutationObserver(() => {
        if (said.shares.at(-1) !== text("#scatter-share")) said.shares.push(text("#scatter-share"));
        const isFormer = renewals() === last;
        if (isFormer && text(".examples").includes("Before training")) said.mistaken.push(text(".examples"));
        if (isFormer && text(".explore-state").startsWith("Not trained")) {
          said.mistaken.push(text(".explore-state"));
        }
      }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    const size = page.getByLabel("Latent size", { exact: true });
    await size.fill("3");
    await size.press("Enter");
    await expect.poll(() => share.textContent()).toContain("the code's 3 values");
    const { shares, mistaken } = await page.evaluate(
      () => Reflect.get(globalThis, "said") as { shares: readonly string[]; mistaken: readonly string[] },
    );
    const change = shares.indexOf("No codes are here yet.");
    expect(change).toBeGreaterThanOrEqual(0);
    for (const words of shares.slice(0, change)) expect(words).toMatch(/the code's 8 values/);
    for (const words of shares.slice(change + 1)) expect(words).toMatch(/the code's 3 values/);
    expect(mistaken).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  },
  timeout,
);

test(
  "what units draw is finely shaded, and words say how many tiles are blank",
  async () => {
    // Of a Gaussian code many values say nothing.
    const { page, problems } = await studio.open(`#dataset=digits&model=variational&latentSize=32&${few}`);
    await trainToTheEnd(page, timeout);
    const sheet = page.locator(".units-sheet canvas");
    await sheet.scrollIntoViewIfNeeded();
    const summary = page.locator(".units-summary");
    await expect.poll(() => summary.textContent()).toMatch(/^All 32 units of the code\. /);
    const words = (await summary.textContent()) ?? "";
    const pixels = await pixelsOf(sheet);
    expect(new Set(pixels).size).toBeGreaterThan(60);
    const blank = Number(/(\d+)(?: more)? var/.exec(words)?.[1] ?? 0);
    const ranges = tileRanges(pixels, 8, 4);
    const most = Math.max(...ranges);
    expect(ranges.filter((range) => range < 0.03 * most).length).toBeLessThanOrEqual(blank);
    expect(ranges.filter((range) => range > 0.12 * most).length).toBeLessThanOrEqual(32 - blank);
    expect(problems).toEqual([]);
    await page.context().close();
  },
  timeout,
);

/** The largest difference from the colour of the middle in each picture of 28 x 28 of a sheet, a pixel apart. */
function tileRanges(pixels: Float64Array, columns: number, rows: number): readonly number[] {
  const width = columns * 29 - 1;
  return Array.from({ length: rows * columns }, (_, tile) => {
    const [left, top] = [(tile % columns) * 29, Math.floor(tile / columns) * 29];
    const greens = Array.from(
      { length: 784 },
      (__, at) => pixels[3 * ((top + Math.floor(at / 28)) * width + left + (at % 28)) + 1]!,
    );
    return Math.max(...greens) - Math.min(...greens);
  });
}

/** Chooses a latent size, and waits for the model. */
async function chooseSize(page: Page, size: number): Promise<void> {
  const field = page.getByLabel("Latent size", { exact: true });
  await field.fill(String(size));
  await field.press("Enter");
  await expect.poll(() => new URL(page.url()).hash).toContain(`latentSize=${size}`);
  await page.getByText(/^Ready:/).waitFor();
}

test(
  "a model that is kept is told so, stands once in the comparison, and is not offered again",
  async () => {
    const { page, problems } = await studio.open(`#dataset=digits&model=vanilla&latentSize=8&${few}`);
    await trainToTheEnd(page, timeout);
    const compare = page.getByRole("region", { name: "Compare", exact: true });
    const keep = compare.getByRole("button", { name: "Keep this model" });
    await keep.click();
    await compare.getByText("It is kept as it stands.").waitFor();
    await expect.poll(() => keep.isDisabled()).toBe(true);
    await compare.getByText(/^The current model is “vanilla, latent size 8, seed 3” as it stands/).waitFor();
    const rows = compare.getByRole("table", { name: "Test errors" }).locator("tbody tr");
    await expect.poll(() => rows.count()).toBe(1);
    const live = page.locator("#map select option[value=live]");
    await expect.poll(() => live.textContent()).toBe("the current model");
    const offer = page.getByRole("button", { name: "Keep it" });

    // It is kept: there is nothing to offer. The next one is offered, and keeping it is confirmed.
    await chooseSize(page, 3);
    expect(await offer.count()).toBe(0);
    await expect.poll(() => rows.count()).toBe(2);
    // A small model trains in less than a second: who looks now and then may miss it.
    const isTold = page.waitForFunction(
      () => document.querySelector("#map select option[value=live]")?.textContent === "the model in training",
    );
    await trainButton(page).click();
    await isTold;
    await page.getByText(/^Done: 3 epochs in/).waitFor({ timeout });
    await expect.poll(() => live.textContent()).toBe("the current model");
    await chooseSize(page, 4);
    await offer.click();
    await page.getByText("Kept: vanilla, latent size 3, seed 3 stands under Compare").waitFor();
    await expect.poll(() => rows.count()).toBe(3);

    // An offer that nobody takes ends with the training after it.
    await trainToTheEnd(page, timeout);
    await chooseSize(page, 5);
    await offer.waitFor();
    await page.waitForTimeout(4500);
    await trainButton(page).click();
    await offer.waitFor({ state: "detached" });
    expect(problems).toEqual([]);
    await page.context().close();
  },
  timeout,
);

test(
  "the dialog of runs says which data are loaded now, not which were when it opened one",
  async () => {
    const { page, problems } = await studio.open(
      `#dataset=digits&model=vanilla&latentSize=8&batchSize=2&epochs=1`,
    );
    await page.getByText(/^Ready:/).waitFor();
    const values = [10, 60, 110, 160, 210, 240];
    const files = values.map((value) => [`plain/${value}.png`, plainPng(value, 28, 28)]);
    await writeFiles(studio.cwd, Object.fromEntries(files));
    await page.locator("#experiment input[webkitdirectory]").setInputFiles(join(studio.cwd, "plain"));
    await page.getByText(/plain: 5 images to learn from and 1 to test/).waitFor();
    await page.getByRole("button", { name: "Open a finished run…" }).click();
    await page.getByRole("button", { name: "Open first" }).click();
    await page.getByText(/and other data are loaded: its figures are of these\./).waitFor();
    await page
      .locator("dialog")
      .getByRole("button", { name: /^Load / })
      .click();
    await page.getByText(/and other data are loaded/).waitFor({ state: "detached" });
    await page.getByText(/stands beside the current model now\./).waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  },
  timeout,
);

test(
  "another preset keeps latent size, data and epochs, and says what it could not keep",
  async () => {
    const { page, problems } = await studio.open(
      `#dataset=digits&model=vanilla&latentSize=8&penalty=l1:0.1&${few}`,
    );
    await trainToTheEnd(page, timeout);
    await page.getByRole("radio", { name: "deep" }).check();
    // Beside the offer to keep what was trained.
    await page.getByRole("button", { name: "Keep it" }).waitFor();
    await page.getByText("deep begins with settings of its own: penalty l1:0.1 was not kept.").waitFor();
    await page.getByText(/^Ready: 3 epochs of 2,000 images/).waitFor();
    const link = new URLSearchParams(new URL(page.url()).hash.slice(1));
    expect(Object.fromEntries(link)).toEqual({
      ...{ dataset: "digits", model: "deep", latentSize: "8", seed: "3" },
      ...{ trainingImages: "2000", validation: "500", epochs: "3" },
    });
    expect(await page.getByLabel("Latent size", { exact: true }).inputValue()).toBe("8");
    expect(problems).toEqual([]);
    await page.context().close();
  },
  timeout,
);
