import {
  buildModel,
  createAutoencoder,
  type FitHooks,
  fit,
  initialWeights,
  sliceImages,
  splitDataset,
  takeImages,
} from "hourglass-lab";
import { describe, expect, test } from "vitest";
import { nativeRuntime } from "../support/evaluate.ts";
import { tinyModel } from "../support/programs.ts";
import { any } from "../support/refusals.ts";
import { sampleImages } from "../support/sample-images.ts";
import { timelessState } from "../support/training.ts";

// What is no mistake, although it is not what a function names first.

const runtime = await nativeRuntime();
const model = tinyModel();
const images = sampleImages(model, 30);
const options = { epochs: 2, batchSize: 10, learningRate: 0.01 };
const train = { train: images };

test("a training without a validation set is one with an empty one", async () => {
  const without = await fit(runtime, model, train, options);
  const empty = await fit(runtime, model, { ...train, validation: sliceImages(images, 0, 0) }, options);
  expect(timelessState(without.state)).toEqual(timelessState(empty.state));
  expect(without.state.history[0]).not.toHaveProperty("validationLoss");
});

test("an option that is undefined is not given", async () => {
  const given = any({
    ...options,
    seed: undefined,
    optimizer: undefined,
    objective: { loss: "bce", beta: undefined },
  });
  const hooks = any({ signal: undefined, onEpoch: undefined, from: undefined });
  const { state } = await fit(runtime, model, any({ ...train, validation: undefined }), given, hooks);
  expect(timelessState(state)).toEqual(timelessState((await fit(runtime, model, train, options)).state));
});

test("bytes may be those of a canvas, of a Buffer, or of memory that threads share", async () => {
  const expected = await fit(runtime, model, train, options);
  const autoencoder = await createAutoencoder(runtime, model, expected.weights);
  const shared = new Uint8Array(new SharedArrayBuffer(images.images.length));
  shared.set(images.images);
  for (const bytes of [Uint8ClampedArray.from(images.images), Buffer.from(images.images), shared]) {
    const set = { ...images, images: any(bytes), labels: any(bytes.slice(0, 30)) };
    const { state } = await fit(runtime, model, { train: set }, options);
    expect(timelessState(state)).toEqual(timelessState(expected.state));
    expect(await autoencoder.encode(any(bytes))).toEqual(await autoencoder.encode(images.images));
    expect(await autoencoder.score(any(bytes))).toEqual(await autoencoder.score(images.images));
    expect(takeImages(set, Int32Array.of(3, 1))).toMatchObject({
      images: takeImages(images, Int32Array.of(3, 1)).images,
      labels: Uint8Array.of(images.images[3]!, images.images[1]!),
    });
  }
  await autoencoder.release();
});

test("hooks may be the methods of an object of a class", async () => {
  class Log implements FitHooks {
    readonly #epochs: number[] = [];
    onEpoch({ epoch }: { readonly epoch: number }): void {
      this.#epochs.push(epoch);
    }
    epochs(): readonly number[] {
      return this.#epochs;
    }
  }
  const log = new Log();
  await fit(runtime, model, train, options, log);
  expect(log.epochs()).toEqual([1, 2]);
});

test("a state that was cloned, and more epochs than it had", async () => {
  const half = await fit(runtime, model, train, { ...options, epochs: 1 });
  const whole = await fit(runtime, model, train, options, { from: structuredClone(half.state) });
  expect(whole.weights).toEqual((await fit(runtime, model, train, options)).weights);
});

test("a state in the middle of an epoch, or at its end before it is counted", async () => {
  const whole = await fit(runtime, model, train, options);
  for (const chunk of [1, 2, 3]) {
    const controller = new AbortController();
    let chunks = 0;
    const { state } = await fit(runtime, model, train, options, {
      stepsPerChunk: 1,
      signal: controller.signal,
      onProgress: () => void (++chunks === chunk && controller.abort()),
    });
    const resumed = await fit(runtime, model, train, options, { from: state });
    expect(timelessState(resumed.state)).toEqual(timelessState(whole.state));
  }
});

describe("an autoencoder", () => {
  const weights = initialWeights(model, 1);

  test("finishes what is under way before it is released, which may be said twice", async () => {
    const autoencoder = await createAutoencoder(runtime, model, weights);
    const many = sampleImages(model, 5000).images;
    const underWay = autoencoder.reconstruct(many);
    await Promise.all([autoencoder.release(), autoencoder.release()]);
    expect((await underWay).length).toBe(many.length);
    await autoencoder.release();
  });

  test("decodes what its encoder gave, whatever that is", async () => {
    const wild = new Map(weights).set("encoder.code.kernel", new Float32Array(100).fill(3e38));
    const autoencoder = await createAutoencoder(runtime, model, wild);
    const codes = await autoencoder.encode(images.images);
    expect(codes.every(Number.isFinite)).toBe(false);
    expect(await autoencoder.decode(codes)).toHaveLength(images.images.length);
    await expect(autoencoder.decode(codes.slice())).rejects.toThrow(
      "expected a finite number, found Infinity",
    );
    await autoencoder.release();
  });
});

test("a model may be of the sizes of an image set, of which it keeps no more", () => {
  expect(buildModel("vanilla", { sampleShape: any(images) }).sampleShape).toEqual(model.sampleShape);
});

test("the sizes of splits as a run notes them", () => {
  const dataset = { ...{ name: "bars", title: "", source: "", licence: "", classNames: [], checksums: {} } };
  const parts = { ...dataset, train: images, test: sliceImages(images, 0, 4) };
  expect(splitDataset(parts, { train: 20, validation: 10, test: 4 }).train.count).toBe(20);
  expect(() => splitDataset(parts, { validation: 10, test: 5 })).toThrow(
    "splitDataset: sizes.test: expected 4, all images of the test set, found 5; leave it out",
  );
});
