import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import type { ServedData } from "hourglass-lab/internal/server/api.ts";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainStudio } from "./support/plain-host.ts";
import {
  openPage,
  type Studio,
  type StudioPage,
  type StudioPlace,
  startStudioOnDigits,
  trainToTheEnd,
} from "./support/studio.ts";
import { buttonOf, fileInput, noticeOf, plainPictures } from "./support/studio-page.ts";

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

/** A page of the studio's before it is opened: what it asks for can be kept from it. */
async function beforeOpening(): Promise<StudioPage> {
  return openPage(await studio.browser(), "about:blank");
}

/** Why what is waited for does not come, where it is waited for. */
const standingProblem = (page: Page, text: RegExp | string): Locator =>
  page.locator(".standing").and(page.getByRole("alert")).filter({ hasText: text });

describe("files that are no data", () => {
  test(
    "leave the data and the model that were there, however often they are given",
    async () => {
      const { page, problems } = await studio.open(link);
      await trainToTheEnd(page, timeout);
      for (let time = 0; time < 5; time++) {
        await fileInput(page).setInputFiles({
          name: `broken-${time}.png`,
          mimeType: "image/png",
          buffer: randomBytes(2000),
        });
        await noticeOf(page)
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
      await fileInput(page).setInputFiles(plainPictures(10, 60, 110, 160, 210, 240));
      await fileInput(page).setInputFiles({
        name: "broken.png",
        mimeType: "image/png",
        buffer: randomBytes(99),
      });
      await noticeOf(page).filter({ hasText: "broken.png" }).waitFor();
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

describe("a wait has an end", () => {
  test.each([
    ["its trainer does not come", "**/trainer-*.js"],
    ["its explorer does not come", "**/explorer-*.js"],
    ["its runtime does not come", "**/*.wasm"],
  ])(
    "where %s: a reason, and a button that mends it",
    async (_, address) => {
      const { page } = await beforeOpening();
      await page.context().route(address, (route) => route.abort());
      await page.goto(`${studio.url}${link}`);
      await standingProblem(page, /could not be loaded: expected its files/).waitFor();
      await page.context().unroute(address);
      await buttonOf(page, "Try again").click();
      await page.getByText(/^Ready:/).waitFor();
      await trainToTheEnd(page, timeout);
      await page.context().close();
    },
    timeout,
  );

  test(
    "where helpers that draw digits do not come: the trainer draws them",
    async () => {
      let refused = 0;
      await using host = await plainStudio((file) => {
        if (!file.includes("digits-helper")) return false;
        refused++;
        return true;
      });
      const { page } = await openPage(await studio.browser(), `${host.url}${link}`, {
        serviceWorkers: "block",
      });
      await page.getByText(/^Ready:/).waitFor({ timeout });
      // Every core but the trainer's has one.
      expect(refused > 0).toBe(availableParallelism() > 1);
      await page.context().close();
    },
    timeout,
  );

  test(
    "where more images are asked for than there are: all of them can be used",
    async () => {
      const { page, problems } = await studio.open(
        "#dataset=digits&model=vanilla&latentSize=4&batchSize=2&trainingImages=5000&validation=500",
      );
      await page.getByText(/^Ready:/).waitFor();
      await fileInput(page).setInputFiles(plainPictures(10, 60, 110, 160, 210, 240));
      await standingProblem(page, /validation: expected a whole number from 0 to 4/).waitFor();
      await buttonOf(page, "Use all images").click();
      await page.getByText(/^Ready: \d+ epochs? of 5 images/).waitFor();
      expect(problems).toEqual([]);
      await page.context().close();
    },
    timeout,
  );

  test(
    "where the browser gives no WebAssembly: what it is for, and what to do",
    async () => {
      const { page, problems } = await beforeOpening();
      await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
      await page.goto(`${studio.url}${link}`);
      await standingProblem(page, /gives the page no WebAssembly/).waitFor();
      await buttonOf(page, "Load the page again").waitFor();
      expect(problems).toEqual([]);
      await page.context().close();
    },
    timeout,
  );
});

test(
  "what goes wrong in the page itself is told, and once",
  async () => {
    const { page } = await studio.open(link);
    await page.getByText(/^Ready:/).waitFor();
    const fail = (text: string): Promise<void> =>
      page.evaluate((message) => {
        void Promise.reject(new Error(message));
      }, text);
    await fail("out of ink");
    await noticeOf(page).filter({ hasText: "went wrong (out of ink)" }).waitFor();
    await buttonOf(page, "Dismiss").click();
    await fail("out of ink");
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error("out of paper");
      });
    });
    await noticeOf(page).filter({ hasText: "went wrong (out of paper)" }).waitFor();
    await page.context().close();
  },
  timeout,
);

describe("a link", () => {
  test(
    "that names what is no setting, no model or no data says so, and the page is there",
    async () => {
      const { page, problems } = await studio.open(`${link}&foo=bar`);
      await noticeOf(page)
        .filter({ hasText: /is left out: foo \(the nearest is \w+\)/ })
        .waitFor();
      await page.getByText(/^Ready: 2 epochs/).waitFor();
      await page.evaluate(() => {
        location.hash = "#model=foo";
      });
      await noticeOf(page)
        .filter({ hasText: /found "foo".* The experiment stays as it was/ })
        .waitFor();
      expect(new URL(page.url()).hash).toContain("latentSize=4");
      await page.goto("about:blank");
      await page.goto(`${studio.url}#model=foo`);
      await noticeOf(page)
        .filter({ hasText: /expected one of vanilla, .*found "foo".*begins with its first experiment/ })
        .waitFor();
      await page.getByText(/^Came with the page, trained: 60 epochs/).waitFor();
      await page.goto("about:blank");
      await page.goto(`${studio.url}#dataset=album&model=vanilla&epochs=1`);
      await page
        .locator(".loaded")
        .getByText(/album is not here: expected .*drop them here/)
        .waitFor();
      await buttonOf(page, "Use digits").first().click();
      await page.getByText(/^Ready: 1 epoch /).waitFor();
      expect(problems).toEqual([]);
      await page.context().close();
    },
    timeout,
  );
});

test(
  "the server is asked only for what it says that it has",
  async () => {
    const { page, problems } = await beforeOpening();
    await page.context().route("**/api/data", async (route) => {
      const response = await route.fetch();
      const { data } = (await response.json()) as ServedData;
      return route.fulfill({
        response,
        json: { data: data.map((one) => ({ ...one, available: false })) } satisfies ServedData,
      });
    });
    const refused: string[] = [];
    const asked: string[] = [];
    page.context().on("response", (response) => {
      if (response.status() >= 400) refused.push(response.url());
    });
    page.context().on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${studio.url}${link}`);
    await page.getByText(/^Ready:/).waitFor({ timeout });
    expect(refused).toEqual([]);
    expect(asked).toContain("/api/data");
    expect(asked.filter((path) => path.startsWith("/api/data/"))).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  },
  timeout,
);
