import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { load, nativeRuntime } from "../../../../test/support/evaluate.ts";
import { type Numbers, sampleNumbers } from "../../../../test/support/numbers.ts";
import {
  type PlainModel,
  type PlainWords,
  plainObjective,
} from "../../../../test/support/plain-objective.ts";
import { pixelsOf, sampleImages } from "../../../../test/support/sample-images.ts";
import { gradients } from "../graph/differentiate.ts";
import { input } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { createValidator } from "../inference/create-validator.ts";
import { noiseWords } from "../inference/noise-words.ts";
import type { ActivationName } from "../model/activation.ts";
import { dense } from "../model/layers/dense.ts";
import { createModel, type Model, modelParameters } from "../model/model.ts";
import { tensorInputs } from "./model-inputs.ts";
import { givenNoise } from "./noise-inputs.ts";
import { describeObjective, type Objective } from "./objective.ts";
import { objectiveValues } from "./objective-values.ts";

const imageShape = { height: 2, width: 3, channels: 1 } as const;
const batch = 4;

function tinyModel(code: Model["code"], codeActivation: ActivationName): Model {
  const units = code === "gaussian" ? 6 : 3;
  return createModel(
    "tiny",
    imageShape,
    [dense("encoder.code", 6, units, code === "gaussian" ? "linear" : codeActivation)],
    [dense("decoder.output", 3, 6, "linear")],
    code,
  );
}

interface Case {
  readonly objective: Objective;
  readonly codeActivation?: ActivationName;
  readonly code?: Model["code"];
}

const cases: Readonly<Record<string, Case>> = {
  bce: { objective: { loss: "bce" } },
  mse: { objective: { loss: "mse" } },
  "l1 of a linear code": { objective: { loss: "bce", penalties: [{ kind: "l1", weight: 0.3 }] } },
  "l1 of a ReLU code": {
    objective: { loss: "mse", penalties: [{ kind: "l1", weight: 0.01 }] },
    codeActivation: "relu",
  },
  kl: {
    objective: { loss: "bce", penalties: [{ kind: "kl", target: 0.05, weight: 0.2 }] },
    codeActivation: "sigmoid",
  },
  "gaussian noise": { objective: { loss: "bce", corruption: { kind: "gaussian", level: 0.3 } } },
  masking: { objective: { loss: "bce", corruption: { kind: "masking", level: 0.4 } } },
  "salt and pepper": { objective: { loss: "mse", corruption: { kind: "salt-pepper", level: 0.4 } } },
  binarised: { objective: { loss: "bce", binarize: true } },
  "a gaussian code": { objective: { loss: "bce" }, code: "gaussian" },
  "a gaussian code, mse, beta 4": { objective: { loss: "mse", beta: 4 }, code: "gaussian" },
  "a gaussian code, beta 0": { objective: { loss: "bce", beta: 0 }, code: "gaussian" },
  "a gaussian code on binarised, masked images": {
    objective: { loss: "bce", binarize: true, corruption: { kind: "masking", level: 0.3 }, beta: 0.5 },
    code: "gaussian",
  },
  "total correlation": {
    objective: { loss: "bce", penalties: [{ kind: "total-correlation", weight: 3 }] },
    code: "gaussian",
  },
  "a capacity above the divergence": {
    objective: { loss: "bce", penalties: [{ kind: "capacity", nats: 20, weight: 5 }] },
    code: "gaussian",
  },
  "a capacity below the divergence": {
    objective: { loss: "mse", penalties: [{ kind: "capacity", nats: 0.125, weight: 5 }] },
    code: "gaussian",
  },
  "the covariance of means": {
    objective: { loss: "bce", penalties: [{ kind: "dip-1", off: 3, diagonal: 2 }] },
    code: "gaussian",
  },
  "the covariance of samples": {
    objective: { loss: "bce", beta: 0.5, penalties: [{ kind: "dip-2", off: 3, diagonal: 2 }] },
    code: "gaussian",
  },
  "discrepancy of points": {
    objective: { loss: "mse", penalties: [{ kind: "mmd", weight: 2 }] },
  },
  "discrepancy of samples": {
    objective: { loss: "bce", beta: 0, penalties: [{ kind: "mmd", weight: 20, scale: 0.5 }] },
    code: "gaussian",
  },
  "the importance-weighted bound": { objective: { loss: "bce", boundSamples: 5 }, code: "gaussian" },
  "the importance-weighted bound of squared errors, binarised": {
    objective: { loss: "mse", binarize: true, boundSamples: 3 },
    code: "gaussian",
  },
  "several penalties of a gaussian code": {
    objective: {
      loss: "bce",
      beta: 0.25,
      penalties: [
        { kind: "total-correlation", weight: 1 },
        { kind: "mmd", weight: 2 },
      ],
    },
    code: "gaussian",
  },
  "hidden values": {
    objective: { loss: "bce", corruption: { kind: "masking", level: 0.4 }, lossOn: "hidden" },
  },
  "hidden values of a gaussian code, squared errors": {
    objective: { loss: "mse", corruption: { kind: "masking", level: 0.4 }, lossOn: "hidden" },
    code: "gaussian",
  },
  "everything that a deterministic code may have": {
    objective: {
      loss: "mse",
      binarize: true,
      corruption: { kind: "gaussian", level: 0.2 },
      penalties: [{ kind: "kl", target: 0.2, weight: 1 }],
    },
    codeActivation: "sigmoid",
  },
};

describe.each(Object.entries(cases))(
  "%s",
  (_, { objective, codeActivation = "linear", code = "deterministic" }) => {
    const model = tinyModel(code, codeActivation);
    const parameters = tensorInputs(modelParameters(model));
    const weights = Object.fromEntries(
      modelParameters(model).map(({ name, shape }) => [name, sampleNumbers(shape, name)]),
    );
    const set = sampleImages(model, batch);
    const images = Array.from({ length: batch }, (_, index) => pixelsOf(set, index).map(Math.fround));
    const { noise, inputs, requests } = givenNoise();
    const pixels = input("images", { dtype: "float32", shape: ["batch", 6] });
    const {
      objective: whole,
      reconstruction,
      penalty,
    } = objectiveValues(model, objective, parameters, pixels, noise);
    const words = noiseWords(requests(), 1, "step 1", batch);
    const plainWords: PlainWords = Object.fromEntries(
      Object.entries(words).map(([name, { data }]) => [name, data as Int32Array]),
    );
    const plain = (changed: PlainModel["weights"] = {}): ReturnType<typeof plainObjective> => {
      const given = Object.fromEntries(Object.entries(weights).map(([name, { data }]) => [name, data]));
      return plainObjective(
        { code, codeActivation, weights: { ...given, ...changed } },
        objective,
        images,
        plainWords,
      );
    };
    const feeds = new Map<Value, Numbers>([
      [pixels, { shape: [batch, 6], data: images.flat() }],
      ...[...parameters].map(([name, value]): [Value, Numbers] => [value, weights[name]!]),
      ...inputs().map(({ value }, index): [Value, Numbers] => {
        const { shape, data } = words[requests()[index]!.name]!;
        return [value, { shape, data: Array.from(data, Number) }];
      }),
    ]);

    test("has the value of plain loops in float64, whole and in parts", async () => {
      const parts = [whole, reconstruction, ...(penalty === undefined ? [] : [penalty])];
      await using evaluator = await load(parts, [...feeds.keys()]);
      const values = (await evaluator.run(feeds)).map(({ data }) => data[0]!);
      const expected = plain();
      const expectedParts = [expected.objective, expected.reconstruction, expected.penalty];
      expect(values.length).toBe(expected.penalty === undefined ? 2 : 3);
      values.forEach((value, index) => {
        expect(value / expectedParts[index]!, `part ${index}`).toBeCloseTo(1, 5);
      });
    });

    test("has the gradient of central differences of plain loops", async () => {
      const names = [...parameters.keys()];
      const derived = gradients(whole, [...parameters.values()]);
      await using evaluator = await load(derived, [...feeds.keys()]);
      const found = await evaluator.run(feeds);
      names.forEach((name, index) => {
        const { data } = weights[name]!;
        const differences = data.map((x, element) => {
          const step = 1e-5;
          const at = (value: number): number => plain({ [name]: data.with(element, value) }).objective;
          return (at(x + step) - at(x - step)) / (2 * step);
        });
        expectClose(found[index]!.data, differences, 2e-5, name);
      });
    });

    test("is what the validator measures, over batches of images", async () => {
      const runtime = await nativeRuntime();
      const many = sampleImages(model, 1003);
      const validator = await createValidator(runtime, model, objective);
      const given = new Map(
        Object.entries(weights).map(([name, { data }]) => [name, Float32Array.from(data)]),
      );
      const validated = await validator.validate(given, many.images);
      expect(await validator.validate(given, many.images), "with the same noise again").toEqual(validated);
      await validator.release();
      // Batch by batch, each with noise of its own.
      const sums = { objective: 0, reconstruction: 0, penalty: 0 };
      for (const start of [0, 500, 1000]) {
        const size = Math.min(500, 1003 - start);
        const batchWords = Object.entries(noiseWords(requests(), 1, `validation image ${start}`, size));
        const measured = plainObjective(
          {
            code,
            codeActivation,
            weights: Object.fromEntries(Object.entries(weights).map(([name, { data }]) => [name, data])),
          },
          objective,
          Array.from({ length: size }, (_, index) => pixelsOf(many, start + index).map(Math.fround)),
          Object.fromEntries(batchWords.map(([name, { data }]) => [name, data as Int32Array])),
        );
        for (const part of ["objective", "reconstruction", "penalty"] as const) {
          sums[part] += ((measured[part] ?? 0) * size) / 1003;
        }
      }
      expect(validated.objective / sums.objective).toBeCloseTo(1, 5);
      expect(validated.reconstruction / sums.reconstruction).toBeCloseTo(1, 5);
      if (penalty === undefined) expect(validated).not.toHaveProperty("penalty");
      else expect(validated.penalty! / sums.penalty).toBeCloseTo(1, 5);
    });
  },
);

describe("the target of a corrupted image is the clean one", () => {
  test.each(["gaussian", "masking", "salt-pepper"] as const)("with %s noise", async (kind) => {
    // A decoder that does not look at its code: its error is that of its bias against the target.
    const model = tinyModel("deterministic", "linear");
    const weights = new Map([
      ["encoder.code.kernel", Float32Array.from(sampleNumbers([6, 3], "kernel").data)],
      ["encoder.code.bias", new Float32Array(3)],
      ["decoder.output.kernel", new Float32Array(18)],
      ["decoder.output.bias", Float32Array.from(sampleNumbers([6], "bias").data)],
    ]);
    const { images } = sampleImages(model, 50);
    const runtime = await nativeRuntime();
    const measure = async (objective: Objective, given = weights): Promise<number> => {
      const validator = await createValidator(runtime, model, objective);
      const validated = await validator.validate(given, images);
      await validator.release();
      return validated.objective;
    };
    const corruption = { kind, level: 0.5 } as const;
    expect(await measure({ loss: "bce", corruption })).toBe(await measure({ loss: "bce" }));
    // With a decoder that looks at it, the noise shows.
    const seeing = new Map(weights).set(
      "decoder.output.kernel",
      Float32Array.from(sampleNumbers([3, 6], "k").data),
    );
    expect(await measure({ loss: "bce", corruption }, seeing)).not.toBe(
      await measure({ loss: "bce" }, seeing),
    );
  });
});

test("a unit that is silent, or always on, has a finite penalty and no gradient that is no number", async () => {
  const model = tinyModel("deterministic", "sigmoid");
  const parameters = tensorInputs(modelParameters(model));
  const pixels = input("images", { dtype: "float32", shape: ["batch", 6] });
  const objective: Objective = { loss: "bce", penalties: [{ kind: "kl", target: 0.05, weight: 1 }] };
  const { noise } = givenNoise();
  const { objective: whole } = objectiveValues(model, objective, parameters, pixels, noise);
  const values = [whole, ...gradients(whole, [...parameters.values()])];
  await using evaluator = await load(values, [pixels, ...parameters.values()]);
  const feeds = new Map<Value, Numbers>([[pixels, { shape: [2, 6], data: Array<number>(12).fill(0.5) }]]);
  for (const [name, value] of parameters) {
    const shape = value.shape as readonly number[];
    const data = name === "encoder.code.bias" ? [-200, 200, 0] : sampleNumbers(shape, name).data;
    feeds.set(value, { shape, data });
  }
  const results = await evaluator.run(feeds);
  for (const { data } of results) expect(data.every(Number.isFinite)).toBe(true);
});

describe("the objective in words", () => {
  const deterministic = { code: "deterministic" } as const;
  const gaussian = { code: "gaussian" } as const;
  const bce = "binary cross-entropy in nats, mean over pixels and images";
  const bceSum = "binary cross-entropy in nats, summed over pixels, mean over images";
  const divergence = "KL(q(z|x) || p(z)) in nats, summed over the code, mean over images";

  test.each<[Pick<Model, "code">, Objective, string]>([
    [deterministic, { loss: "bce" }, bce],
    [deterministic, { loss: "mse", beta: 1, binarize: false }, "squared error, mean over pixels and images"],
    [
      deterministic,
      { loss: "bce", penalties: [{ kind: "l1", weight: 1e-4 }] },
      `${bce}, plus 0.0001 times the L1 norm of the code, mean over images`,
    ],
    [
      deterministic,
      { loss: "bce", penalties: [{ kind: "kl", target: 0.05, weight: 0.1 }] },
      `${bce}, plus 0.1 times the sum over the units of KL(0.05 || mean activity over the batch), in nats`,
    ],
    [
      deterministic,
      { loss: "bce", corruption: { kind: "salt-pepper", level: 0.3 } },
      `${bce}; input corrupted by salt-pepper noise of 0.3 in every step, target clean`,
    ],
    [gaussian, { loss: "bce" }, `${bceSum}, plus ${divergence}`],
    [
      gaussian,
      { loss: "bce", beta: 4, binarize: true, corruption: { kind: "masking", level: 0.5 } },
      `${bceSum}, plus 4 times ${divergence}; images binarised at random in every step; ` +
        "input corrupted by masking noise of 0.5 in every step, target clean",
    ],
    [
      gaussian,
      { loss: "mse" },
      "squared error, summed over pixels, mean over images (nats of a normal distribution of variance 1/2, up to a constant), " +
        `plus ${divergence}`,
    ],
  ])("of %o with %o", (model, objective, words) => {
    expect(
      describeObjective({ sampleShape: { height: 2, width: 2, channels: 1 }, ...model }, objective),
    ).toBe(words);
  });
});
