import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { evaluate, nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../../test/support/gradient.ts";
import { type Numbers, sampleNumbers } from "../../../../../test/support/numbers.ts";
import { trainingData, trainingOptions } from "../../../../../test/support/training.ts";
import { input } from "../../graph/operators/source.ts";
import { ShapeError } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { buildModel } from "../../settings/build-model.ts";
import { fit } from "../../training/fit.ts";
import { buildArchitecture } from "../build.ts";
import type { Layer, TrainingPass } from "../layer.ts";
import { createModel, initialWeights, type Model, modelParameters } from "../model.ts";
import type { Parameter } from "../parameter.ts";
import { atoms } from "./atoms.ts";
import { dense } from "./dense.ts";
import { dictionary } from "./dictionary.ts";

const [batch, size, units] = [3, 4, 6];
const layer = dictionary("encoder.code", size, units, "top-k:2");
const given = sampleNumbers([batch, size], "samples");
const numbers = layer.parameters.map(({ name, shape }) => sampleNumbers(shape, name));

/** A pass that notes what it is told. */
function notingPass(): { readonly pass: TrainingPass; readonly updates: Map<Parameter, Value> } {
  const updates = new Map<Parameter, Value>();
  return {
    updates,
    pass: {
      noise: {
        bits: () => {
          throw new Error("a dictionary is not random");
        },
      },
      project: () => undefined,
      progress: () => {
        throw new Error("a dictionary does not change in the course of training");
      },
      update: (statistic, next) => void updates.set(statistic, next),
    },
  };
}

/** Plain loops: the code and the pre-activations of each sample. */
function plain(keep: (row: readonly number[]) => readonly number[]): readonly number[] {
  const [kernel, bias, centre] = numbers.map(({ data }) => data) as readonly (readonly number[])[];
  return Array.from({ length: batch }, (_, row) => {
    const before = bias!.map((own, unit) => {
      let sum = own;
      for (let at = 0; at < size; at++) {
        sum += (given.data[row * size + at]! - centre![at]!) * kernel![at * units + unit]!;
      }
      return Math.max(0, sum);
    });
    return [...keep(before), ...before];
  }).flat();
}

const twoLargest = (row: readonly number[]): readonly number[] => {
  const least = row.toSorted((a, b) => b - a)[1] as number;
  return row.map((value) => (value >= least ? value : 0));
};

test("gives what the selection keeps of the pre-activations of centred samples, and these beside it", async () => {
  const x = input("x", { dtype: "float32", shape: ["batch", size] });
  const values = layer.parameters.map(({ name, shape }) => input(name, { dtype: "float32", shape }));
  const feeds = new Map<Value, Numbers>([
    [x, given],
    ...values.map((value, index): [Value, Numbers] => [value, numbers[index]!]),
  ]);
  const [result] = await evaluate([layer.apply(x, values)], feeds);
  expectClose(result!.data, plain(twoLargest), 1e-6, "code and pre-activations");
});

test("has the gradient of differences, for the centre too, which is not summed up over the products", async () => {
  await checkGradient(
    // Without training, nobody asks how long units have been idle.
    (x, kernel, bias, centre) => layer.apply(x, [kernel, bias, centre, bias] as readonly Value[]),
    [{ shape: ["batch", size], given }, ...numbers.slice(0, 3).map((one) => ({ given: one }))],
  );
});

test("counts the samples since a unit was last active", async () => {
  const { pass, updates } = notingPass();
  const x = input("x", { dtype: "float32", shape: ["batch", size] });
  const values = layer.parameters.map(({ name, shape }) => input(name, { dtype: "float32", shape }));
  layer.apply(x, values, pass);
  const before = [7, 0, 1000, 3, 0, 16_000_000];
  const feeds = new Map<Value, Numbers>([
    [x, given],
    ...values.map((value, index): [Value, Numbers] => [value, numbers[index]!]),
    [values[3] as Value, { shape: [units], data: before }],
  ]);
  const [next] = await evaluate([updates.get(layer.idle) as Value], feeds);
  const codes = plain(twoLargest);
  const active = before.map((_, unit) =>
    Array.from({ length: batch }, (_row, row) => codes[row * 2 * units + unit]!).some((value) => value > 0),
  );
  expect(active).toContain(true);
  expect(active).toContain(false);
  expect(next!.data).toEqual(before.map((count, unit) => (active[unit] ? 0 : count + batch)));
});

const lengths = (values: Float32Array, rows: number): number[] => {
  const columns = values.length / rows;
  return Array.from({ length: rows }, (_, row) =>
    Math.hypot(...values.subarray(row * columns, (row + 1) * columns)),
  );
};

describe("a dictionary and its atoms", () => {
  const sampleShape = { height: 4, width: 4, channels: 1 };
  const small = (settings: object = {}): Model =>
    buildModel("dictionary", { sampleShape, latentSize: 24, selection: "top-k:3", ...settings });
  const model = small();

  test.each(["glorot-uniform", "normal:0.05"])(
    "start tied, in directions of length 1 (%s)",
    (initializer) => {
      const weights = initialWeights(small({ initializer }), 3);
      const kernel = weights.get("encoder.code.kernel") as Float32Array;
      const rows = weights.get("decoder.output.kernel") as Float32Array;
      for (let unit = 0; unit < 24; unit++) {
        for (let at = 0; at < 16; at++) expect(rows[unit * 16 + at]).toBe(kernel[at * 24 + unit]);
      }
      for (const length of lengths(rows, 24)) expect(length).toBeCloseTo(1, 6);
      expect(initialWeights(small(), 4).get("decoder.output.kernel")).not.toEqual(rows);
    },
  );

  test("share the centre, which is one parameter", () => {
    const [encoder, decoder] = [model.encoder[0] as Layer, model.decoder[0] as Layer];
    expect(decoder.parameters[1]).toBe(encoder.parameters[2]);
    expect(modelParameters(model).map(({ name }) => name)).toEqual([
      "encoder.code.kernel",
      "encoder.code.bias",
      "encoder.code.centre",
      "encoder.code.idle",
      "decoder.output.kernel",
    ]);
  });

  test("are trained: atoms stay of length 1, the kernel does not, and dead units are told of each epoch", async () => {
    const options = { ...trainingOptions, objective: { loss: "mse" } } as const;
    const { weights, state } = await fit(await nativeRuntime(), model, trainingData(model), options);
    for (const length of lengths(weights.get("decoder.output.kernel") as Float32Array, 24)) {
      expect(length).toBeCloseTo(1, 6);
    }
    const first = initialWeights(model, 1);
    expect(weights.get("encoder.code.kernel")).not.toEqual(first.get("encoder.code.kernel"));
    const idle = weights.get("encoder.code.idle") as Float32Array;
    expect(state.history).toHaveLength(3);
    for (const { deadUnits } of state.history) {
      expect(deadUnits).toBeGreaterThanOrEqual(0);
      expect(deadUnits).toBeLessThan(24);
    }
    expect(state.history.at(-1)?.deadUnits).toBe(idle.filter((count) => count >= 51).length);
  });

  test("of other codes there are no dead units in the history", async () => {
    const other = buildModel("vanilla", { sampleShape, latentSize: 3 });
    const { state } = await fit(await nativeRuntime(), other, trainingData(other), trainingOptions);
    expect(state.history[0]).not.toHaveProperty("deadUnits");
  });
});

describe("what does not fit is refused", () => {
  const image = { height: 2, width: 2, channels: 1 };

  test.each(["top-k:7", "batch-top-k:7"])("a selection of more units than there are: %s", (selection) => {
    const build = (): unknown => dictionary("encoder.code", size, units, selection);
    expect(build).toThrow(ShapeError);
    expect(build).toThrow(
      `layer encoder.code: selection ${selection} keeps 7 units, and the dictionary has 6`,
    );
  });

  test("atoms without a dictionary, or for another number of units", () => {
    const architecture = {
      name: "none",
      encoder: [{ type: "dense", units: 3, activation: "relu" }],
      decoder: [{ type: "atoms" }],
    } as const;
    expect(() => buildArchitecture(architecture, image)).toThrow(
      "expected a dictionary layer at the end of the encoder, whose atoms it has",
    );
    expect(() => atoms("decoder.output", 5, layer)).toThrow(
      "layer decoder.output: atoms for 6 units of encoder.code, but finds [batch, 5]",
    );
  });

  test("a dictionary that does not end the encoder", () => {
    const architecture = {
      name: "between",
      encoder: [
        { type: "dictionary", units: 6, selection: "top-k:2" },
        { type: "dense", units: 3, activation: "relu" },
      ],
      decoder: [{ type: "dense", units: 4, activation: "linear" }],
    } as const;
    expect(() => buildArchitecture(architecture, image)).toThrow(
      "a dictionary layer must be the last of the encoder",
    );
  });

  test("a code that is said to be a dictionary's, of an encoder without one", () => {
    const encoder = [dense("encoder.code", 4, 6, "relu")];
    const decoder = [dense("decoder.output", 3, 4, "linear")];
    expect(() => createModel("none", image, encoder, decoder, "dictionary")).toThrow(
      "a dictionary code is values with the pre-activation of each beside them: end the encoder with a dictionary layer",
    );
  });
});
