/** @import { BenchBrowser } from "./browser.js" */

/**
 * Seconds from the request.
 * @typedef {{ firstPaint: number, readyToTrain: number }} Opening
 */

/**
 * How long a first visit waits.
 * @param {BenchBrowser} browser
 * @param {string} url
 * @returns {Promise<Opening>}
 */
export async function measureOpening(browser, url) {
  const page = await browser.open(url);
  await page.locator(`button.train-button[aria-disabled="false"]`).waitFor({ timeout: 120_000 });
  const readyToTrain = await page.evaluate(() => performance.now());
  const firstPaint = await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
  );
  await page.context().close();
  return { firstPaint: firstPaint / 1000, readyToTrain: readyToTrain / 1000 };
}
