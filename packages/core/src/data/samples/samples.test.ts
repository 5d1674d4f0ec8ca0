import { describe, expect, test } from "vitest";
import type { RowSet } from "./row.ts";
import { kindOfSamples, type Samples, sampleKinds } from "./sample-kinds.ts";
import {
  describeSamples,
  isImages,
  joinSamples,
  requireSamples,
  sliceSamples,
  takeSamples,
} from "./samples.ts";

const labels = Uint8Array.of(5, 6, 7);
const rows: RowSet = { kind: "row", count: 3, columns: 2, values: Float32Array.of(0, 1, 2, 3, 4, 5), labels };

/** Three samples of each kind, of two values that count up. */
const examples: Readonly<Record<string, Samples>> = {
  image: { count: 3, height: 1, width: 2, channels: 1, images: Uint8Array.of(0, 1, 2, 3, 4, 5), labels },
  row: rows,
  series: {
    kind: "series",
    count: 3,
    steps: 2,
    channels: 1,
    values: Float32Array.of(0, 1, 2, 3, 4, 5),
    labels,
  },
};

describe.each(sampleKinds.kinds.map((kind) => [kind.name, kind] as const))("%s", (name, kind) => {
  const set = examples[name] as Samples;
  const valuesOf = (of: Samples): number[] => [...kind.partOf(of).values];

  test("knows its sets, and says what they are", () => {
    expect(kindOfSamples(set)).toBe(kind);
    expect(isImages(set)).toBe(name === "image");
    expect(describeSamples(set)).toBe(`${kind.plural} of ${kind.describe(set as never)}`);
    const sizes = Object.keys(kind.fields).map((axis) => Reflect.get(set, axis) as number);
    expect(sizes.reduce((product, size) => product * size, 1)).toBe(2);
  });

  test("is sliced as a view and taken as a copy, with its labels", () => {
    const slice = sliceSamples(set, 1, 3);
    expect([slice.count, valuesOf(slice), slice.labels]).toEqual([2, [2, 3, 4, 5], Uint8Array.of(6, 7)]);
    expect(kind.partOf(slice).values.buffer).toBe(kind.partOf(set).values.buffer);
    const taken = takeSamples(set, Int32Array.of(2, 0));
    expect([taken.count, valuesOf(taken), taken.labels]).toEqual([2, [4, 5, 0, 1], Uint8Array.of(7, 5)]);
    expect(kind.partOf(taken).values.constructor).toBe(kind.partOf(set).values.constructor);
    const none = sliceSamples(set, 3, 3);
    expect([none.count, valuesOf(none)]).toEqual([0, []]);
    expect(takeSamples(none, new Int32Array()).count).toBe(0);
    expect(requireSamples(none, "call", "set")).toEqual(none);
  });

  test("is joined with another set of its shape, with labels where both have them", () => {
    const both = joinSamples(sliceSamples(set, 2, 3), sliceSamples(set, 0, 2));
    expect([both.count, valuesOf(both), both.labels]).toEqual([
      3,
      [4, 5, 0, 1, 2, 3],
      Uint8Array.of(7, 5, 6),
    ]);
    const { labels: _, ...unlabelled } = set;
    expect(joinSamples(set, unlabelled as Samples)).not.toHaveProperty("labels", expect.anything());
    expect(joinSamples(set, sliceSamples(set, 0, 0))).toEqual(set);
  });

  test("is refused where its numbers do not fit", () => {
    expect(() => requireSamples({ ...set, count: 4 }, "call", "set")).toThrow("expected 4 x ");
    expect(() => requireSamples({ ...set, labels: labels.subarray(1) }, "call", "set")).toThrow(
      `call: set.labels: expected 3, one a${name === "image" ? "n image" : ` ${name}`}, found 2`,
    );
    expect(() => sliceSamples(set, 2, 1)).toThrow("sliceSamples: end: expected a whole number from 2 to 3");
    expect(() => takeSamples(set, Int32Array.of(3))).toThrow(
      "takeSamples: indices[0]: expected a whole number",
    );
  });
});

test.each<[unknown, string]>([
  [{ ...rows, kind: "graph" }, 'unknown kind of sample "graph": choose one of image, row, series'],
  [{ ...rows, values: [0, 1] }, "call: set.values: expected a Float32Array"],
  [{ ...rows, columns: 0 }, "call: set.columns: expected a whole number from 1"],
  [{ ...rows, kind: undefined }, "call: set.height: expected a whole number"],
])("%o is no set of samples", (value, message) => {
  expect(() => requireSamples(value as Samples, "call", "set")).toThrow(message);
});
