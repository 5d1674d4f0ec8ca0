import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { type Numbers, samplePositive } from "../../../../../test/support/numbers.ts";
import { gradients } from "../../graph/differentiate.ts";
import { add, multiply } from "../../graph/operators/arithmetic.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { input } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import type { Choice } from "../../kinds/kind.ts";
import { wordOf } from "../../kinds/word.ts";
import { selectionOf, selectionSchema, selections } from "./selections.ts";

const [batch, units] = [7, 5];
const given = samplePositive([batch, units], "pre-activations");

const first = (kind: (typeof selections.kinds)[number]): string => {
  const values = Object.entries(kind.fields).map(([name, field]) => [
    name,
    "first" in field ? field.first : true,
  ]);
  return wordOf(selections, {
    kind: kind.name,
    ...Object.fromEntries(values),
    ...("k" in kind.fields ? { k: 2 } : {}),
  } as Choice);
};

/** Those of a layer as they start, for a graph: inputs with their values. */
function started(word: string): {
  readonly layer: ReturnType<(typeof selections.kinds)[number]["layer"]>;
  readonly values: readonly Value[];
  readonly feeds: readonly (readonly [Value, Numbers])[];
} {
  const { kind, values } = selectionOf(word);
  const layer = kind.layer("encoder.code", units, values);
  const inputs = layer.parameters.map(({ name, shape }) => input(name, { dtype: "float32", shape }));
  const feeds = layer.parameters.map(({ shape, initialize }, index): [Value, Numbers] => [
    inputs[index] as Value,
    { shape, data: [...initialize(undefined as never)] },
  ]);
  return { layer, values: inputs, feeds };
}

describe.each(selections.kinds.map((kind) => [kind.name, kind] as const))("%s", (_, kind) => {
  const word = first(kind);

  test("has a word, words for what it keeps, and as many units as it needs", () => {
    expect(selectionSchema.parse(word)).toBe(word);
    const { values } = selectionOf(word);
    expect(kind.keeps(values)).toMatch(/[a-z]/);
    expect(kind.leastUnits?.(values) ?? 1).toBe("k" in kind.fields ? 2 : 1);
  });

  test("keeps values as they are, and sets others to 0", async () => {
    const { layer, values, feeds } = started(word);
    const x = input("x", { dtype: "float32", shape: ["batch", units] });
    const [result] = await evaluate([layer.apply(x, values)], new Map([[x, given], ...feeds]));
    expect(result!.shape).toEqual([batch, units]);
    expect(result!.data.some((value) => value > 0)).toBe(true);
    for (const [index, value] of result!.data.entries()) {
      if (value !== 0) expect(value).toBe(given.data[index]);
    }
  });
});

test("words that are none are refused with their forms", () => {
  for (const word of ["top-k", "top-k:0", "top-k:2.5", "jump-relu:1", "jump-relu:0,1,1", "most"]) {
    expect(selectionSchema.safeParse(word).success, word).toBe(false);
  }
});

describe("JumpReLU", () => {
  const [threshold, bandwidth, weight] = [0.8, 0.6, 0.25];
  const { kind, values: numbers } = selectionOf(`jump-relu:${threshold},${bandwidth},${weight}`);
  const logs = Array.from({ length: units }, (_, unit) => Math.log(threshold) + 0.1 * (unit - 2));
  const thetas = logs.map((log) => Math.exp(Math.fround(log)));
  const near = (x: number, unit: number): number => (Math.abs(x - thetas[unit]!) / bandwidth < 0.5 ? 1 : 0);
  const byUnit = (f: (x: number, unit: number, row: number) => number): number[] =>
    Array.from({ length: units }, (_, unit) =>
      Array.from({ length: batch }, (_row, row) => f(given.data[row * units + unit]!, unit, row)).reduce(
        (sum, value) => sum + value,
      ),
    );

  async function measured(
    of: (code: Value, l0: Value) => Value,
  ): Promise<{ readonly value: Numbers; readonly ofX: Numbers; readonly ofLog: Numbers }> {
    const layer = kind.layer("encoder.code", units, numbers);
    const log = input("log", { dtype: "float32", shape: [units] });
    const x = input("x", { dtype: "float32", shape: ["batch", units] });
    const result = of(layer.apply(x, [log]), kind.term!.value(x, [log], numbers));
    const slopes = gradients(add(reduceSum(result), multiply(reduceSum(x), 0)), [x, log]);
    const feeds = new Map<Value, Numbers>([
      [x, given],
      [log, { shape: [units], data: logs }],
    ]);
    const [value, ofX, ofLog] = await evaluate([result, ...slopes], feeds);
    return { value: value!, ofX: ofX!, ofLog: ofLog! };
  }

  test("keeps what is above the threshold of its unit, which starts as it is told", async () => {
    const { value } = await measured((code) => code);
    expect(value.data).toEqual(given.data.map((x, index) => (x > thetas[index % units]! ? x : 0)));
    expect(value.data.filter((x) => x === 0).length).toBeGreaterThan(0);
    const [parameter] = kind.layer("encoder.code", units, numbers).parameters;
    expect(parameter).toMatchObject({ name: "encoder.code.log_threshold", trainable: true });
    expectClose(
      parameter!.initialize(undefined as never),
      Array(units).fill(Math.log(threshold)),
      1e-6,
      "start",
    );
  });

  test("passes the gradient on to what it keeps, and to log theta by equation 11", async () => {
    // Of the squares of the code, so that the gradient differs from value to value.
    const { ofX, ofLog } = await measured((code) => multiply(code, code));
    const slope = (x: number, unit: number): number => (x > thetas[unit]! ? 2 * x : 0);
    expectClose(
      ofX.data,
      given.data.map((x, index) => slope(x, index % units)),
      1e-6,
      "x",
    );
    // d log theta = theta d theta, and dz/dtheta = -(theta / bandwidth) K.
    const expected = byUnit(
      (x, unit) => slope(x, unit) * (-(thetas[unit]! ** 2) / bandwidth) * near(x, unit),
    );
    expect(expected.some((one) => one !== 0)).toBe(true);
    expectClose(ofLog.data, expected, 1e-5, "log theta");
  });

  test("adds the number of active units with its weight, whose gradient reaches log theta alone, by equation 12", async () => {
    const { value, ofX, ofLog } = await measured((_code, l0) => l0);
    const counts = Array.from(
      { length: batch },
      (_, row) =>
        given.data.slice(row * units, (row + 1) * units).filter((x, unit) => x > thetas[unit]!).length,
    );
    expectClose(
      value.data,
      counts.map((count) => weight * count),
      1e-6,
      "L0",
    );
    expect(ofX.data.every((one) => one === 0)).toBe(true);
    const expected = byUnit((x, unit) => weight * (-thetas[unit]! / bandwidth) * near(x, unit));
    expectClose(ofLog.data, expected, 1e-5, "log theta");
  });

  test("says its weight in the objective", () => {
    expect(kind.term!.words(numbers).phrase).toContain("0.25 times the number of active units");
  });
});
