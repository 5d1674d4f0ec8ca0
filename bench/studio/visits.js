import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { summarise } from "../statistics.js";
import { table } from "../table.js";

/** @import { BenchBrowser } from "./browser.js" */

/**
 * A first visit and its first training, in milliseconds since the request, or between pictures; and the files that it loaded.
 * @typedef {{ firstPaint: number, ready: number, alive: number, longestGap: number, input: number, memory: number | undefined, files: ReadonlySet<string> }} Visit
 */

const built = fileURLToPath(new URL("../../packages/lab/dist/studio/", import.meta.url));

/** Runs in the page: notes when it can train, when pictures of the examples are drawn, and how long keys wait. */
function watch() {
  const seen = { pictures: /** @type {number[]} */ ([]), inputs: [0], ready: 0, begun: 0, done: 0 };
  Object.assign(globalThis, { seen });
  let last = "";
  const look = () => {
    const count = document.querySelector("[data-renewals]")?.getAttribute("data-renewals") ?? "0";
    if (count !== last && count !== "0") seen.pictures.push(performance.now());
    last = count;
    const canTrain = document.querySelector(`button.train-button[aria-disabled="false"]`) !== null;
    if (seen.ready === 0 && canTrain) seen.ready = performance.now();
    const words = document.querySelector(".progress-line .standing")?.textContent ?? "";
    if (seen.begun === 0 && words.includes("images/s")) seen.begun = performance.now();
    if (seen.done === 0 && words.startsWith("Done")) seen.done = performance.now();
  };
  new MutationObserver(look).observe(document, {
    ...{ subtree: true, childList: true, attributes: true, characterData: true },
  });
  const observer = new PerformanceObserver((list) => {
    for (const entry of /** @type {PerformanceEventTiming[]} */ (list.getEntries())) {
      seen.inputs.push(entry.processingEnd - entry.startTime);
    }
  });
  observer.observe(/** @type {PerformanceObserverInit} */ ({ type: "event", durationThreshold: 16 }));
}

/**
 * Opens the page as a stranger does, trains what it offers, and watches when pictures of the examples are drawn.
 * @param {BenchBrowser} browser
 * @param {string} url
 * @param {boolean} withMemory which takes the browser most of a minute
 * @returns {Promise<Visit>}
 */
async function measureVisit(browser, url, withMemory) {
  /** @type {Set<string>} */
  const files = new Set();
  const page = await browser.open(url, { watch, onFile: (path) => files.add(path) });
  const train = page.locator(`button.train-button[aria-disabled="false"]`);
  await train.waitFor({ timeout: 120_000 });
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
  const found = await page.evaluate(async (isAsked) => {
    const { pictures, inputs, ready, begun, done } = Reflect.get(globalThis, "seen");
    const meanwhile = [
      begun,
      ...pictures.filter((/** @type {number} */ at) => at > begun && at < done),
      done,
    ];
    const gaps = meanwhile.slice(1).map((at, index) => at - meanwhile[index]);
    const { measureUserAgentSpecificMemory: bytes } = /** @type {any} */ (performance);
    return {
      ready,
      firstPaint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      alive: pictures[0],
      longestGap: Math.max(...gaps),
      input: Math.max(...inputs),
      memory: bytes === undefined || !isAsked ? undefined : (await bytes.call(performance)).bytes / 1e6,
    };
  }, withMemory);
  await page.context().close();
  return { ...found, files };
}

/**
 * Kilobytes of the page's own scripts and styles, gzipped: without the engine, which has files of its own.
 * @param {ReadonlySet<string>} asked the files of a first visit, its training included
 */
function ownCode(asked) {
  const folder = join(built, "assets");
  const own = readdirSync(folder).filter((name) => /\.(js|css)$/.test(name) && !name.startsWith("ort"));
  const size = (/** @type {readonly string[]} */ names) =>
    names.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0) / 1000;
  return { first: size(own.filter((name) => asked.has(`assets/${name}`))), all: size(own) };
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
  for (let visit = 0; visit < count; visit++) {
    visits.push(await measureVisit(browser, url, visit === count - 1));
  }
  const { first, all } = ownCode(new Set(visits.flatMap(({ files }) => [...files])));
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
      row("memory of the page at the end, once", ({ memory }) => memory, "MB", "flat: see the 50 epochs"),
      ["own code that a first visit and its training load, gzipped", `${Math.round(first)} KB`, "", "350 KB"],
      ["own code in all, what is loaded later included", `${Math.round(all)} KB`, "", ""],
    ],
  );
}
