import { describe, expect, test } from "vitest";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../../test/support/gradient.ts";
import { type Numbers, sampleNumbers } from "../../../../../test/support/numbers.ts";
import { input, scalar } from "../../graph/operators/source.ts";
import { ShapeError } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { counted } from "../../words.ts";
import type { TrainingPass } from "../layer.ts";
import { topK } from "./top-k.ts";

async function apply(k: number, given: Numbers): Promise<readonly number[]> {
  const size = given.shape[1] as number;
  const x = input("x", { dtype: "float32", shape: ["batch", size] });
  const [result] = await evaluate([topK("layer", size, { k }).apply(x, [])], new Map([[x, given]]));
  return result!.data;
}

describe.each([1, 3, 8])("top-%i of 8", (k) => {
  const given = sampleNumbers([5, 8], "codes");

  test("keeps the largest values of each image, exactly as many, and sets the others to 0", async () => {
    const kept = await apply(k, given);
    for (let row = 0; row < 5; row++) {
      const values = given.data.slice(8 * row, 8 * row + 8);
      const threshold = values.toSorted((a, b) => b - a)[k - 1] as number;
      expect(kept.slice(8 * row, 8 * row + 8)).toEqual(values.map((x) => (x >= threshold ? x : 0)));
      expect(kept.slice(8 * row, 8 * row + 8).filter((x) => x !== 0)).toHaveLength(k);
    }
  });

  test("passes the gradient on to what it keeps", async () => {
    await checkGradient((x) => topK("layer", 8, { k }).apply(x, []), [{ shape: ["batch", 8], given }]);
  });
});

test("values equal to the k-th largest are kept as well", async () => {
  expect(await apply(2, { shape: [2, 4], data: [3, 1, 1, 0.5, 2, 2, 2, 1] })).toEqual([
    3, 1, 1, 0, 2, 2, 2, 0,
  ]);
});

test.each([0, 9, 2.5, -1])("keeping %d of 8 values is refused", (k) => {
  const build = (): unknown => topK("encoder.top_k1", 8, { k });
  expect(build).toThrow(ShapeError);
  expect(build).toThrow(`layer encoder.top_k1 keeps ${counted(k, "value")}, but finds [batch, 8]`);
});

describe("from 7 to 2 of 8 values", () => {
  const given = sampleNumbers([3, 8], "codes");
  const layer = topK("layer", 8, { k: 2, from: 7 });
  const pass = (progress: Value): TrainingPass => ({
    noise: {
      bits: () => {
        throw new Error("top-k is not random");
      },
    },
    project: () => {
      throw new Error("top-k has nothing to change");
    },
    update: () => {
      throw new Error("top-k has no statistics");
    },
    progress: () => progress,
  });

  test.each([
    [0, 7],
    [0.09, 6],
    [0.25, 5],
    [0.4, 3],
    [0.49, 2],
    [0.5, 2],
    [0.9, 2],
    [1, 2],
  ])("when %d of the training is over keeps %i", async (share, count) => {
    const x = input("x", { dtype: "float32", shape: ["batch", 8] });
    const progress = input("progress", { dtype: "float32", shape: [] });
    const values = new Map([
      [x, given],
      [progress, { shape: [], data: [share] }],
    ]);
    const [result] = await evaluate([layer.apply(x, [], pass(progress))], values);
    for (let row = 0; row < 3; row++) {
      const of = given.data.slice(8 * row, 8 * row + 8);
      const threshold = of.toSorted((a, b) => b - a)[count - 1] as number;
      expect(result!.data.slice(8 * row, 8 * row + 8)).toEqual(
        of.map((value) => (value >= threshold ? value : 0)),
      );
    }
  });

  test("passes the gradient on to what it keeps", async () => {
    await checkGradient((x) => layer.apply(x, [], pass(scalar(0.25))), [{ shape: ["batch", 8], given }]);
  });

  test("keeps 2 after training", async () => {
    const x = input("x", { dtype: "float32", shape: ["batch", 8] });
    const [result] = await evaluate([layer.apply(x, [])], new Map([[x, given]]));
    expect(result!.data.filter((value) => value !== 0)).toHaveLength(6);
  });

  test.each([1, 9, 2.5])("is refused from %d values on", (from) => {
    const build = (): unknown => topK("encoder.top_k1", 8, { k: 2, from });
    expect(build).toThrow(ShapeError);
    expect(build).toThrow(
      `layer encoder.top_k1 keeps ${counted(from, "value")} at first: expected a whole number from 2 (k) to 8`,
    );
  });
});
