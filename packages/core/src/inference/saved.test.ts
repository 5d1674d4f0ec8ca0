import { describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { parseArchitecture } from "../model/architecture.ts";
import { buildArchitecture } from "../model/build.ts";
import { createModel, initialWeights } from "../model/model.ts";
import { createAutoencoder } from "./autoencoder.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";
import { decodeAutoencoder, loadAutoencoder, saveAutoencoder } from "./saved.ts";

const imageShape = { height: 4, width: 6, channels: 1 };
const architecture = parseArchitecture(
  {
    name: "mine",
    encoder: [
      { type: "convolution", filters: 2 },
      { type: "batch-normalization" },
      { type: "flatten" },
      { type: "gaussian", units: 3 },
    ],
    decoder: [{ type: "dense", units: 24 }],
  },
  "test",
);
const model = buildArchitecture(architecture, imageShape);
const weights = initialWeights(model, 1);
const bytes = saveAutoencoder({ model, weights });

describe("a saved autoencoder", () => {
  test("is the same when it is loaded", async () => {
    const images = Uint8Array.from({ length: 48 }, (_, index) => index * 5);
    const runtime = await nativeRuntime();
    const original = await createAutoencoder(runtime, model, weights);
    const loaded = await loadAutoencoder(runtime, bytes);
    expect(await loaded.encode(images)).toEqual(await original.encode(images));
    expect(await loaded.reconstruct(images)).toEqual(await original.reconstruct(images));
    await Promise.all([original.release(), loaded.release()]);
  });

  test("tells its layers, its images and every parameter, statistics included", () => {
    const decoded = decodeAutoencoder(bytes);
    expect(decoded.model).toMatchObject({ architecture, sampleShape: imageShape, code: "gaussian" });
    expect(decoded.weights).toEqual(weights);
  });

  test("has the same bytes every time, whatever else is said of the shape", () => {
    const images = { ...imageShape, count: 3, images: new Uint8Array(72) };
    const again = buildArchitecture(architecture, images);
    expect(Buffer.compare(saveAutoencoder({ model: again, weights }), bytes)).toBe(0);
  });
});

describe("refused, in words:", () => {
  const { tensors, metadata } = decodeSafetensors(bytes, "file");
  const changed = (changes: Readonly<Record<string, string>>): Uint8Array =>
    encodeSafetensors({ tensors, metadata: { ...metadata, ...changes } });

  test("weights of another model", () => {
    const missing = new Map([...weights].slice(1));
    const [[name] = [""]] = [...weights];
    const save = (given: typeof weights) => () => saveAutoencoder({ model, weights: given });
    expect(save(missing)).toThrow(`values of ${name}, found nothing: they are of another model`);
    expect(save(new Map(weights).set(name, new Float32Array(2)))).toThrow(`of ${name}, found 2`);
  });

  test("a model that was put together from layers", () => {
    const { encoder, decoder } = model;
    const plain = createModel("plain", imageShape, encoder, decoder, "gaussian");
    expect(() => saveAutoencoder({ model: plain, weights })).toThrow(
      "the model plain was put together from layers",
    );
  });

  test.each<[string, Uint8Array, string]>([
    ["a file that is none", new Uint8Array(20), "mine.safetensors is not a readable safetensors file"],
    [
      "a file of nothing but weights",
      encodeSafetensors({ tensors, metadata: {} }),
      "mine.safetensors does not describe its model: expected architecture and image_shape in its metadata, as saveAutoencoder " +
        "writes them, found 10 tensors (encoder.convolution1.kernel [2, 1, 3, 3], encoder.convolution1.bias [2], ",
    ],
    [
      "a shape that is none",
      changed({ image_shape: '{"height":4}' }),
      "mine.safetensors: image_shape.width: expected a whole number from 1 to 65536, found nothing",
    ],
    ["an architecture that is none", changed({ architecture: "{" }), "mine.safetensors: architecture"],
    [
      "another architecture",
      changed({ image_shape: '{"height":4,"width":12,"channels":1}' }),
      "decoder.output gives [batch, 24], but the image is [batch, 48]",
    ],
    [
      "the tensors of another program",
      encodeSafetensors({
        tensors: new Map([["fc1.weight", { shape: [2, 3], data: new Float32Array(6) }]]),
        metadata,
      }),
      "mine.safetensors is of another model: expected 10 tensors (encoder.convolution1.kernel [2, 1, 3, 3], ",
    ],
    [
      "weights that are no numbers",
      encodeSafetensors({
        tensors: new Map([...tensors]).set("decoder.output.bias", {
          shape: [24],
          data: new Float32Array(24).fill(Number.NaN, 7),
        }),
        metadata,
      }),
      "mine.safetensors: weights: decoder.output.bias[7]: expected a finite number, found NaN",
    ],
    [
      "a file that lacks a tensor",
      encodeSafetensors({ tensors: new Map([...tensors].slice(1)), metadata }),
      "mine.safetensors: expected encoder.",
    ],
  ])("%s", (_, file, message) => {
    expect(() => decodeAutoencoder(file, "mine.safetensors")).toThrow(message);
  });
});
