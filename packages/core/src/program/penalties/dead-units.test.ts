import { expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { type Numbers, sampleNumbers } from "../../../../../test/support/numbers.ts";
import { gradients } from "../../graph/differentiate.ts";
import { input } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { parseArchitecture } from "../../model/architecture.ts";
import { buildArchitecture } from "../../model/build.ts";
import { type Model, modelParameters } from "../../model/model.ts";
import { tensorInputs } from "../model-inputs.ts";
import { givenNoise } from "../noise-inputs.ts";
import { describeObjective, requireObjective } from "../objective.ts";
import { objectiveValues } from "../objective-values.ts";

const shape = { kind: "row", columns: 4 } as const;
const [batch, size, units, k, weight, samples] = [5, 4, 7, 2, 0.7, 100] as const;

function built(
  encoder: readonly object[],
  decoder: readonly object[],
  output: "linear" | "sigmoid" = "linear",
): Model {
  const given = { encoder, decoder, output };
  const sampleShape = output === "linear" ? shape : ({ height: 2, width: 2, channels: 1 } as const);
  return buildArchitecture(parseArchitecture(given, "layers"), sampleShape);
}

const dictionary = { type: "dictionary", units, selection: "top-k:2" };
const model = built([dictionary], [{ type: "atoms" }]);
const objective = {
  loss: "mse",
  penalties: [{ kind: "dead-units", k, weight, samples }],
} as const;

interface Weights {
  readonly kernel: readonly number[];
  readonly bias: readonly number[];
  readonly centre: readonly number[];
  readonly atoms: readonly number[];
}

/** relu(W (x - c) + b) of one sample. */
function preActivations({ kernel, bias, centre }: Weights, x: readonly number[]): number[] {
  return bias.map((own, unit) => {
    const sum = x.reduce(
      (total, value, at) => total + (value - centre[at]!) * kernel[at * units + unit]!,
      own,
    );
    return Math.max(0, sum);
  });
}

const largest = (values: readonly number[], count: number): number[] => {
  const threshold = values.toSorted((a, b) => b - a)[count - 1] as number;
  return values.map((value) => (value >= threshold ? value : 0));
};

/** The sum of the atoms, each as often as the code says. */
function combined({ atoms }: Weights, code: readonly number[]): number[] {
  return Array.from({ length: size }, (_, at) =>
    code.reduce((sum, value, unit) => sum + value * atoms[unit * size + at]!, 0),
  );
}

function residual(weights: Weights, x: readonly number[]): number[] {
  const made = combined(weights, largest(preActivations(weights, x), 2));
  return x.map((value, at) => value - made[at]! - weights.centre[at]!);
}

/** The penalty by plain loops in float64, with its weight. */
function plainPenalty(
  weights: Weights,
  dead: readonly boolean[],
  rows: readonly (readonly number[])[],
  residuals: readonly (readonly number[])[],
): number {
  if (!dead.includes(true)) return 0;
  const errors = rows.flatMap((x, row) => {
    const ofDead = preActivations(weights, x).map((value, unit) => (dead[unit] ? value : 0));
    const rebuilt = combined(weights, largest(ofDead, k));
    return rebuilt.map((value, at) => (residuals[row]![at]! - value) ** 2);
  });
  return (weight * errors.reduce((sum, error) => sum + error, 0)) / errors.length;
}

const names = ["encoder.code.kernel", "encoder.code.bias", "encoder.code.centre", "decoder.output.kernel"];
const given = sampleNumbers([batch, size], "samples");
const rows = Array.from({ length: batch }, (_, row) => given.data.slice(row * size, (row + 1) * size));
const numbers = new Map(
  modelParameters(model).map(({ name, shape }) => [name, sampleNumbers(shape, name)] as const),
);
const weightsOf = (changed: ReadonlyMap<string, Numbers> = numbers): Weights => {
  const [kernel, bias, centre, atoms] = names.map((name) => changed.get(name)!.data);
  return { kernel: kernel!, bias: bias!, centre: centre!, atoms: atoms! };
};

/** The penalty, and its gradient for the parameters that gradients move, where units are idle for so many samples. */
async function measured(idle: readonly number[]): Promise<readonly Numbers[]> {
  const parameters = tensorInputs(modelParameters(model));
  const x = input("samples", { dtype: "float32", shape: ["batch", size] });
  const { noise } = givenNoise();
  const { penalty } = objectiveValues(model, objective, parameters, x, noise);
  const feeds = new Map<Value, Numbers>([
    [x, given],
    ...[...parameters].map(([name, value]): [Value, Numbers] => [value, numbers.get(name)!]),
    [parameters.get("encoder.code.idle") as Value, { shape: [units], data: idle }],
  ]);
  const slopes = gradients(
    penalty as Value,
    names.map((name) => parameters.get(name) as Value),
  );
  return evaluate([penalty as Value, ...slopes], feeds);
}

test.each([
  ["several", [100, 0, 250, 99, 4000, 0, 100]],
  ["fewer than take part", [0, 0, 100, 0, 0, 99, 0]],
  ["all", [100, 100, 100, 100, 100, 100, 100]],
])("of %s dead units it has the value and the gradient of plain loops", async (_, idle) => {
  const dead = idle.map((count) => count >= samples);
  const left = rows.map((x) => residual(weightsOf(), x));
  const [penalty, ...slopes] = await measured(idle);
  const expected = plainPenalty(weightsOf(), dead, rows, left);
  expect(expected).toBeGreaterThan(0);
  expectClose(penalty!.data, [expected], 1e-5, "value");
  names.forEach((name, index) => {
    const { shape, data } = numbers.get(name)!;
    // No gradient reaches what the reconstruction leaves.
    const differences = data.map((value, element) => {
      const at = (moved: number): number => {
        const changed = new Map(numbers).set(name, { shape, data: data.with(element, moved) });
        return plainPenalty(weightsOf(changed), dead, rows, left);
      };
      return (at(value + 1e-5) - at(value - 1e-5)) / 2e-5;
    });
    expectClose(slopes[index]!.data, differences, 1e-4, name);
  });
});

test("where no unit is dead it is 0, and so is its gradient", async () => {
  const [penalty, ...slopes] = await measured([99, 0, 0, 1, 2, 50, 99]);
  expect(penalty!.data).toEqual([0]);
  for (const { data } of slopes) expect(data.every((slope) => slope === 0)).toBe(true);
});

test("its numbers are in the words of the objective", () => {
  expect(describeObjective(model, objective)).toBe(
    "squared error, mean over columns and rows, plus 0.7 times the squared error with which the 2 dead units of the largest pre-activations " +
      "(of units not active for 100 rows) rebuild what the reconstruction leaves, mean over columns and rows; output linear; rows standardised by the training split",
  );
});

test.each<[string, Model, string]>([
  [
    "a code without units of a dictionary",
    buildArchitecture(
      parseArchitecture({
        encoder: [{ type: "dense", units: 3 }],
        decoder: [{ type: "dense", units: 4 }],
        output: "linear",
      }),
      shape,
    ),
    "a penalty for a deterministic code: dead-units dead-units acts on the units of a dictionary, and a deterministic code has none",
  ],
  [
    "a dictionary after other layers",
    built([{ type: "dense", units: 3 }, dictionary], [{ type: "atoms" }, { type: "dense", units: 4 }]),
    "expected a dictionary layer as all of the encoder, and atoms as all of the decoder",
  ],
  [
    "a decoder without atoms",
    built([dictionary], [{ type: "dense", units: 4 }]),
    "expected a dictionary layer as all of the encoder, and atoms as all of the decoder",
  ],
  [
    "another output",
    built([dictionary], [{ type: "atoms" }], "sigmoid"),
    "expected the output linear, found sigmoid",
  ],
])("%s is refused with the reason", (_, other, reason) => {
  expect(() => requireObjective(other, objective, "fit", "objective")).toThrow(reason);
});
