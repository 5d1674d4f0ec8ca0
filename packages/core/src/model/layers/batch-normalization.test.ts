import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../../test/support/gradient.ts";
import { type Numbers, sampleNumbers, samplePositive } from "../../../../../test/support/numbers.ts";
import { input } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { createRandom } from "../../random/random.ts";
import type { TrainingPass } from "../layer.ts";
import type { Parameter } from "../parameter.ts";
import { batchNormalization } from "./batch-normalization.ts";

const epsilon = 1e-5;
const momentum = 0.9;

/** A training pass that keeps what becomes of the statistics. */
function trainingPass(): { readonly pass: TrainingPass; readonly updates: Map<Parameter, Value> } {
  const updates = new Map<Parameter, Value>();
  return {
    pass: {
      noise: {
        bits: () => {
          throw new Error("batch normalization is not random");
        },
      },
      update: (statistic, next) => updates.set(statistic, next),
      project: () => {
        throw new Error("batch normalization changes no parameter");
      },
      progress: () => {
        throw new Error("normalization is the same throughout training");
      },
    },
    updates,
  };
}

/** The values of each feature, over images and positions. */
function valuesOf({ shape, data }: Numbers, feature: number): readonly number[] {
  const [, features = 1, ...positions] = shape;
  const perImage = positions.reduce((a, b) => a * b, 1);
  return data.filter((_, index) => Math.floor(index / perImage) % features === feature);
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: readonly number[]): number => mean(values.map((x) => (x - mean(values)) ** 2));

/** `f` of every value of `x` with the number of its feature. */
function mapFeatures(x: Numbers, f: (value: number, feature: number) => number): readonly number[] {
  const [, features = 1, ...positions] = x.shape;
  const perImage = positions.reduce((a, b) => a * b, 1);
  return x.data.map((value, index) => f(value, Math.floor(index / perImage) % features));
}

describe.each([
  ["features", [3]],
  ["channels of images", [3, 2, 4]],
  ["channels of series", [3, 4]],
])("of %s", (_, shape) => {
  const layer = batchNormalization("layer", shape);
  const x = sampleNumbers([5, ...shape], "x");
  const parameters = [
    sampleNumbers([3], "scale"),
    sampleNumbers([3], "shift"),
    sampleNumbers([3], "mean"),
    samplePositive([3], "variance"),
  ] as const;
  const [scale, shift, movingMean, movingVariance] = parameters;
  const inputs = [x, ...parameters].map((given, index) =>
    input(`input ${index}`, { dtype: "float64", shape: index === 0 ? ["batch", ...shape] : given.shape }),
  ) as [Value, ...Value[]];
  const feeds = (given: Numbers): Map<Value, Numbers> =>
    new Map(inputs.map((value, index) => [value, [given, ...parameters][index]!]));

  test("training normalises over the batch", async () => {
    const { pass } = trainingPass();
    const [y] = await evaluate([layer.apply(inputs[0], inputs.slice(1), pass)], feeds(x));
    const features = [0, 1, 2].map((feature) => valuesOf(x, feature));
    const expected = mapFeatures(x, (value, feature) => {
      const values = features[feature]!;
      const normal = (value - mean(values)) / Math.sqrt(variance(values) + epsilon);
      return scale.data[feature]! * normal + shift.data[feature]!;
    });
    expect(y!.shape).toEqual(x.shape);
    expectClose(y!.data, expected, 1e-13);
  });

  test("training moves the statistics a tenth of the way, the variance to the unbiased estimate", async () => {
    const { pass, updates } = trainingPass();
    layer.apply(inputs[0], inputs.slice(1), pass);
    expect([...updates.keys()].map(({ name }) => name)).toEqual([
      "layer.moving_mean",
      "layer.moving_variance",
    ]);
    let before = [movingMean.data, movingVariance.data];
    for (const step of [1, 2]) {
      const batch = sampleNumbers([5, ...shape], `batch ${step}`);
      const given = feeds(batch);
      given.set(inputs[3]!, { shape: [3], data: before[0]! });
      given.set(inputs[4]!, { shape: [3], data: before[1]! });
      const after = await evaluate([...updates.values()], given);
      const expected = [0, 1, 2].map((feature) => {
        const values = valuesOf(batch, feature);
        const unbiased = (variance(values) * values.length) / (values.length - 1);
        return [
          momentum * before[0]![feature]! + (1 - momentum) * mean(values),
          momentum * before[1]![feature]! + (1 - momentum) * unbiased,
        ] as const;
      });
      expectClose(
        after[0]!.data,
        expected.map(([one]) => one),
        1e-13,
      );
      expectClose(
        after[1]!.data,
        expected.map(([, one]) => one),
        1e-13,
      );
      before = after.map(({ data }) => data);
    }
  });

  test("inference normalises by the moving statistics, image by image", async () => {
    const [y] = await evaluate([layer.apply(inputs[0], inputs.slice(1))], feeds(x));
    const expected = mapFeatures(x, (value, feature) => {
      const normal = (value - movingMean.data[feature]!) / Math.sqrt(movingVariance.data[feature]! + epsilon);
      return scale.data[feature]! * normal + shift.data[feature]!;
    });
    expectClose(y!.data, expected, 1e-13);
    const one = { shape: [1, ...shape], data: x.data.slice(0, x.data.length / 5) };
    const [alone] = await evaluate([layer.apply(inputs[0], inputs.slice(1))], feeds(one));
    expect(alone!.data).toEqual(y!.data.slice(0, one.data.length));
  });

  test("has the gradient of central differences, through the batch's statistics as well", async () => {
    const given = [
      { shape: ["batch", ...shape], given: x },
      ...parameters.slice(0, 2).map((one) => ({ given: one })),
    ];
    const fixed = inputs.slice(3);
    await checkGradient(
      (value, ...learnt) => layer.apply(value, [...learnt, ...fixed], trainingPass().pass),
      given,
    );
    await checkGradient(
      (value, ...all) => layer.apply(value, all),
      [given[0]!, ...parameters.map((one) => ({ given: one }))],
    );
  });

  test("starts as the normalisation itself, and trains scale and shift alone", () => {
    const start = Object.fromEntries(
      layer.parameters.map(({ name, trainable, initialize }) => [
        name,
        [trainable, ...new Set(initialize(createRandom(1, name)))],
      ]),
    );
    expect(start).toEqual({
      "layer.scale": [true, 1],
      "layer.shift": [true, 0],
      "layer.moving_mean": [false, 0],
      "layer.moving_variance": [false, 1],
    });
  });
});
