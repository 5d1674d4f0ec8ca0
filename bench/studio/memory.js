/** @import { BenchBrowser } from "./browser.js" */

const images = 5120;
const stepsPerEpoch = images / 256;

/**
 * Bytes of a page and its trainer after 10 and after 50 epochs, after the garbage was collected; memory of WebAssembly, which never shrinks,
 * included.
 * @param {BenchBrowser} browser
 * @param {string} url
 * @param {number} threads
 * @returns {Promise<{ after10: number, after50: number }>}
 */
export async function measureMemory(browser, url, threads) {
  const page = await browser.open(`${url}bench/empty.html`);
  const settings = { dataset: "mnist", epochs: 50, trainingImages: images, validation: 1000, patience: 0 };
  const found = await page.evaluate(
    async ({ url, trainer: path, settings, threads, stepsPerEpoch }) => {
      const { startTrainer } = await import(`${url}bench/trainer.js`);
      const { train } = await startTrainer(url, path, settings, threads);
      const measure = async () => {
        const { measureUserAgentSpecificMemory: bytes } = /** @type {any} */ (performance);
        return (await bytes.call(performance)).bytes;
      };
      await train(10 * stepsPerEpoch);
      const after10 = await measure();
      await train();
      return { after10, after50: await measure() };
    },
    { url, trainer: browser.trainer, settings, threads, stepsPerEpoch },
  );
  await page.context().close();
  return found;
}
