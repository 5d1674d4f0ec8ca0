import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digitsFolder } from "./support/digits.ts";
import { mainGraph } from "./support/onnx-file.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";
import { readRunJson, trainWithoutReport } from "./support/training-command.ts";

/** What a run leaves behind, opened as a stranger would: with ONNX Runtime, a data view, and no code of ours. */

const testCount = 10_000;
const imageSize = 784;

let folder: TemporaryFolder;
let dataDir: string;
let run: string;
/** The test images, float32 in [0, 1]. */
let images: Float32Array;

beforeAll(async () => {
  folder = await temporaryFolder();
  dataDir = await digitsFolder();
  run = join(folder.path, "run");
  const words = "--dataset digits --validation 50000 --epochs 3 --latent-size 20 --threads 1".split(" ");
  await trainWithoutReport(words, run, { dataDir });
  const idx = await readFile(join(dataDir, "digits", "t10k-images-idx3-ubyte"));
  images = new Float32Array(testCount * imageSize);
  for (let index = 0; index < images.length; index++) images[index] = (idx[16 + index] as number) / 255;
});

afterAll(() => folder[Symbol.asyncDispose]());

const open = (file: string): Promise<InferenceSession> => InferenceSession.create(join(run, file));

/** Runs a program with one input and one output, both of rows of float32. */
async function apply(session: InferenceSession, rows: Float32Array, size: number): Promise<Tensor> {
  const [input = ""] = session.inputNames;
  const [output = ""] = session.outputNames;
  const results = await session.run({ [input]: new Tensor("float32", rows, [rows.length / size, size]) });
  return results[output] as Tensor;
}

describe("the ONNX programs of a run", () => {
  test.each([
    ["autoencoder.onnx", { images: imageSize }, { reconstructions: imageSize }],
    ["encoder.onnx", { images: imageSize }, { codes: 20 }],
    ["decoder.onnx", { codes: 20 }, { reconstructions: imageSize }],
  ])("%s takes and gives float32 rows, any number of them", async (file, inputs, outputs) => {
    const session = await open(file);
    const describeTensors = (metadata: readonly InferenceSession.ValueMetadata[]): unknown =>
      Object.fromEntries(
        metadata.map((value) => [
          value.name,
          value.isTensor && value.type === "float32" && typeof value.shape[0] === "string"
            ? value.shape[1]
            : "no matrix",
        ]),
      );
    expect(describeTensors(session.inputMetadata)).toEqual(inputs);
    expect(describeTensors(session.outputMetadata)).toEqual(outputs);
    const [inputSize = 0] = Object.values(inputs);
    for (const count of [1, 7]) {
      const result = await apply(session, images.subarray(0, count * inputSize), inputSize);
      expect(result.dims).toEqual([count, Object.values(outputs)[0]]);
    }
    await session.release();
  });

  test("the test figures of run.json follow from the reconstructions of autoencoder.onnx", async () => {
    const session = await open("autoencoder.onnx");
    const sums = { bce: 0, squares: 0 };
    const batch = 1000 * imageSize;
    for (let start = 0; start < images.length; start += batch) {
      const targets = images.subarray(start, start + batch);
      const reconstructions = (await apply(session, targets, imageSize)).data as Float32Array;
      for (let index = 0; index < batch; index++) {
        const x = targets[index] as number;
        const output = reconstructions[index] as number;
        const p = Math.min(Math.max(output, 1e-7), 1 - 1e-7);
        sums.bce -= x * Math.log(p) + (1 - x) * Math.log(1 - p);
        sums.squares += (output - x) ** 2;
      }
    }
    await session.release();
    const figures = (await readRunJson(run))?.metrics?.test;
    expect(Math.abs(sums.bce / images.length - (figures?.bce ?? 0))).toBeLessThan(1e-5);
    expect(Math.abs(sums.squares / images.length - (figures?.mse ?? 0))).toBeLessThan(1e-5);
    expect(Math.abs(sums.squares / testCount - (figures?.sse ?? 0))).toBeLessThan(1e-5);
    // Not the figures of an untrained model.
    expect(figures?.bce).toBeLessThan(0.4);
  });

  test("decoder.onnx of encoder.onnx is autoencoder.onnx", async () => {
    const [encoder, decoder, autoencoder] = await Promise.all(
      ["encoder.onnx", "decoder.onnx", "autoencoder.onnx"].map(open),
    );
    const some = images.subarray(0, 500 * imageSize);
    const codes = (await apply(encoder as InferenceSession, some, imageSize)).data as Float32Array;
    const decoded = (await apply(decoder as InferenceSession, codes, 20)).data as Float32Array;
    const whole = (await apply(autoencoder as InferenceSession, some, imageSize)).data as Float32Array;
    expect(Buffer.from(decoded.buffer).equals(Buffer.from(whole.buffer))).toBe(true);
    expect(Math.min(...codes), "codes of ReLU units").toBe(0);
    expect(Math.max(...codes)).toBeGreaterThan(0);
    await Promise.all([encoder, decoder, autoencoder].map((session) => session?.release()));
  });
});

test("model.safetensors holds the weights that are in the programs", async () => {
  const tensors = readSafetensors(await readFile(join(run, "model.safetensors")));
  expect([...tensors].map(([name, { shape }]) => [name, shape])).toEqual([
    ["encoder.code.kernel", [784, 20]],
    ["encoder.code.bias", [20]],
    ["decoder.output.kernel", [20, 784]],
    ["decoder.output.bias", [784]],
  ]);
  const expected = {
    "autoencoder.onnx": [...tensors.keys()],
    "encoder.onnx": ["encoder.code.kernel", "encoder.code.bias"],
    "decoder.onnx": ["decoder.output.kernel", "decoder.output.bias"],
  };
  for (const [file, names] of Object.entries(expected)) {
    const initializers = mainGraph(await readFile(join(run, file))).initializer;
    for (const name of names) {
      const raw = initializers.find((initializer) => initializer.name === name)?.rawData;
      expect(raw && Buffer.from(raw).equals(tensors.get(name)?.bytes as Buffer), `${name} in ${file}`).toBe(
        true,
      );
    }
  }
});

/** A safetensors file after its published description, without a check. */
function readSafetensors(
  file: Buffer,
): ReadonlyMap<string, { readonly shape: readonly number[]; readonly bytes: Buffer }> {
  const start = 8 + Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.toString("utf8", 8, start)) as Record<
    string,
    { dtype: string; shape: number[]; data_offsets: [number, number] }
  >;
  delete header["__metadata__"];
  return new Map(
    Object.entries(header).map(([name, { dtype, shape, data_offsets }]) => {
      expect(dtype).toBe("F32");
      return [name, { shape, bytes: file.subarray(start + data_offsets[0], start + data_offsets[1]) }];
    }),
  );
}

describe("examples/train-from-any-language.mjs", () => {
  const train = async (...words: string[]): Promise<readonly number[]> => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      join("examples", "train-from-any-language.mjs"),
      join(run, "trainer.onnx"),
      ...words,
    ]);
    return [...stdout.matchAll(/^epoch \d+: loss (\S+) after \d+ steps$/gm)].map(([, loss]) => Number(loss));
  };

  test("trains on images with trainer.onnx", async () => {
    const losses = await train(join(dataDir, "digits", "t10k-images-idx3-ubyte"));
    expect(losses).toHaveLength(5);
    expect(losses[0]).toBeLessThan(Math.LN2);
    expect(losses[4]).toBeLessThan(0.25);
    expect(
      [...losses].sort((a, b) => b - a),
      "falls from epoch to epoch",
    ).toEqual(losses);
  });

  test("trains without any", async () => {
    expect((await train()).at(-1)).toBeLessThan(0.5);
  });
});
