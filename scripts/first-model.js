// Makes the model that comes with the studio's page, trained: a variational code of 2 on the digits that Hourglass draws.
//   npm run first-model
// About a minute on two cores. Its weights are written with 8 bits each, those of small tensors with 16 (packages/studio/first/weights.bin), what else is
// known of it beside them (model.json): how it was trained, and its error on the test set with these bits. The test set chooses nothing here.

import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createAutoencoder,
  decodeAutoencoder,
  modelParameters,
  resolveSettings,
  valuesOf,
} from "hourglass-lab";
import {
  createNodeRuntime,
  loadDataset,
  readHistory,
  runFiles,
  runFolder,
  trainRun,
} from "hourglass-lab/node";

const folder = "packages/studio/first";

/** Small enough to come with a page, and deep enough that two values draw every digit. */
const experiment = {
  ...{
    dataset: "digits",
    model: "variational",
    latentSize: 2,
    hidden: [96, 48],
    activation: "silu",
    seed: 1,
  },
  ...{ epochs: 60, batchSize: 128, learningRate: 0.003, schedule: "cosine" },
};

/** Of a digit. */
const pixels = 28 * 28;

/** Of larger tensors, which are nearly all, every value has 8 bits; of the others, on which more depends, 16. */
const largeCount = 20_000;

/**
 * Values as multiples of a step above the lowest, rounded to the nearest, little-endian.
 * @param {Float32Array} values
 */
function packed(values) {
  const bits = values.length > largeCount ? 8 : 16;
  const lowest = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const highest = values.reduce((greatest, value) => Math.max(greatest, value), Number.NEGATIVE_INFINITY);
  const step = (highest - lowest) / (2 ** bits - 1) || 1;
  const numbers = Array.from(values, (value) => Math.round((value - lowest) / step));
  const bytes = Buffer.alloc((numbers.length * bits) / 8);
  for (const [at, number] of numbers.entries()) bytes.writeUIntLE(number, (at * bits) / 8, bits / 8);
  return {
    tensor: { count: values.length, bits, lowest, step },
    bytes,
    values: numbers.map((number) => lowest + step * number),
  };
}

const runtime = await createNodeRuntime();
const dataset = await loadDataset(experiment.dataset);
const place = await mkdtemp(join(tmpdir(), "hourglass-first-model-"));
try {
  const run = runFolder(join(place, "run"));
  const settings = resolveSettings(experiment, "first-model");
  const trained = await trainRun({
    folder: run,
    ...{ settings, dataset, runtime },
    onProgress: ({ epoch, trainingLoss, secondsLeft }) => {
      process.stderr.write(
        `\repoch ${epoch} of ${settings.epochs}, loss ${trainingLoss.toFixed(2)}, ${Math.ceil(secondsLeft)} s left `,
      );
    },
  });
  await trained.autoencoder?.release();
  process.stderr.write("\n");
  const { model, weights } = decodeAutoencoder(await readFile(join(place, "run", runFiles.weights)));
  const tensors = modelParameters(model).map(({ name }) => {
    const values = weights.get(name);
    if (values === undefined) throw new TypeError(`the run has no ${name}`);
    return { name, ...packed(values) };
  });
  const unpacked = new Map(tensors.map(({ name, values }) => [name, Float32Array.from(values)]));
  const autoencoder = await createAutoencoder(runtime, model, unpacked);
  const { mse } = await autoencoder.score(valuesOf(dataset.test));
  await autoencoder.release();
  const history = await readHistory(run);
  const record = {
    experiment,
    seconds: history.reduce((sum, epoch) => sum + epoch.seconds, 0),
    test: {
      samples: dataset.test.count,
      sse: (mse.reduce((sum, one) => sum + one, 0) / dataset.test.count) * pixels,
    },
    tensors: tensors.map(({ name, tensor }) => ({ name, ...tensor })),
    history,
  };
  await writeFile(join(folder, "weights.bin"), Buffer.concat(tensors.map(({ bytes }) => bytes)));
  await writeFile(join(folder, "model.json"), `${JSON.stringify(record, undefined, 2)}\n`);
  execFileSync("npx", ["biome", "format", "--write", join(folder, "model.json")]);
  process.stdout.write(
    `written: ${folder}/weights.bin, model.json; squared error on ${record.test.samples} test digits ${record.test.sse.toFixed(3)}\n`,
  );
} finally {
  await rm(place, { recursive: true, force: true });
}
