// Runs in a page of the benchmark.

/**
 * The studio's trainer in a worker, with MNIST and a model of these settings.
 * @param {string} url the studio's
 * @param {string} path of the built script of workers
 * @param {Record<string, unknown>} settings
 * @param {number} threads
 */
export async function startTrainer(url, path, settings, threads) {
  const { proxy, wrap } = await import(`${url}bench/comlink.js`);
  const trainer = wrap(new Worker(url + path, { type: "module", name: "trainer" }));
  await trainer.start({ device: "webassembly", threads, page: url });
  await trainer.load(
    { kind: "catalogue", name: "mnist" },
    proxy(() => undefined),
  );
  await trainer.prepare(settings);
  return {
    /** @param {number} [steps] */
    train: (steps) => trainer.train(proxy({ onNews: () => undefined, onWeights: () => undefined }), steps),
    /**
     * Trains on for so many seconds, by the news of its chunks. Gives images a second.
     * @param {number} seconds
     */
    rate: async (seconds) => {
      /** @type {{ images: number, at: number }[]} */
      const news = [];
      /** @param {{ progress: { epoch: number, imagesPerEpoch: number, imagesOfEpoch: number } }} given */
      const onNews = ({ progress: { epoch, imagesPerEpoch, imagesOfEpoch } }) => {
        news.push({ images: (epoch - 1) * imagesPerEpoch + imagesOfEpoch, at: performance.now() });
        const [first] = news;
        if (first !== undefined && performance.now() - first.at > 1000 * seconds) trainer.pause();
      };
      await trainer.train(proxy({ onNews, onWeights: () => undefined }));
      const [first, last] = [news[0], news.at(-1)];
      if (first === undefined || last === undefined || first === last)
        throw new Error("it trained too little");
      return ((last.images - first.images) * 1000) / (last.at - first.at);
    },
  };
}
