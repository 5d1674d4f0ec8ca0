import type { Dialog, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  contrastOf,
  keepScreenshot,
  pixelsOf,
  type Studio,
  type StudioPage,
  startStudioOnDigits,
  trainToTheEnd,
} from "./support/studio.ts";
import { buttonOf, noticeOf } from "./support/studio-page.ts";

// Nothing that was trained is lost: not by a reload, not by closing, not by a change, in a real browser.

/** Some seconds on an idle machine; these walks are the longest. */
const timeout = 480_000;
const few = "trainingImages=2000&validation=500&seed=3";
const link = `#dataset=digits&model=vanilla&latentSize=8&epochs=2&learningRate=0.01&${few}`;

let studio: Studio;

beforeAll(async () => {
  studio = await startStudioOnDigits();
}, timeout);

afterAll(() => studio[Symbol.asyncDispose]());

/** On a machine with other work a page takes longer to open than Playwright waits by itself. */
async function open(...given: Parameters<Studio["open"]>): Promise<StudioPage> {
  const opened = await studio.open(...given);
  opened.page.context().setDefaultTimeout(timeout / 3);
  return opened;
}

const keptModels = (page: Page): Locator =>
  page.getByRole("list", { name: "Kept models" }).getByRole("listitem");
const tried = (page: Page): Locator => page.locator(".tried-card");
const standsAt = (page: Page, words: string | RegExp): Promise<void> =>
  page.locator(".standing", { hasText: words }).waitFor();
const linkOf = (page: Page): URLSearchParams => new URLSearchParams(new URL(page.url()).hash.slice(1));

async function chooseSize(page: Page, size: number): Promise<void> {
  const field = page.getByLabel("Latent size", { exact: true });
  await field.fill(String(size));
  await field.press("Enter");
  await expect.poll(() => linkOf(page).get("latentSize")).toBe(String(size));
}

/** What the model makes of the shown sample, as soon as it is drawn. */
async function rebuilt(page: Page): Promise<string> {
  const canvas = page.locator(".machine-sample canvas").last();
  await expect.poll(async () => contrastOf(await pixelsOf(canvas))).toBeGreaterThan(0.02);
  return (await pixelsOf(canvas)).join();
}

/** Asks the page to close as a person does. What it asked before; the page stays where it asked. */
async function closing(page: Page): Promise<readonly string[]> {
  const asked: string[] = [];
  // The browser is not asked for anything else before it has heard the answer.
  let answered = Promise.resolve();
  const answer = (dialog: Dialog): void => {
    asked.push(dialog.type());
    answered = dialog.dismiss();
  };
  page.on("dialog", answer);
  const gone = new Promise<void>((resolve) => page.once("close", () => resolve()));
  const told = expect.poll(() => asked.length > 0 || page.isClosed()).toBe(true);
  await page.close({ runBeforeUnload: true });
  await told;
  await answered;
  if (asked.length === 0) await gone;
  page.off("dialog", answer);
  return asked;
}

test(
  "Back, Forward and undoing bring a trained model back as it was, and a reload does",
  async () => {
    const { page, problems } = await open(link, { viewport: { width: 1280, height: 720 } });
    await trainToTheEnd(page, timeout);
    await tried(page).filter({ hasText: "test MSE" }).waitFor();
    const eight = await rebuilt(page);

    // A value that moves on, untrained, is one step.
    for (const size of [4, 5, 6]) await chooseSize(page, size);
    await standsAt(page, /^Ready:/);
    await page.locator(".notice-offer").filter({ hasText: "stays under Tried" }).waitFor();
    await page.goBack();
    await standsAt(page, /^Done: 2 epochs in/);
    expect(linkOf(page).get("latentSize")).toBe("8");
    await expect.poll(() => rebuilt(page)).toBe(eight);
    await page.locator(".notice-offer").waitFor({ state: "detached" });

    // It goes on to be trained, which is the same experiment with more epochs.
    await buttonOf(page, "Train further").click();
    await standsAt(page, /^Done: 4 epochs in/);
    await page.goForward();
    await standsAt(page, /^Ready: 2 epochs/);
    expect(linkOf(page).get("latentSize")).toBe("6");
    await page.locator(".undo-button").click();
    await standsAt(page, /^Done: 4 epochs in/);
    expect(linkOf(page).get("epochs")).toBe("4");
    await page.getByText("Losses as a table").click();
    await expect.poll(() => page.locator(".loss-table tbody tr").count()).toBe(4);

    // By keys: another preset, and a beginning from the start. In a field the keys are the field's.
    const four = await rebuilt(page);
    await page.getByRole("radio", { name: "deep" }).check();
    await standsAt(page, /^Ready:/);
    const size = page.getByLabel("Latent size", { exact: true });
    await size.focus();
    await page.keyboard.press("Control+z");
    await standsAt(page, /^Ready:/);
    await page.getByRole("radio", { name: "deep" }).focus();
    await page.keyboard.press("Control+z");
    await standsAt(page, /^Done: 4 epochs in/);
    await buttonOf(page, "Reset").click();
    await standsAt(page, /^Ready: 4 epochs/);
    await page.locator(".notice-offer").getByRole("button", { name: "Undo" }).click();
    await standsAt(page, /^Done: 4 epochs in/);
    await expect.poll(() => rebuilt(page)).toBe(four);

    // Nothing would be lost, so it does not ask.
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    await standsAt(page, /^Done: 4 epochs in/);
    expect(asked).toEqual([]);
    await expect.poll(() => rebuilt(page)).toBe(four);
    await buttonOf(page, "Step").click();
    await standsAt(page, "Paused in epoch 5 of 6");
    expect(problems).toEqual([]);
    await page.context().close();
  },
  timeout,
);

test(
  "kept models and what was tried outlive the page; what is removed comes back; two tabs leave one another's alone",
  async () => {
    const { page, problems } = await open(link, { viewport: { width: 1280, height: 720 } });
    const context = page.context();
    await trainToTheEnd(page, timeout);
    await page.getByRole("button", { name: "Keep this model" }).click();
    await page
      .getByText(/^1 model, \d+ KB, in this browser alone, also when the page is closed\.$/)
      .waitFor();
    const name = page.getByLabel("Name of vanilla, latent size 8, seed 3");
    await name.fill("first");
    await name.press("Enter");
    await keptModels(page)
      .filter({ has: page.getByLabel("Name of first") })
      .waitFor();
    // Its errors are stored with it: they stand in the table before it is closed.
    const errors = (one: Page): Locator =>
      one.getByRole("table", { name: "Test errors" }).getByRole("row", { name: /first/ });
    await errors(page).getByText("…").first().waitFor({ state: "detached" });
    // Which is the lowest follows from what else stands in the table by then.
    const figuresOf = async (one: Page): Promise<string | undefined> =>
      (await errors(one).textContent())?.replaceAll(" lowest", "");
    const figures = await figuresOf(page);
    const eight = await rebuilt(page);

    const other = await context.newPage();
    await other.goto(`${studio.url}${link.replace("latentSize=8", "latentSize=4")}`);
    await keptModels(other)
      .filter({ has: other.getByLabel("Name of first") })
      .waitFor();
    await trainToTheEnd(other, timeout);
    await other.getByRole("button", { name: "Keep this model" }).click();
    await other.getByText(/^2 models, /).waitFor();
    await other.close();
    // The first tab knows nothing of it, and takes away its own alone.
    await page.getByRole("button", { name: "Remove all kept models" }).click();
    await page.locator(".notice-offer").filter({ hasText: "first is removed." }).waitFor();
    await expect.poll(() => keptModels(page).count()).toBe(0);
    await page.locator(".undo-button").click();
    await keptModels(page)
      .filter({ has: page.getByLabel("Name of first") })
      .waitFor();
    await page.close();

    const later = await context.newPage();
    await later.goto(`${studio.url}${link}`);
    await expect.poll(() => keptModels(later).count()).toBe(2);
    await expect.poll(() => tried(later).count()).toBe(2);
    await expect.poll(() => figuresOf(later)).toBe(figures);
    await later.getByRole("heading", { name: "Compare", exact: true }).scrollIntoViewIfNeeded();
    await later
      .locator(".rebuilt")
      .getByRole("img", { name: /rebuilt by first/ })
      .first()
      .waitFor();
    // What was tried has its weights.
    await tried(later).filter({ hasText: "vanilla, 8 values" }).click();
    await standsAt(later, /^Done: 2 epochs in/);
    expect(await rebuilt(later)).toBe(eight);
    await expect.poll(() => tried(later).first().getAttribute("aria-current")).toBeNull();
    await later.getByText(/^The current model is “first” as it stands/).waitFor();
    await keepScreenshot(later, "studio-tried");

    // A newer version of the page has kept one, and one is damaged.
    await later.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open("hourglass studio");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const writing = opening.result.transaction("kept", "readwrite");
            writing.objectStore("kept").put({ format: 2, title: "of tomorrow" }, "zz-newer");
            writing.oncomplete = () => {
              opening.result.close();
              resolve();
            };
          };
        }),
    );
    await later.getByRole("button", { name: "Remove vanilla, latent size 4, seed 3" }).click();
    await expect.poll(() => keptModels(later).count()).toBe(1);
    await later.reload();
    await later.getByText(/^A stored model is left out: .* newer version of this page/).waitFor();
    await expect.poll(() => keptModels(later).count()).toBe(1);
    await buttonOf(later, "Remove it").click();
    await later.getByText(/^A stored model is left out/).waitFor({ state: "detached" });
    expect(problems).toEqual([]);
    await context.close();
  },
  timeout,
);

test(
  "leaving asks while it trains, and not where nothing is lost",
  async () => {
    const { page } = await open(`#dataset=digits&model=vanilla&latentSize=8&epochs=100&${few}`);
    await page.locator(".train-button[aria-disabled=false]").click({ timeout });
    await page.getByText(/images\/s/).waitFor({ timeout });
    expect(await closing(page)).toEqual(["beforeunload"]);
    // It trains on: what it has learnt of an epoch and more is stored when it pauses.
    await page.getByText(/^Epoch [2-9]\d* of 100/).waitFor({ timeout });
    await buttonOf(page, "Pause").click();
    await standsAt(page, /^Paused/);
    await tried(page).filter({ hasText: "vanilla, 8 values" }).waitFor();
    await expect.poll(() => tried(page).first().getAttribute("title")).toContain("current model");
    // Writing takes its time; then it closes.
    await expect.poll(() => closing(page)).toEqual([]);

    const { page: looked } = await open(link);
    await standsAt(looked, /^Ready:/);
    await looked.getByLabel("Latent size", { exact: true }).focus();
    expect(await closing(looked)).toEqual([]);
    await Promise.all([page.context().close(), looked.context().close()]);
  },
  timeout,
);

test(
  "a browser that stores nothing is told of once, and the page goes on; leaving asks for what it would lose",
  async () => {
    const { page, problems } = await open();
    await page.addInitScript(() => {
      // As a browser in a private window may do.
      IDBFactory.prototype.open = () => {
        throw new DOMException("refused", "SecurityError");
      };
    });
    await page.goto("about:blank");
    await page.goto(`${studio.url}${link}`);
    await trainToTheEnd(page, timeout);
    await noticeOf(page).filter({ hasText: "This browser stores nothing for the page" }).waitFor();
    await buttonOf(page, "Dismiss").click();
    await page.getByRole("button", { name: "Keep this model" }).click();
    await expect.poll(() => keptModels(page).count()).toBe(1);
    await page.locator(".storage-line", { hasText: "stores nothing for the page" }).waitFor();
    expect(await noticeOf(page).count()).toBe(0);
    // While it is open nothing is lost.
    await chooseSize(page, 4);
    await standsAt(page, /^Ready:/);
    await tried(page).filter({ hasText: "vanilla, 8 values" }).click();
    await standsAt(page, /^Done: 2 epochs in/);
    expect(await closing(page)).toEqual(["beforeunload"]);
    expect(problems).toEqual([]);
    await page.context().close();
  },
  timeout,
);
