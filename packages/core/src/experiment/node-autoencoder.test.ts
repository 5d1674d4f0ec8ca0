import { join } from "node:path";
import { expect, test } from "vitest";
import { tinyModel } from "../../../../test/support/programs.ts";
import { any } from "../../../../test/support/refusals.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import { temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { createNodeRuntime } from "../runtime/node.ts";
import { Autoencoder as Anywhere } from "./autoencoder.ts";
import { Autoencoder } from "./node-autoencoder.ts";

const images = sampleImages(tinyModel(), 40);
const small = { latentSize: 3, epochs: 1, batchSize: 8 } as const;

test("a runtime is made where none is given, with as many threads as are asked for", async () => {
  const runtime = await createNodeRuntime({ threads: 1 });
  const { weights } = await Anywhere.train(images, { ...small, runtime });
  expect((await Autoencoder.train(images, { ...small, threads: 1 })).weights).toEqual(weights);
  expect((await Autoencoder.train(images, { ...small, runtime })).weights).toEqual(weights);
  const unsaid = any({ ...small, runtime, threads: undefined, latntSize: undefined });
  expect((await Autoencoder.train(images, unsaid)).weights).toEqual(weights);
});

test("what was saved is loaded by its path, or by its bytes", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "mine.safetensors");
  const autoencoder = await Autoencoder.train(images, { ...small, threads: 1 });
  await Autoencoder.save(autoencoder, file);
  const codes = await autoencoder.encode(images.images);
  expect(await (await Autoencoder.load(file, { threads: 1 })).encode(images.images)).toEqual(codes);
  expect(await (await Autoencoder.load(autoencoder.save(), { threads: 1 })).encode(images.images)).toEqual(
    codes,
  );
});

test("what cannot be is refused, in words", async () => {
  await expect(Autoencoder.load("no-such.safetensors")).rejects.toThrow("cannot read no-such.safetensors");
  const autoencoder = await Autoencoder.train(images, small);
  await expect(Autoencoder.save(autoencoder, "")).rejects.toThrow("Autoencoder.save: file: expected a path");
  await expect(Autoencoder.save(autoencoder, "no-such/mine")).rejects.toThrow("cannot write no-such/mine");
  await expect(Autoencoder.save(any(images), "mine")).rejects.toThrow("expected a trained autoencoder");
  await expect(Autoencoder.load("")).rejects.toThrow("Autoencoder.load: file: expected a path");
  await expect(Autoencoder.load(any(3))).rejects.toThrow("Autoencoder.load: bytes: expected bytes");
  await expect(Autoencoder.load(images.images)).rejects.toThrow("the file");
  await expect(Autoencoder.train(images, any(3))).rejects.toThrow(
    "Autoencoder.train: options: expected a record",
  );
  await expect(Autoencoder.train(images, { threads: -1 })).rejects.toThrow(
    "Autoencoder.train: options: threads",
  );
  const runtime = await createNodeRuntime({ threads: 1 });
  await expect(Autoencoder.train(images, { runtime, threads: 1 })).rejects.toThrow(
    "threads belongs to the runtime",
  );
});
