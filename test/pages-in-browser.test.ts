import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./support/browser.ts";
import { samplePages } from "./support/sample-pages.ts";

/** Pages as a browser shows and prints them. */

/** Pixels between the margins of a sheet of A4. */
const sheet = { width: 672, height: 990 };

let browser: Browser;
let axe: string;
beforeAll(async () => {
  browser = await launchBrowser();
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
}, 120_000);
afterAll(() => browser.close());

async function open(html: string, options: Parameters<Browser["newPage"]>[0]): Promise<Page> {
  const page = await browser.newPage(options);
  await page.setContent(html);
  return page;
}

describe.each(Object.entries(samplePages))("the page: %s", (_, render) => {
  const { html } = render("Somebody's name");

  test.each(["light", "dark"] as const)("is accessible in %s", { timeout: 60_000 }, async (colorScheme) => {
    const page = await open(html, { colorScheme });
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const { axe: rules } = globalThis as unknown as {
        axe: {
          run(): Promise<{
            violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
          }>;
        };
      };
      const { violations: found } = await rules.run();
      return found.flatMap(({ id, nodes }) =>
        nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 150)} ${node.failureSummary ?? ""}`),
      );
    });
    await page.close();
    expect(violations).toEqual([]);
  });

  test("leads to each of its sections", async () => {
    const page = await open(html, { viewport: { width: 1440, height: 900 } });
    const sections = await page.locator("section > h2").allTextContents();
    if (sections.length >= 4) {
      expect(await page.locator("nav.contents a").allTextContents()).toEqual(sections);
      for (const link of await page.locator("nav.contents a").all()) {
        const target = (await link.getAttribute("href")) as string;
        expect(await page.locator(`section[id="${target.slice(1)}"]`).count()).toBe(1);
      }
    }
    await page.close();
  });

  test("prints with all that is folded, in light colours, no wider than the paper", async () => {
    const page = await open(html, { viewport: sheet, colorScheme: "dark" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const printed = await page.evaluate(() => ({
      ground: getComputedStyle(document.body).backgroundColor,
      hidden: [...document.querySelectorAll("details")].flatMap((details) => {
        const last = details.lastElementChild;
        return last === null || last.checkVisibility({ contentVisibilityAuto: true })
          ? []
          : [details.textContent];
      }),
      wide: [...document.querySelectorAll("main *")]
        .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((element) => `${element.tagName} ${element.textContent?.slice(0, 60)}`),
      cut: [...document.querySelectorAll(".table")].filter(
        (table) => getComputedStyle(table).overflowX !== "visible",
      ).length,
    }));
    expect(printed).toEqual({ ground: "rgb(255, 255, 255)", hidden: [], wide: [], cut: 0 });
    const pdf = await page.pdf({ format: "A4" });
    await page.close();
    expect(pdf.length).toBeGreaterThan(10_000);
  });
});
