import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** @import { BenchBrowser } from "./browser.js" */
/** @import { PartResults } from "../results.js" */

/** @typedef {PartResults<"visits">["visits"][number]} Visit */

const built = fileURLToPath(new URL("../../packages/lab/dist/studio/", import.meta.url));

/** Milliseconds from the first picture until Train is pressed. */
export const beforePress = 3000;

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
 * @param {boolean} isTimed else its files are noted, and its memory
 * @returns {Promise<{ visit: Visit, memory: number, files: ReadonlySet<string> }>}
 */
async function measureVisit(browser, url, isTimed) {
  /** @type {Set<string>} */
  const files = new Set();
  // Telling of files and measuring memory hold the page up: neither is done where times are measured.
  const page = await browser.open(url, {
    watch,
    ...(isTimed ? {} : { onFile: (path) => files.add(path) }),
  });
  const train = page.locator(`button.train-button[aria-disabled="false"]`);
  await train.waitFor({ timeout: 120_000 });
  await page.waitForFunction(() => Reflect.get(globalThis, "seen").pictures.length > 0);
  // Who reads a little first; less long than a person takes.
  await page.waitForTimeout(beforePress);
  const pressed = await page.evaluate(() => performance.now());
  await train.click();
  await page.waitForFunction(() => Reflect.get(globalThis, "seen").begun > 0, undefined, {
    timeout: 120_000,
  });
  await page.getByLabel("Unit", { exact: true }).focus();
  while ((await page.evaluate(() => Reflect.get(globalThis, "seen").done)) === 0) {
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(137);
  }
  const found = await page.evaluate((before) => {
    const { pictures, inputs, ready, begun, done } = Reflect.get(globalThis, "seen");
    const meanwhile = [
      begun,
      ...pictures.filter((/** @type {number} */ at) => at > begun && at < done),
      done,
    ];
    const gaps = meanwhile.slice(1).map((at, index) => at - meanwhile[index]);
    return {
      ready,
      firstPaint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      alive: pictures[0],
      firstTrained: pictures.find((/** @type {number} */ at) => at > begun) - before,
      longestGap: Math.max(...gaps),
      training: done - before,
      input: Math.max(...inputs),
    };
  }, pressed);
  const memory = isTimed
    ? Number.NaN
    : await page.evaluate(async () => {
        const { measureUserAgentSpecificMemory: bytes } = /** @type {any} */ (performance);
        return (await bytes.call(performance)).bytes;
      });
  await page.context().close();
  return { visit: found, memory, files };
}

/**
 * Bytes of the page's own scripts and styles, gzipped: without the engine, which has files of its own.
 * @param {ReadonlySet<string>} asked the files of first visits, their trainings included
 */
function ownCode(asked) {
  const folder = join(built, "assets");
  const own = readdirSync(folder).filter((name) => /\.(js|css)$/.test(name) && !name.startsWith("ort"));
  const size = (/** @type {readonly string[]} */ names) =>
    names.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
  return { loaded: size(own.filter((name) => asked.has(`assets/${name}`))), all: size(own) };
}

/**
 * First visits in a row.
 * @param {BenchBrowser} browser
 * @param {string} url
 * @param {number} count
 * @param {(text: string) => void} tell
 */
export async function measureVisits(browser, url, count, tell) {
  const found = [];
  for (let visit = 0; visit < count; visit++) {
    tell(`visit ${visit + 1} of ${count}`);
    found.push(await measureVisit(browser, url, true));
  }
  tell("one more, for its memory and its files");
  const { memory, files } = await measureVisit(browser, url, false);
  return {
    browser: browser.version,
    visits: found.map(({ visit }) => visit),
    memory,
    code: ownCode(files),
  };
}
