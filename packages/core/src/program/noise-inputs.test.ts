import { expect, test } from "vitest";
import { evaluate } from "../../../../test/support/evaluate.ts";
import { sampleNumbers } from "../../../../test/support/numbers.ts";
import { input } from "../graph/operators/source.ts";
import { givenNoise, noiseOfSteps } from "./noise-inputs.ts";

test("a program without noise wants none", () => {
  const { inputs, requests } = givenNoise();
  expect([inputs(), requests()]).toEqual([[], []]);
});

test("a program wants two words a column of each source, and one a row for all of them", () => {
  const { noise, inputs, requests } = givenNoise();
  noise.bits("corruption", 5);
  noise.bits("code.radius", 3);
  expect(requests()).toEqual([
    { name: "noise.rows", count: "batch" },
    { name: "noise.corruption", count: 10 },
    { name: "noise.code.radius", count: 6 },
  ]);
  expect(inputs().map(({ value }) => [value.dtype, value.shape])).toEqual([
    ["int32", ["batch"]],
    ["int32", [10]],
    ["int32", [6]],
  ]);
  for (const { description } of inputs()) expect(description).toMatch(/^random words.*, each used once$/);
});

test("in a loop over steps every input has a first axis of steps, of which a step takes its row", async () => {
  const words = (count: number, stream: string): readonly number[] =>
    sampleNumbers([count], stream).data.map((x) => Math.round(x * 2 ** 29));
  const iteration = input("iteration", { dtype: "int64", shape: [] });
  const steps = noiseOfSteps();
  const ofStep = steps.at(iteration).bits("corruption", 4);
  const single = givenNoise();
  const alone = single.noise.bits("corruption", 4);
  const rows = words(2 * 3, "rows");
  const columns = words(2 * 8, "columns");
  for (const step of [0, 1]) {
    const [actual] = await evaluate(
      [ofStep],
      new Map([
        [iteration, { shape: [], data: [step] }],
        [
          steps.inputs().find(({ value }) => value.shape[1] === "batch")!.value,
          { shape: [2, 3], data: rows },
        ],
        [steps.inputs().find(({ value }) => value.shape[1] === 8)!.value, { shape: [2, 8], data: columns }],
      ]),
    );
    const [expected] = await evaluate(
      [alone],
      new Map([
        [
          single.inputs().find(({ value }) => value.shape[0] === "batch")!.value,
          { shape: [3], data: rows.slice(3 * step, 3 * step + 3) },
        ],
        [
          single.inputs().find(({ value }) => value.shape[0] === 8)!.value,
          { shape: [8], data: columns.slice(8 * step, 8 * step + 8) },
        ],
      ]),
    );
    expect(actual).toEqual(expected);
  }
});
