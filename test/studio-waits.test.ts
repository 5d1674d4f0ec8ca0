import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { ServedData } from "hourglass-lab/internal/server/api.ts";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandPath } from "./support/command.ts";
import { plainPng } from "./support/own-files.ts";
import { plainHost } from "./support/plain-host.ts";
import {
  openPage,
  pixelsOf,
  type Studio,
  type StudioPage,
  type StudioPlace,
  startStudioOnDigits,
  trainToTheEnd,
} from "./support/studio.ts";

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
  return openPage(studio.browser, "about:blank");
}

const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });
/** Where training stands, and what is waited for. */
const standing = (page: Page): Locator => page.locator(".standing");
const standingProblem = (page: Page, text: RegExp | string): Locator =>
  standing(page).and(page.getByRole("alert")).filter({ hasText: text });

const pictures = (...values: readonly number[]) =>
  values.map((value) => ({
    name: `${value}.png`,
    mimeType: "image/png",
    buffer: Buffer.from(plainPng(value, 20, 20)),
  }));

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
      await files(page).setInputFiles(pictures(10, 60, 110, 160, 210, 240));
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
      await files(page).setInputFiles(pictures(10, 60, 110, 160));
      await offer(page).filter({ hasText: "The data are others now" }).waitFor();
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
      await button(page, "Try again").click();
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
      const host = await plainHost(join(commandPath, "..", "..", "studio"), (file) => {
        if (!file.includes("digits-helper")) return false;
        refused++;
        return true;
      });
      const address = `http://localhost:${(host.address() as AddressInfo).port}/lab/${link}`;
      const { page } = await openPage(studio.browser, address, { serviceWorkers: "block" });
      await page.getByText(/^Ready:/).waitFor({ timeout });
      // One for every core but the trainer's.
      expect(refused).toBe(await page.evaluate(() => Math.min(7, navigator.hardwareConcurrency - 1)));
      await page.context().close();
      host.closeAllConnections();
      host.close();
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
      await files(page).setInputFiles(pictures(10, 60, 110, 160, 210, 240));
      await standingProblem(page, /validation: expected a whole number from 0 to 4/).waitFor();
      await button(page, "Use all images").click();
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
      expect(await button(page, "Load the page again").count()).toBe(1);
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
    await notice(page).filter({ hasText: "went wrong (out of ink)" }).waitFor();
    await button(page, "Dismiss").click();
    await fail("out of ink");
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error("out of paper");
      });
    });
    await notice(page).filter({ hasText: "went wrong (out of paper)" }).waitFor();
    await page.context().close();
  },
  timeout,
);

describe("a link", () => {
  test(
    "that names what is no setting, no model or no data says so, and the page is there",
    async () => {
      const { page, problems } = await studio.open(`${link}&foo=bar`);
      await notice(page)
        .filter({ hasText: /is left out: foo \(the nearest is \w+\)/ })
        .waitFor();
      await page.getByText(/^Ready: 2 epochs/).waitFor();
      await page.evaluate(() => {
        location.hash = "#model=foo";
      });
      await notice(page)
        .filter({ hasText: /found "foo".* The experiment stays as it was/ })
        .waitFor();
      expect(new URL(page.url()).hash).toContain("latentSize=4");
      await page.goto("about:blank");
      await page.goto(`${studio.url}#model=foo`);
      await notice(page)
        .filter({ hasText: /expected one of vanilla, .*found "foo".*begins with its first experiment/ })
        .waitFor();
      await page.getByText(/^Ready: 3 epochs/).waitFor();
      await page.goto("about:blank");
      await page.goto(`${studio.url}#dataset=album&model=vanilla&epochs=1`);
      await page
        .locator(".loaded")
        .getByText(/album is not here: expected .*drop them here/)
        .waitFor();
      await button(page, "Use digits").first().click();
      await page.getByText(/^Ready: 1 epoch /).waitFor();
      expect(problems).toEqual([]);
      await page.context().close();
    },
    timeout,
  );
});

/** Pictures of one gray, of a kind that the browser writes. */
async function pictureFiles(page: Page, type: string, gray: number, count: number) {
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
    await files(page).setInputFiles(renamed);
    await page.getByText(/5 images to learn from and 1 to test/).waitFor();
    const shown = await pixelsOf(page.locator(".samples canvas"));
    expect(Math.abs((shown[0] as number) - 128 / 255)).toBeLessThan(0.02);
    const torn = photographs.map((file, at) => (at === 4 ? { ...file, buffer: randomBytes(500) } : file));
    await files(page).setInputFiles(torn);
    await notice(page)
      .filter({ hasText: /1\.webp: expected a picture that this browser can decode.*leave it out/ })
      .waitFor();
    await page.getByText(/5 images to learn from and 1 to test/).waitFor();
    await files(page).setInputFiles({ name: "broken.png", mimeType: "image/png", buffer: randomBytes(2000) });
    await notice(page)
      .filter({ hasText: /broken\.png: expected a picture that this browser can decode/ })
      .waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  },
  timeout,
);

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
