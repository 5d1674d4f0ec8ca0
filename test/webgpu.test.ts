import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { presets } from "hourglass-core/internal/settings/presets.ts";
import { describe, expect, test } from "vitest";
import { checkValues } from "./operators/check-values.ts";
import type { OperatorRow } from "./operators/row.ts";
import {
  expectLosses,
  expectTensors,
  goldenNames,
  readGolden,
  trainGolden,
} from "./support/golden-training.ts";
import { operatorRows, shippedOperators } from "./support/shipped-operators.ts";
import { noDriver, softwareRuntime } from "./support/software-driver.ts";

// Programs on WebGPU, by a driver that computes in software: right, and the same again. How fast hardware is, it does not tell.

const found = await softwareRuntime();
const runtime = found as Runtime;
if (found === undefined) process.stderr.write(`test/webgpu.test.ts: ${noDriver()}\n`);

/** Relative above 1. Products and sums are of another order than on the processor; exp, log and tanh of WGSL may be off by more. */
const tolerance = 2e-5;

describe.skipIf(found === undefined)("every operator on WebGPU", async () => {
  const operators = await shippedOperators();
  const rows = await operatorRows();
  test.each(operators.map((operator) => [operator.name, operator] as const))("%s", async (name, operator) => {
    const { cases } = rows[name] as OperatorRow;
    for (const [number, one] of cases.entries()) {
      await checkValues(operator, number, one, { dtype: "float32", tolerance, runtime });
    }
  });
});

describe.skipIf(found === undefined)("three steps on WebGPU equal PyTorch's", () => {
  test.each(goldenNames)("%s", async (name) => {
    const golden = await readGolden(name);
    const results = await trainGolden(golden, runtime, "float32");
    expectLosses(results, golden, 1e-4);
    expectTensors(results, golden, 1e-3);
  });

  test("of every preset", () => {
    const known = goldenNames.map((name) => name.split(/[-.]/)[0]);
    expect(Object.keys(presets).filter((preset) => !known.includes(preset.split("-")[0]))).toEqual([]);
  });
});
