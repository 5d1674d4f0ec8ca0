import { toPixels } from "hourglass-core/internal/inference/to-pixels.ts";
import { describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import {
  goldenRepresentation,
  goldenSplits,
  supervisedGolden,
} from "../../../../../test/support/golden-digits.ts";
import type { Matrix } from "../matrix.ts";
import { fitStandardiser } from "../standardise.ts";
import { classifyByFew, drawLabelled, fewLabels } from "./few-labels.ts";

const { train, test: testSet } = goldenSplits(0);
const labels = train.labels as Uint8Array;

describe("draws", () => {
  const countsOf = (positions: Int32Array): number[] => {
    const counts = new Array<number>(10).fill(0);
    for (const position of positions) counts[labels[position]!]! += 1;
    return counts;
  };

  test.each([10, 100, 105])("%i labels: as many of every class, and one more of the first", (count) => {
    const drawn = drawLabelled(labels, count, 1)!;
    expect(new Set(drawn).size).toBe(count);
    const expected = Array.from(
      { length: 10 },
      (_, label) => Math.floor(count / 10) + (label < count % 10 ? 1 : 0),
    );
    expect(countsOf(drawn)).toEqual(expected);
  });

  test("are the same each time, differ from each other, and the small lie within the large", () => {
    expect(drawLabelled(labels, 100, 2)).toEqual(drawLabelled(labels, 100, 2));
    expect(drawLabelled(labels, 100, 2)).not.toEqual(drawLabelled(labels, 100, 1));
    const large = new Set(drawLabelled(labels, 100, 1));
    expect([...drawLabelled(labels, 10, 1)!].every((position) => large.has(position))).toBe(true);
  });

  test("there is none of more images than a class has, nor of fewer labels than classes", () => {
    expect(drawLabelled(labels, 1_000, 1)).toBeUndefined();
    expect(drawLabelled(labels, 9, 1)).toBeUndefined();
  });
});

test.each(supervisedGolden.fewLabels)(
  "$labelled.length labels: as scikit-learn",
  async ({ labelled, found }) => {
    const rowsOf = ({ count, images }: typeof train): Matrix => ({
      rows: count,
      columns: 64,
      data: toPixels(images),
    });
    const standardiser = fitStandardiser(rowsOf(train));
    const classes = await classifyByFew(
      await nativeRuntime(),
      standardiser.apply(rowsOf(train)),
      labels,
      Int32Array.from(labelled),
      standardiser.apply(rowsOf(testSet)),
      10,
    );
    expect([...classes]).toEqual(found);
  },
);

test("the measure has what the data allow, with its spread, and says what it lacks", async () => {
  const { figures, curves, notMeasured } = await fewLabels.measure(await goldenRepresentation(0), {});
  expect(Object.keys(figures).sort()).toEqual(
    [10, 100]
      .flatMap((count) => [`accuracy${count}`, `pixels${count}`, `pixelsSpread${count}`, `spread${count}`])
      .sort(),
  );
  expect(figures["pixels100"]).toBeGreaterThan(figures["pixels10"]!);
  expect(figures["pixels100"]).toBeGreaterThan(0.75);
  expect(figures["pixelsSpread10"]).toBeGreaterThan(0);
  expect(curves!.map(({ points }) => points.map(({ x }) => x))).toEqual([
    [10, 100],
    [10, 100],
  ]);
  expect(notMeasured).toBe("with 1,000 labels: a class has too few training images");
});

test("a stop is heard", async () => {
  const signal = AbortSignal.abort(new Error("stopped"));
  await expect(fewLabels.measure(await goldenRepresentation(0), { signal })).rejects.toThrow("stopped");
});
