import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { multiply } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { logSumExp } from "hourglass-core/internal/graph/operators/log-sum-exp.ts";
import { input } from "hourglass-core/internal/graph/operators/source.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { presets } from "hourglass-core/internal/settings/presets.ts";
import type { FitHooks } from "hourglass-core/internal/training/fit.ts";
import type { FitResult } from "hourglass-core/internal/training/run-epochs.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { checkValues } from "./operators/check-values.ts";
import type { OperatorRow } from "./operators/row.ts";
import { expectClose } from "./support/closeness.ts";
import { load } from "./support/evaluate.ts";
import {
  expectLosses,
  expectTensors,
  goldenNames,
  readGolden,
  trainGolden,
} from "./support/golden-training.ts";
import { logSumExpCases, sumOfExponentials } from "./support/log-sum-exp.ts";
import { sampleNumbers } from "./support/numbers.ts";
import { operatorRows, shippedOperators } from "./support/shipped-operators.ts";
import { noDriver, softwareRuntime } from "./support/software-driver.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { fitTiny, timelessState, trainingData } from "./support/training.ts";

// Programs on WebGPU, by a driver that computes in software: right, and the same again. How fast hardware is, it does not tell.
// HOURGLASS_WEBGPU=all takes every golden training in place of one for each preset: minutes.

const found = await softwareRuntime();
const runtime = found as Runtime;
if (found === undefined) process.stderr.write(`test/webgpu.test.ts: ${noDriver()}\n`);

/** Relative above 1: products and sums are of another order than on the processor. */
const tolerance = 2e-5;

/** WGSL allows sine and cosine an error of 2^-11 between -pi and pi. */
const tolerances: Readonly<Record<string, number>> = { sin: 2 ** -11, cos: 2 ** -11 };

describe.skipIf(found === undefined)("every operator on WebGPU", async () => {
  const operators = await shippedOperators();
  const rows = await operatorRows();
  test.each(operators.map((operator) => [operator.name, operator] as const))("%s", async (name, operator) => {
    const { cases } = rows[name] as OperatorRow;
    for (const [number, one] of cases.entries()) {
      const check = { dtype: "float32", tolerance: tolerances[name] ?? tolerance, runtime } as const;
      await checkValues(operator, number, one, check);
    }
  });

  test("log of a sum of exponentials, of numbers whose exponentials overflow", async () => {
    for (const [shape, scale] of logSumExpCases) {
      const x = input("x", { dtype: "float32", shape });
      const given = sampleNumbers(shape, "logSumExp");
      await using evaluator = await load([logSumExp(multiply(x, scale))], [x], runtime);
      const [actual] = await evaluator.run(new Map([[x, given]]));
      expectClose(actual?.data ?? [], sumOfExponentials(given, scale).data, tolerance, `${shape}`);
    }
  });
});

/** The golden training of a preset: that of its name, or the first that begins so. */
function goldenOf(preset: string): string {
  const own = `${preset}.json`;
  return goldenNames.includes(own) ? own : (goldenNames.find((name) => name.startsWith(preset)) ?? own);
}

/** A golden training of every preset, and one whose objective sums exponentials. */
const chosen = [...Object.keys(presets).map(goldenOf), "variational-importance-weighted.json"];

describe.skipIf(found === undefined)("three steps on WebGPU equal PyTorch's", () => {
  test.each(process.env["HOURGLASS_WEBGPU"] === "all" ? goldenNames : chosen)("%s", async (name) => {
    const golden = await readGolden(name);
    const results = await trainGolden(golden, runtime, "float32");
    expectLosses(results, golden, 1e-4);
    expectTensors(results, golden, 1e-3);
  });
});

describe.skipIf(found === undefined)("a training on WebGPU", () => {
  // Six full batches and a smaller one.
  const options = { epochs: 1 };
  const train = (hooks: FitHooks = {}): Promise<FitResult> =>
    fitTiny(options, hooks, trainingData(), runtime);
  let whole: FitResult;
  beforeAll(async () => {
    whole = await train();
  });

  test("gives the same bits again, whatever the chunks, and after a resume", async () => {
    expect(whole.state.step).toBe(7);
    const expected = timelessState(whole.state);
    for (const stepsPerChunk of [1, 4]) {
      expect(timelessState((await train({ stepsPerChunk })).state)).toEqual(expected);
    }
    const stop = new AbortController();
    const onProgress = (): void => stop.abort();
    const part = await train({ stepsPerChunk: 2, signal: stop.signal, onProgress });
    expect([part.stopped, part.state.step]).toEqual(["interrupted", 2]);
    const from = structuredClone(part.state);
    expect(timelessState((await train({ from })).state)).toEqual(expected);
  });

  test("agrees with the processor", async () => {
    for (const [name, values] of (await fitTiny(options)).state.tensors) {
      expectClose(whole.state.tensors.get(name), values, 1e-4, name);
    }
  });
});

/** Of a step, what is on the processor: sizes of tensors, and the parting of random words. */
const onProcessor = ["Cast", "Reshape", "Slice", "Split"];

describe.skipIf(found === undefined)("in a step", () => {
  test.each(["vanilla", "convolutional", "variational"] as const)(
    "of %s nothing is left to the processor but sizes and random words",
    async (preset) => {
      await using folder = await temporaryFolder();
      const prefix = join(folder.path, "profile");
      const profiled = (await softwareRuntime({ profile: prefix })) as Runtime;
      const golden = await readGolden(goldenOf(preset));
      await trainGolden(golden, profiled, "float32");
      const nodes = executedNodes(prefix);
      expect(nodes.filter(({ provider }) => provider.startsWith("WebGpu")).length).toBeGreaterThan(50);
      // What is run once a step, and not once a chunk.
      const ofStep = nodes.filter(({ runs, provider }) => runs >= golden.steps && provider.startsWith("CPU"));
      expect(ofStep.length).toBeGreaterThan(0);
      expect(
        [...new Set(ofStep.map(({ type }) => type))].filter((type) => !onProcessor.includes(type)),
      ).toEqual([]);
      expect(Math.max(...ofStep.map(({ largest }) => largest))).toBeLessThan(100);
      const onDevice = nodes.filter(
        ({ runs, provider }) => runs >= golden.steps && provider.startsWith("WebGpu"),
      );
      // The optimiser moves all parameters at once; nothing else takes a root here.
      if (preset === "vanilla") expect(onDevice.filter(({ type }) => type === "Sqrt")).toHaveLength(1);
      // What steps carry is copied by none.
      expect(onDevice.filter(({ type }) => type === "Identity")).toEqual([]);
      expect(onDevice.filter(({ type }) => type === "MemcpyToHost")).toEqual([]);
    },
  );
});

interface ExecutedNode {
  readonly name: string;
  readonly type: string;
  readonly provider: string;
  readonly runs: number;
  /** Numbers in its largest input. */
  readonly largest: number;
}

/** The nodes of ONNX Runtime's profiles, with how often each ran. */
function executedNodes(prefix: string): readonly ExecutedNode[] {
  const folder = join(prefix, "..");
  const nodes = new Map<string, ExecutedNode>();
  for (const file of readdirSync(folder)) {
    const events = JSON.parse(readFileSync(join(folder, file), "utf8")) as {
      readonly cat: string;
      readonly name: string;
      readonly args?: {
        readonly op_name?: string;
        readonly provider?: string;
        /** Of each input its type with its sizes. */
        readonly input_type_shape?: readonly Readonly<Record<string, readonly number[]>>[];
      };
    }[];
    for (const { cat, name, args } of events) {
      if (cat !== "Node" || !name.endsWith("_kernel_time")) continue;
      const { op_name: type = "", provider = "", input_type_shape: inputs = [] } = args ?? {};
      const sizes = inputs
        .flatMap((one) => Object.values(one))
        .map((shape) => shape.reduce((a, b) => a * b, 1));
      const runs = (nodes.get(name)?.runs ?? 0) + 1;
      nodes.set(name, { name, type, provider, runs, largest: Math.max(0, ...sizes) });
    }
  }
  return [...nodes.values()];
}
