/**
 * Runs in a page: the studio's trainer in a worker, with MNIST and a model of these settings; and hooks that listen to nothing.
 * @param {string} url the studio's
 * @param {string} path of the built worker
 * @param {Record<string, unknown>} settings
 * @param {number} threads
 */
export async function startTrainer(url, path, settings, threads) {
  const { proxy, wrap } = await import(`${url}bench/comlink.js`);
  const trainer = wrap(new Worker(url + path, { type: "module" }));
  await trainer.start({ device: "webassembly", threads, page: url });
  await trainer.load(
    { kind: "catalogue", name: "mnist" },
    proxy(() => undefined),
  );
  await trainer.prepare(settings);
  return { trainer, hooks: proxy({ onNews: () => undefined, onWeights: () => undefined }) };
}
