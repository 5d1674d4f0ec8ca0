import { describe, expect, test } from "vitest";
import { evaluate } from "../../../../test/support/evaluate.ts";
import { plainActivations, plainErf } from "../../../../test/support/plain-activations.ts";
import { logistic } from "../../../../test/support/plain-autoencoder.ts";
import { gradients } from "../graph/differentiate.ts";
import { reduceSum } from "../graph/operators/shaping.ts";
import { input } from "../graph/operators/source.ts";
import { type ActivationName, activationNames, activations } from "./activation.ts";

/** Derivatives in float64, by hand; at 0 as PyTorch has them. */
const slopes: Readonly<Record<ActivationName, (x: number) => number>> = {
  linear: () => 1,
  relu: (x) => (x > 0 ? 1 : 0),
  "leaky-relu": (x) => (x > 0 ? 1 : 0.01),
  elu: (x) => (x > 0 ? 1 : Math.exp(x)),
  silu: (x) => logistic(x) * (1 + x * logistic(-x)),
  gelu: (x) => (1 + plainErf(x / Math.SQRT2)) / 2 + (x * Math.exp(-(x ** 2) / 2)) / Math.sqrt(2 * Math.PI),
  tanh: (x) => 1 - Math.tanh(x) ** 2,
  sigmoid: (x) => logistic(x) * logistic(-x),
};

const positive = [1e-38, 1e-10, 1e-3, 0.1, 0.5, 1, 2, 5, 10, 17, 30, 88, 100, 1e4, 1e30, 3e38];
const given = [0, ...positive, ...positive.map((x) => -x)].map(Math.fround);

/** The runtime's sigmoid is right to some 2^-24, and silu multiplies it by x, up to the 17 at which it becomes 0 or 1. */
const tolerance = 2 ** -19;

describe.each(activationNames)("%s", (name) => {
  test("has the values and the derivatives of its definition in float32, extreme ones included", async () => {
    const x = input("x", { dtype: "float32", shape: ["batch"] });
    const y = activations.of(name).apply(x);
    const [values, derivatives] = await evaluate(
      [y, ...gradients(reduceSum(y), [x])],
      new Map([[x, { shape: [given.length], data: given }]]),
    );
    given.forEach((at, index) => {
      const [value, slope] = [plainActivations[name](at), slopes[name](at)];
      const error = Math.abs(values!.data[index]! - value);
      expect(error, `value at ${at}: ${value}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value)));
      const slopeError = Math.abs(derivatives!.data[index]! - slope);
      expect(slopeError, `derivative at ${at}: ${slope}`).toBeLessThanOrEqual(tolerance);
    });
  });

  test("has values that fill its range", () => {
    const { range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] } = activations.of(name);
    const places = Array.from({ length: 80_001 }, (_, at) => (at - 40_000) / 1_000);
    const values = places.map(plainActivations[name]);
    const [least, greatest] = [Math.min(...values), Math.max(...values)];
    // The least values of silu and gelu lie between these places, and limits are only come near to.
    expect(least).toBeGreaterThanOrEqual(range[0] - 1e-9);
    expect(greatest).toBeLessThanOrEqual(range[1] + 1e-9);
    if (Number.isFinite(range[0])) expect(least).toBeCloseTo(range[0], 6);
    else expect(least).toBeLessThan(-0.3);
    if (Number.isFinite(range[1])) expect(greatest).toBeCloseTo(range[1], 6);
    else expect(greatest).toBeGreaterThan(39);
  });
});
