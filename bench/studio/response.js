/** @import { BenchBrowser } from "./browser.js" */

/**
 * Milliseconds from a key's press, as the browser dates it, to the return of what the page does about it.
 * @typedef {{ median: number, nineteenOf20: number, longest: number }} Response
 */

/** Keys, and milliseconds between two of them: no divisor of anything that the page does at intervals. */
const [keys, pause] = [100, 137];

/**
 * How long input waits for its answer while the vanilla model is trained on MNIST and the page shows what it learns: keys move
 * the slider of the units, once a chunk and a renewal of the pictures have been.
 * @param {BenchBrowser} browser
 * @param {string} url
 * @returns {Promise<Response>}
 */
export async function measureResponse(browser, url) {
  const page = await browser.open(`${url}#dataset=mnist&model=vanilla&epochs=1000&patience=0`);
  const train = page.locator(`button.train-button[aria-disabled="false"]`);
  await train.waitFor({ timeout: 120_000 });
  await page.evaluate(() => {
    /** @type {number[]} */
    const waits = [];
    Object.assign(globalThis, { waits });
    const observer = new PerformanceObserver((list) => {
      for (const entry of /** @type {PerformanceEventTiming[]} */ (list.getEntries())) {
        if (entry.name === "keydown") waits.push(entry.processingEnd - entry.startTime);
      }
    });
    // Entries are of events whose picture came after 16 ms or more: those of all that had to wait.
    observer.observe(/** @type {PerformanceObserverInit} */ ({ type: "event", durationThreshold: 16 }));
  });
  await train.click();
  await page.getByText(/images\/s/).waitFor();
  await page.waitForTimeout(3000);
  await page.getByLabel("Unit", { exact: true }).focus();
  await page.evaluate(() => Reflect.get(globalThis, "waits").splice(0));
  for (let key = 0; key < keys; key++) {
    await page.keyboard.press(key % 20 < 10 ? "ArrowRight" : "ArrowLeft");
    await page.waitForTimeout(pause);
  }
  const isTraining = await page.getByRole("button", { name: "Pause" }).isVisible();
  if (!isTraining) throw new Error("the training ended before the last key");
  /** @type {number[]} */
  const waits = await page.evaluate(() => Reflect.get(globalThis, "waits"));
  await page.context().close();
  // Those that the browser did not report waited less than any picture.
  const all = [...Array.from({ length: Math.max(0, keys - waits.length) }, () => 0), ...waits].sort(
    (a, b) => a - b,
  );
  const at = (/** @type {number} */ share) =>
    all[Math.min(all.length - 1, Math.floor(share * all.length))] ?? 0;
  return { median: at(0.5), nineteenOf20: at(0.95), longest: at(1) };
}
