import { summarise } from "../statistics.js";

/** @import { BenchBrowser } from "./browser.js" */
/** @import { Job } from "./native.js" */

/**
 * Training images a second in the studio's trainer: the median of the epochs after the first.
 * @param {BenchBrowser} browser
 * @param {string} url
 * @param {Job} job
 * @param {number} threads
 */
export async function studioRate(browser, url, { model, epochs, images }, threads) {
  const page = await browser.open(`${url}bench/empty.html`);
  const settings = { dataset: "mnist", model, epochs, trainingImages: images, validation: 0, patience: 0 };
  /** @type {number[]} */
  const rates = await page.evaluate(
    async ({ url, trainer: path, settings, threads }) => {
      const { startTrainer } = await import(`${url}bench/trainer.js`);
      const { trainer, hooks } = await startTrainer(url, path, settings, threads);
      const { history } = await trainer.train(hooks);
      return history.map((/** @type {{ imagesPerSecond: number }} */ epoch) => epoch.imagesPerSecond);
    },
    { url, trainer: browser.trainer, settings, threads },
  );
  await page.context().close();
  return summarise(rates.slice(1)).median;
}

/**
 * Training images a second of TensorFlow.js on the vanilla model, as WebAssembly with all the threads that it takes.
 * @param {BenchBrowser} browser
 * @param {string} url
 * @param {number} steps
 */
export async function tensorflowRate(browser, url, steps) {
  const page = await browser.open(`${url}bench/empty.html`);
  await page.addScriptTag({ url: `${url}bench/tf.js` });
  await page.addScriptTag({ url: `${url}bench/tf-wasm.js` });
  /** @type {number} */
  const rate = await page.evaluate(
    async ({ url, steps }) =>
      (await import(`${url}bench/studio/tensorflow.js`)).imagesPerSecond(`${url}bench/`, steps),
    { url, steps },
  );
  await page.context().close();
  return rate;
}
