/** @import { BenchBrowser } from "./browser.js" */
/** @import { Contestant, Job } from "./contestant.js" */

/** More than are ever trained. */
const epochs = 100_000;

/**
 * The studio's trainer in a page.
 * @param {BenchBrowser} browser
 * @param {string} url
 * @param {Job} job
 * @param {number} threads
 * @returns {Promise<Contestant>}
 */
export async function studioContestant(browser, url, { model, images }, threads) {
  const page = await browser.open(`${url}bench/empty.html`);
  const settings = { dataset: "mnist", model, epochs, trainingImages: images, validation: 0, patience: 0 };
  await page.evaluate(
    async ({ url, trainer, settings, threads }) => {
      const { startTrainer } = await import(`${url}bench/trainer.js`);
      Object.assign(globalThis, { contestant: await startTrainer(url, trainer, settings, threads) });
    },
    { url, trainer: browser.trainer, settings, threads },
  );
  return contestantOf(page);
}

/**
 * TensorFlow.js on the vanilla model, as WebAssembly with all the threads that it takes.
 * @param {BenchBrowser} browser
 * @param {string} url
 * @returns {Promise<Contestant>}
 */
export async function tensorflowContestant(browser, url) {
  const page = await browser.open(`${url}bench/empty.html`);
  await page.addScriptTag({ url: `${url}bench/tf.js` });
  await page.addScriptTag({ url: `${url}bench/tf-wasm.js` });
  await page.evaluate(async (url) => {
    const { startTensorflow } = await import(`${url}bench/studio/tensorflow.js`);
    Object.assign(globalThis, { contestant: await startTensorflow(`${url}bench/`) });
  }, url);
  return contestantOf(page);
}

/**
 * jax-js on the vanilla model; as WebAssembly with as many threads as the browser has cores.
 * @param {BenchBrowser} browser
 * @param {string} url
 * @param {"wasm" | "webgpu"} device
 * @returns {Promise<Contestant>}
 */
export async function jaxContestant(browser, url, device) {
  const page = await browser.open(`${url}bench/empty.html`);
  await page.evaluate(
    async ({ url, device }) => {
      const { startJax } = await import(`${url}bench/studio/jax.js`);
      Object.assign(globalThis, { contestant: await startJax(`${url}bench/jax/`, device) });
    },
    { url, device },
  );
  return contestantOf(page);
}

/**
 * @param {import("playwright-core").Page} page one that has the contestant as a global
 * @returns {Contestant}
 */
function contestantOf(page) {
  return {
    rate: (seconds) => page.evaluate((time) => Reflect.get(globalThis, "contestant").rate(time), seconds),
    end: () => page.context().close(),
  };
}
