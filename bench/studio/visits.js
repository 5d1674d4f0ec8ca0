import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { summarise } from "../statistics.js";
import { table } from "../table.js";

/** @import { BenchBrowser } from "./browser.js" */

/**
 * A first visit and its first training, in milliseconds since the request, or between pictures.
 * @typedef {{ firstPaint: number, ready: number, alive: number, longestGap: number, input: number, memory: number | undefined }} Visit
 */

const built = fileURLToPath(new URL("../../packages/lab/dist/studio/", import.meta.url));

/**
 * Opens the page as a stranger does, trains what it offers, and watches when pictures of the examples are drawn.
 * @param {BenchBrowser} browser
 * @param {string} url
 * @returns {Promise<Visit>}
 */
async function measureVisit(browser, url) {
  const page = await browser.open(url);
  await page.evaluate(() => {
    const seen = { pictures: /** @type {number[]} */ ([]), inputs: [0], begun: 0, done: 0 };
    Object.assign(globalThis, { seen });
    let last = "";
    const look = () => {
      const count = document.querySelector("[data-renewals]")?.getAttribute("data-renewals") ?? "0";
      if (count !== last && count !== "0") seen.pictures.push(performance.now());
      last = count;
      const words = document.querySelector(".progress-line .standing")?.textContent ?? "";
      if (seen.begun === 0 && words.includes("images/s")) seen.begun = performance.now();
      if (seen.done === 0 && words.startsWith("Done")) seen.done = performance.now();
    };
    look();
    new MutationObserver(look).observe(document.body, {
      ...{ subtree: true, childList: true, attributes: true, characterData: true },
    });
    const observer = new PerformanceObserver((list) => {
      for (const entry of /** @type {PerformanceEventTiming[]} */ (list.getEntries())) {
        seen.inputs.push(entry.processingEnd - entry.startTime);
      }
    });
    observer.observe(/** @type {PerformanceObserverInit} */ ({ type: "event", durationThreshold: 16 }));
  });
  const train = page.locator(`button.train-button[aria-disabled="false"]`);
  await train.waitFor({ timeout: 120_000 });
  const ready = await page.evaluate(() => performance.now());
  await page.waitForFunction(() => Reflect.get(globalThis, "seen").pictures.length > 0);
  await train.click();
  await page.waitForFunction(() => Reflect.get(globalThis, "seen").begun > 0, undefined, {
    timeout: 120_000,
  });
  await page.getByLabel("Unit", { exact: true }).focus();
  while ((await page.evaluate(() => Reflect.get(globalThis, "seen").done)) === 0) {
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(137);
  }
  const found = await page.evaluate(async () => {
    const { pictures, inputs, begun, done } = Reflect.get(globalThis, "seen");
    const meanwhile = [
      begun,
      ...pictures.filter((/** @type {number} */ at) => at > begun && at < done),
      done,
    ];
    const gaps = meanwhile.slice(1).map((at, index) => at - meanwhile[index]);
    const { measureUserAgentSpecificMemory: bytes } = /** @type {any} */ (performance);
    return {
      firstPaint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      alive: pictures[0],
      longestGap: Math.max(...gaps),
      input: Math.max(...inputs),
      memory: bytes === undefined ? undefined : (await bytes.call(performance)).bytes / 1e6,
    };
  });
  await page.context().close();
  return { ready, ...found };
}

/** Kilobytes of the page's own scripts and styles, gzipped: without the engine, which has files of its own. */
function ownCode() {
  const folder = join(built, "assets");
  const own = readdirSync(folder).filter((name) => /\.(js|css)$/.test(name) && !name.startsWith("ort"));
  const first = own.filter((name) =>
    /^(index|trainer|explorer|sample-kinds|samples|digits-helper)-/.test(name),
  );
  const size = (/** @type {readonly string[]} */ names) =>
    names.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0) / 1000;
  return { first: size(first), all: size(own) };
}

/**
 * First visits in a row, as a table: medians with the lowest and the highest.
 * @param {BenchBrowser} browser
 * @param {string} url
 * @param {number} count
 */
export async function visitTable(browser, url, count) {
  /** @type {Visit[]} */
  const visits = [];
  for (let visit = 0; visit < count; visit++) visits.push(await measureVisit(browser, url));
  const { first, all } = ownCode();
  const row = (
    /** @type {string} */ what,
    /** @type {(visit: Visit) => number | undefined} */ of,
    /** @type {string} */ unit,
    /** @type {string} */ aim,
  ) => {
    const values = visits.map(of).filter((value) => value !== undefined);
    if (values.length === 0) return [what, "not measured", "", aim];
    const { median, lowest, highest } = summarise(values);
    const show = (/** @type {number} */ value) => `${Math.round(value)} ${unit}`;
    return [what, show(median), `${show(lowest)} to ${show(highest)}`, aim];
  };
  const within = visits.filter(({ longestGap }) => longestGap <= 250).length;
  return table(
    [`${count} first visits`, "median", "lowest to highest", "aimed at"],
    [
      row("first contentful paint", ({ firstPaint }) => firstPaint, "ms", "700 ms"),
      row("ready to train", ({ ready }) => ready, "ms", "1,500 ms"),
      row("alive: the first picture", ({ alive }) => alive, "ms", "1,500 ms"),
      row(
        "longest gap between pictures in the first training",
        ({ longestGap }) => longestGap,
        "ms",
        "250 ms",
      ),
      ["trainings without a longer gap", `${within} of ${count}`, "", "all"],
      row("longest wait of a key for its answer", ({ input }) => input, "ms", "50 ms"),
      row("memory of the page at the end", ({ memory }) => memory, "MB", "flat: see the 50 epochs"),
      ["own code that a first visit loads, gzipped", `${Math.round(first)} KB`, "", "350 KB"],
      ["own code in all, what is loaded later included", `${Math.round(all)} KB`, "", ""],
    ],
  );
}
