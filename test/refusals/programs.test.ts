import { corruptions } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import {
  autoencoderProgram,
  createWebRuntime,
  decoderProgram,
  describeObjective,
  encoderProgram,
  evaluatorProgram,
  gradients,
  initialWeights,
  toOnnx,
  trainerProgram,
} from "hourglass-lab";
import { createNodeRuntime } from "hourglass-lab/node";
import { describe } from "vitest";
import { nativeRuntime } from "../support/evaluate.ts";
import { tinyModel } from "../support/programs.ts";
import { any, refuses } from "../support/refusals.ts";

const runtime = await nativeRuntime();
const model = tinyModel();
const weights = initialWeights(model, 1);
const program = encoderProgram(model, weights);
const executable = await runtime.load(toOnnx(program));
const gone = await runtime.load(toOnnx(program));
await gone.release();

describe("programs and what runs them refuse", () => {
  refuses([
    [
      "weights that lack a parameter",
      () => encoderProgram(model, new Map()),
      "encoderProgram: weights: expected 100 values of encoder.code.kernel, found nothing: they are of another model",
    ],
    [
      "no weights",
      () => decoderProgram(model, any(undefined)),
      "decoderProgram: weights: expected a Map of float32 values by the names of the parameters, as fit gives, found nothing",
    ],
    [
      "a preset for a model",
      () => autoencoderProgram(any("vanilla"), weights),
      'autoencoderProgram: model: expected a record with name, sampleSize, latentSize, code, ..., found "vanilla"; give what buildModel, buildArchitecture or createModel returns',
    ],
    [
      "unknown noise",
      () => evaluatorProgram(model, any("noise")),
      `evaluatorProgram: corruption: expected a record whose kind is one of ${corruptions.kinds.map(({ name }) => name).join(", ")}, found "noise"`,
    ],
    [
      "an optimiser that is none",
      () => trainerProgram(model, { loss: "bce" }, any("adam")),
      'trainerProgram: optimizer: expected a record with kind, beta1, beta2, epsilon, ..., found "adam"',
    ],
    [
      "an objective that is none",
      () => describeObjective(model, any("bce")),
      'describeObjective: objective: expected a record with loss, penalties, augmentations, corruption, ..., found "bce"',
    ],
    [
      "gradients of a number",
      () => gradients(any(1), []),
      "gradients: objective: expected a value of a graph, as programs have them, found 1",
    ],
    [
      "no program",
      () => toOnnx(any({})),
      "toOnnx: program.name: expected a text that is not empty, found nothing",
    ],
    [
      "a program without results",
      () => toOnnx({ ...program, outputs: [] }),
      "toOnnx: program.outputs: expected a list that is not empty, each a record with name, value, description, found []",
    ],
    [
      "numbers that do not fill an input",
      () => toOnnx({ ...program, weights: new Map([["encoder.code.bias", new Float32Array(3)]]) }),
      "toOnnx: program.weights: encoder.code.bias: expected a Float32Array of 4, found Float32Array of 3",
    ],
    [
      "an input that is missing",
      () => toOnnx({ ...program, inputs: program.inputs.slice(1) }),
      "toOnnx: program.inputs: expected the input images as well, which the outputs need",
    ],
    [
      "bytes that are no program",
      () => runtime.load(any("encoder.onnx")),
      'load: program: expected bytes (a Uint8Array), found "encoder.onnx"',
    ],
    [
      "a program without its inputs",
      () => executable.run({}),
      "run: inputs.images: expected float32 [batch, 25], found nothing",
    ],
    ["a released program", () => gone.run({}), "the program was released: create it anew"],
    [
      "threads in parts",
      () => createNodeRuntime({ threads: 0.5 }),
      "createNodeRuntime: options.threads: expected a whole number from 0 to 256, found 0.5",
    ],
    [
      "fewer threads than none",
      () => createNodeRuntime({ threads: -1 }),
      "createNodeRuntime: options.threads: expected a whole number from 0 to 256, found -1",
    ],
    [
      "threads as a text",
      () => createNodeRuntime({ threads: any("2") }),
      'createNodeRuntime: options.threads: expected a whole number from 0 to 256, found "2"',
    ],
    [
      "a misspelt option of a runtime",
      () => createNodeRuntime(any({ thread: 2 })),
      'createNodeRuntime: options: unknown name "thread": choose from threads, device, webAssembly, memoryLimit, onNotice, profile, loadNative, trial',
    ],
    [
      "no threads in a browser",
      () => createWebRuntime({ threads: 0 }),
      "createWebRuntime: options.threads: expected a whole number from 1 to 256, found 0",
    ],
    [
      "an unknown device",
      () => createWebRuntime({ device: any("gpu") }),
      'createWebRuntime: options.device: expected one of wasm, webgpu, found "gpu"',
    ],
  ]);
});
