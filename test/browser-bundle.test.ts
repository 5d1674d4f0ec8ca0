import { writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import type * as hourglass from "hourglass-lab";
import * as onnxRuntime from "onnxruntime-web";
import { type BuildEnvironmentOptions, build, defaultClientConditions, type Plugin, type Rollup } from "vite";
import { expect, test } from "vitest";
import { readDocExamples } from "./support/doc-examples.ts";
import { nativeRuntime } from "./support/evaluate.ts";
import { allPrograms, kerasAdam, tinyModel } from "./support/programs.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { fitTiny, timelessState, trainingData, trainingOptions } from "./support/training.ts";

const entry = join(import.meta.dirname, "..", "packages", "lab", "src", "index.ts");

interface Bundle {
  readonly code: string;
  /** `IMPORTER imports MODULE`, for every module of Node's. */
  readonly nodeImports: readonly string[];
}

/** One script for a browser. */
async function bundle(options: BuildEnvironmentOptions, plugins: readonly Plugin[] = []): Promise<Bundle> {
  const nodeImports: string[] = [];
  const watcher: Plugin = {
    name: "watch imports of Node's modules",
    enforce: "pre",
    resolveId(name, importer) {
      if (isBuiltin(name)) nodeImports.push(`${importer} imports ${name}`);
    },
  };
  const result = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [watcher, ...plugins],
    resolve: { conditions: ["hourglass-source", ...defaultClientConditions] },
    build: { write: false, minify: false, ...options },
  });
  const [{ output }] = [result].flat() as [Rollup.RollupOutput];
  const [chunk] = output;
  return { code: chunk.code, nodeImports };
}

/** The public interface. ONNX Runtime stays outside: it brings a build of its own for browsers. */
const { code, nodeImports } = await bundle({
  lib: { entry, formats: ["iife"], name: "hourglass" },
  rollupOptions: { external: ["onnxruntime-web"] },
});

/** What a page has and this library uses. The arrays are those of the test's, so that the native runtime knows them. */
const browserGlobals = {
  TextEncoder,
  TextDecoder,
  performance,
  console,
  URL,
  structuredClone,
  AbortController,
  AbortSignal,
  Uint8Array,
  Int32Array,
  BigInt64Array,
  Float32Array,
  Float64Array,
};

function loadBundle(): typeof hourglass {
  const context = createContext({ ...browserGlobals });
  return runInContext(`${code}; hourglass`, context) as typeof hourglass;
}

test("no module of the bundle imports one of Node's", () => {
  expect(nodeImports).toEqual([]);
  expect(code).not.toMatch(/["']node:/);
});

test("without Node's globals the bundle builds the same programs", () => {
  const engine = loadBundle();
  const { sampleShape: imageShape, latentSize } = tinyModel();
  const model = engine.buildModel("vanilla", { sampleShape: imageShape, latentSize });
  const trainer = engine.toOnnx(engine.trainerProgram(model, { loss: "bce" }, kerasAdam));
  const autoencoder = engine.toOnnx(engine.autoencoderProgram(model, engine.initialWeights(model, 1)));
  const expected = allPrograms(tinyModel());
  expect(Buffer.compare(trainer, toOnnx(expected["trainer with bce"]!))).toBe(0);
  expect(Buffer.compare(autoencoder, toOnnx(expected["autoencoder"]!))).toBe(0);
});

test("without Node's globals the bundle trains to the same bits, and encodes", async () => {
  const { buildModel, fit, createAutoencoder } = loadBundle();
  const { sampleShape: imageShape, latentSize } = tinyModel();
  const model = buildModel("vanilla", { sampleShape: imageShape, latentSize });
  const runtime = await nativeRuntime();
  const { state, weights } = await fit(runtime, model, trainingData(), trainingOptions);
  const expected = await fitTiny();
  expect(timelessState(state)).toEqual(timelessState(expected.state));
  const autoencoder = await createAutoencoder(runtime, model, weights);
  expect(await autoencoder.encode(trainingData().train.images)).toHaveLength(51 * 4);
  await autoencoder.release();
});

test("the browser's program in the documentation bundles, and runs without Node's globals", async () => {
  const [example] = (await readDocExamples("docs/api.md")).filter(
    ({ heading }) => heading === "In a browser",
  );
  await using folder = await temporaryFolder();
  const file = join(folder.path, "program.js");
  await writeFile(file, example!.code);
  const given: Plugin = {
    name: "modules that the test gives",
    enforce: "pre",
    resolveId: (name) => {
      if (name === "hourglass-lab") return entry;
      return name === "onnxruntime-web" ? "\0onnxruntime" : undefined;
    },
    // A page would load ONNX Runtime's build for browsers; here it is given the one for Node, WebAssembly as well.
    load: (id) =>
      id === "\0onnxruntime" ? "export const { env, InferenceSession, Tensor } = onnxRuntime;" : undefined,
  };
  const program = await bundle(
    {
      lib: { entry: file, formats: ["es"] },
      rollupOptions: { output: { codeSplitting: false } },
    },
    [given],
  );
  expect(program.nodeImports).toEqual([]);
  const printed: string[] = [];
  const context = createContext({
    ...browserGlobals,
    setTimeout,
    console: { log: (...values: readonly unknown[]) => printed.push(values.join(" ")) },
    onnxRuntime,
  });
  await runInContext(`(async () => {${program.code}\n})()`, context);
  expect(printed).toEqual(["epoch 1", ...example!.promised]);
});
