import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import type { Numbers } from "../../../../../test/support/numbers.ts";
import { input } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { foreignSettings } from "../../kinds/own-settings.ts";
import { resolveSettings } from "../../settings/resolve.ts";
import { optimizerOptions } from "../../settings/training-options.ts";
import {
  type OptimizerOptions,
  optimizerOf,
  optimizerSchema,
  optimizers,
  optimizerWords,
} from "./optimizers.ts";
import type { SgdOptions } from "./sgd.ts";

/** Made by test/golden/make_optimizer_golden.py. */
const golden = JSON.parse(
  readFileSync(new URL("../../../../../test/golden/optimizers/steps.json", import.meta.url), "utf8"),
) as {
  readonly start: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly rate: number;
  readonly sgd: readonly { readonly options: SgdOptions; readonly after: readonly (readonly number[])[] }[];
};

/** The parameter after each step with given gradients, from slots of zeros. */
async function trajectory(options: OptimizerOptions): Promise<readonly (readonly number[])[]> {
  const kind = optimizerOf(options);
  const size = golden.start.length;
  const vector = (name: string): Value => input(name, { dtype: "float32", shape: [size] });
  const names = kind.slots(options);
  const [parameter, gradient] = [vector("parameter"), vector("gradient")];
  const slots = names.map(vector);
  const step = input("step", { dtype: "float64", shape: [] });
  const rate = input("rate", { dtype: "float32", shape: [] });
  const now = kind.schedule(step, rate, options);
  const after = kind.update({ parameter, slots }, gradient, now, options);
  expect(after.slots).toHaveLength(names.length);
  let state = [golden.start, ...names.map(() => Array<number>(size).fill(0))];
  const found: (readonly number[])[] = [];
  for (const [index, given] of golden.gradients.entries()) {
    const results = await evaluate(
      [after.parameter, ...after.slots],
      new Map<Value, Numbers>([
        [step, { shape: [], data: [index + 1] }],
        [rate, { shape: [], data: [golden.rate] }],
        [gradient, { shape: [size], data: given }],
        ...[parameter, ...slots].map((value, at): [Value, Numbers] => [
          value,
          { shape: [size], data: state[at]! },
        ]),
      ]),
    );
    state = results.map(({ data }) => [...data]);
    found.push(state[0]!);
  }
  return found;
}

test.each(golden.sgd)("SGD with $options goes PyTorch's way", async ({ options, after }) => {
  for (const [step, parameter] of (await trajectory(options)).entries()) {
    expectClose(parameter, after[step]!, 1e-6);
  }
});

describe.each(optimizers.kinds.map((kind) => [kind.name, kind] as const))("%s", (name, kind) => {
  const word = Object.values(kind.fields).some(({ optional }) => !optional) ? `${name}:0.9` : name;
  const settings = resolveSettings({ optimizer: word, weightDecay: 0.1, clipNorm: 1 });
  const options = optimizerOptions(settings);

  test("has options that its schema takes, from settings", () => {
    expect(optimizerSchema.safeParse(options).success).toBe(true);
    expect(optimizerSchema.safeParse({ ...options, other: 1 }).success).toBe(false);
    expect(options).toMatchObject({ weightDecay: 0.1, clipNorm: 1 });
    expect(optimizerOf(options)).toBe(kind);
    expect(optimizerWords(options, 0.5)).toContain("learning rate 0.5");
  });

  test("decays weights apart from the gradient", async () => {
    const { weightDecay: _, ...plain } = options;
    const [free] = await trajectory(plain as OptimizerOptions);
    const [decayed] = await trajectory(options);
    expectClose(
      decayed!,
      free!.map((value, index) => value - golden.rate * 0.1 * golden.start[index]!),
      1e-6,
    );
  });

  test("refuses the settings of others", () => {
    for (const { name: foreign, purpose, advice } of foreignSettings(optimizers, kind.name)) {
      expect(() => resolveSettings({ optimizer: word, [foreign]: 0.5 })).toThrow(
        `${foreign} ${purpose}, and the optimizer is ${word}: ${advice}`,
      );
    }
  });
});

test.each([
  ["adam", "Adam: learning rate 0.1, β₁ 0.9, β₂ 0.999, ε 1e-7"],
  ["sgd:0.9", "SGD: learning rate 0.1, momentum 0.9"],
  ["sgd:0.9,nesterov", "SGD: learning rate 0.1, momentum 0.9, Nesterov's form"],
])("%s is named with its numbers", (optimizer, words) => {
  expect(optimizerWords(optimizerOptions(resolveSettings({ optimizer })), 0.1)).toBe(words);
});

test.each([
  ["sgd", "sgd:MOMENTUM[,nesterov]"],
  ["sgd:1", "sgd:MOMENTUM[,nesterov]"],
  ["sgd:0,nesterov", "sgd:MOMENTUM[,nesterov]"],
  ["sgd:0.9,yes", "sgd:MOMENTUM[,nesterov]"],
  ["adam:0.9", "adam"],
  ["rmsprop", "adam or sgd:MOMENTUM[,nesterov]"],
])("%s is none", (optimizer, forms) => {
  expect(() => resolveSettings({ optimizer })).toThrow(`settings: optimizer: expected ${forms}`);
});
