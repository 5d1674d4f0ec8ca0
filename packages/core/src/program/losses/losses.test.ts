import { describe, expect, test } from "vitest";
import { load } from "../../../../../test/support/evaluate.ts";
import { logistic, plainCrossEntropy } from "../../../../../test/support/plain-autoencoder.ts";
import { image } from "../../data/samples/image.ts";
import { gradients } from "../../graph/differentiate.ts";
import { input } from "../../graph/operators/source.ts";
import { createRandom } from "../../random/random.ts";
import { lossOf } from "./losses.ts";

const huberOf = (error: number, delta: number): number =>
  Math.abs(error) <= delta ? error ** 2 / 2 : delta * (Math.abs(error) - delta / 2);

/** The losses of one pixel in float64, from their definitions. */
const references = {
  bce: plainCrossEntropy,
  mse: (logit: number, target: number) => (logistic(logit) - target) ** 2,
  huber: (logit: number, target: number) => huberOf(logistic(logit) - target, 1),
  "huber:0.1": (logit: number, target: number) => huberOf(logistic(logit) - target, 0.1),
  mae: (logit: number, target: number) => Math.abs(logistic(logit) - target),
};
type Name = keyof typeof references;
const names = Object.keys(references) as Name[];

interface LossResult {
  readonly sum: number;
  readonly gradient: readonly number[];
}

/** Prepares the sum of a loss over `[batch, pixels]` logits and targets, with its gradient for the logits, in float32. */
async function loadLoss(
  name: Name,
  pixels: number,
): Promise<
  AsyncDisposable & { run(logits: readonly number[], targets: readonly number[]): Promise<LossResult> }
> {
  const logits = input("logits", { dtype: "float32", shape: ["batch", pixels] });
  const targets = input("targets", { dtype: "float32", shape: ["batch", pixels] });
  const sum = lossOf(name).sum(logits, targets);
  const evaluator = await load([sum, ...gradients(sum, [logits])], [logits, targets]);
  return {
    run: async (z, x) => {
      const shape = [z.length / pixels, pixels];
      const feeds = new Map([
        [logits, { shape, data: z }],
        [targets, { shape, data: x }],
      ]);
      const [value, gradient] = await evaluator.run(feeds);
      return { sum: value!.data[0]!, gradient: gradient!.data };
    },
    [Symbol.asyncDispose]: () => evaluator[Symbol.asyncDispose](),
  };
}

const greys = [0, 1 / 255, 0.1, 0.5, 0.9, 254 / 255, 1].map(Math.fround);
const logits = Array.from({ length: 121 }, (_, index) => index - 60).concat([-0.5, -1e-3, 1e-3, 0.5, 17.3]);
const pairs = logits.flatMap((logit) => greys.map((target) => [Math.fround(logit), target] as const));

/** float32 rounds to 2^-24 of a number; a pixel's loss is the difference of terms as large as its logit. */
const rounding = (logit: number): number => 2 ** -22 * (1 + Math.abs(logit));

describe.each(names)("%s", (name) => {
  const reference = references[name];

  test("of single pixels is that of the definition, for logits of -60 to 60 and grey targets", async () => {
    await using loss = await loadLoss(name, 1);
    for (const [logit, target] of pairs) {
      const { sum } = await loss.run([logit], [target]);
      const expected = reference(logit, target);
      const error = Math.abs(sum - expected);
      expect(error, `loss of ${logit} for ${target}: ${expected}`).toBeLessThanOrEqual(rounding(logit));
    }
  });

  test("has the gradient of central differences of the definition", async () => {
    await using loss = await loadLoss(name, pairs.length);
    const { gradient } = await loss.run(
      pairs.map(([logit]) => logit),
      pairs.map(([, target]) => target),
    );
    const step = 1e-5;
    pairs.forEach(([logit, target], index) => {
      const difference = (reference(logit + step, target) - reference(logit - step, target)) / (2 * step);
      // A few roundings of numbers in [0, 1], and 60 2^-53 / step of the difference.
      expect(Math.abs(gradient[index]! - difference), `at ${logit} for ${target}`).toBeLessThanOrEqual(5e-7);
    });
  });

  test.each([
    [1, 784],
    [3, 25],
    // Primes, and one more than the factors that a logarithm takes together.
    [2, 101],
    [2, 13],
    [256, 1],
  ])("of %i images of %i pixels is the sum to 1e-6 relative", async (batch, pixels) => {
    const random = createRandom(1, "losses");
    const count = batch * pixels;
    const z = Array.from({ length: count }, () => Math.fround(4 * random.normal()));
    const x = Array.from({ length: count }, () => Math.fround(random.below(256) / 255));
    await using loss = await loadLoss(name, pixels);
    const { sum } = await loss.run(z, x);
    const expected = z.reduce((total, logit, index) => total + reference(logit, x[index]!), 0);
    expect(Math.abs(sum - expected) / expected).toBeLessThanOrEqual(1e-6);
  });

  test("of many hopeless or perfect pixels neither overflows nor underflows", async () => {
    await using loss = await loadLoss(name, 784);
    for (const logit of [-1e4, 1e4, -1e-30, 1e-30, -3e30, 3e30]) {
      for (const target of [0, 0.5, 1]) {
        const { sum, gradient } = await loss.run(Array(784).fill(logit), Array(784).fill(target));
        const expected = 784 * reference(logit, target);
        expect(Math.abs(sum - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, expected));
        expect(gradient.every(Number.isFinite)).toBe(true);
      }
    }
  });

  test("states its objective", () => {
    expect(lossOf(name).meanPhrase(image)).toMatch(/, mean over pixels and images$/);
    expect(lossOf(name).sumPhrase(image)).toMatch(/, summed over pixels, mean over images/);
  });
});

test("bce's gradient is p - x, mse's 2 (p - x) p (1 - p)", async () => {
  const [z, x] = [Math.fround(0.7), 0.25];
  const p = logistic(z);
  await using crossEntropy = await loadLoss("bce", 1);
  await using squaredError = await loadLoss("mse", 1);
  expect((await crossEntropy.run([z], [x])).gradient[0]).toBeCloseTo(p - x, 6);
  expect((await squaredError.run([z], [x])).gradient[0]).toBeCloseTo(2 * (p - x) * p * (1 - p), 6);
});
