import { describe, expect, test } from "vitest";
import { evaluate, nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { type Numbers, sampleNumbers } from "../../../../../test/support/numbers.ts";
import { trainingData } from "../../../../../test/support/training.ts";
import { image } from "../../data/samples/image.ts";
import { gradients } from "../../graph/differentiate.ts";
import { add, multiply } from "../../graph/operators/arithmetic.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { input } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { noiseWords } from "../../inference/noise-words.ts";
import { foreignSettings } from "../../kinds/own-settings.ts";
import { lossOf } from "../../program/losses/losses.ts";
import { givenNoise } from "../../program/noise-inputs.ts";
import { describeObjective } from "../../program/objective.ts";
import { buildModel } from "../../settings/build-model.ts";
import { resolveSettings } from "../../settings/resolve.ts";
import type { Settings } from "../../settings/settings.ts";
import { settingsTable } from "../../settings/settings-table.ts";
import { trainingOptions } from "../../settings/training-options.ts";
import { fit } from "../../training/fit.ts";
import { parseArchitecture } from "../architecture.ts";
import { buildArchitecture } from "../build.ts";
import { dense } from "../layers/dense.ts";
import { rowSize } from "../layers/features.ts";
import type { LayerKind } from "../layers/layer-kind.ts";
import { layers } from "../layers/layers.ts";
import { units } from "../layers/options.ts";
import type { CodeKind } from "./code-kind.ts";
import { codes } from "./codes.ts";

const imageShape = { height: 4, width: 4, channels: 1 };

/** Of a code: as many values as an entry of the usual codebook has. */
const size = 8;

/** The values of `build`, given codes of {@link size} values as the encoder gives them, and noise. */
async function loaded(
  kind: CodeKind,
  rows: number | "batch",
  batch: number,
  build: (encoded: Value, noise: ReturnType<typeof givenNoise>["noise"]) => readonly Value[],
): Promise<(encoded: Numbers) => Promise<readonly Numbers[]>> {
  const encoded = input("encoded", { dtype: "float32", shape: [rows, size * kind.valuesEach] });
  const { noise, inputs, requests } = givenNoise();
  const values = build(encoded, noise);
  const words = noiseWords(requests(), 1, "step 1", batch);
  const feeds = inputs().map(({ value }, index): [Value, Numbers] => {
    const { shape, data } = words[requests()[index]!.name]!;
    return [value, { shape, data: Array.from(data, Number) }];
  });
  return (numbers) => evaluate(values, new Map([[encoded, numbers], ...feeds]));
}

/** Values of settings that are no numbers. */
const other = { codebook: "loss:16,4", selection: "top-k:3" } as const;

describe.each(codes.kinds.map((kind) => [kind.name, kind] as const))("code %s", (name, kind) => {
  const model = buildModel("vanilla", { sampleShape: imageShape, code: name, latentSize: size });
  const encoded = sampleNumbers([5, size * kind.valuesEach], "encoded");

  test("is a word of the setting, with its title in the help", () => {
    expect(settingsTable.code.schema.safeParse(name).success).toBe(true);
    expect(settingsTable.code.help).toContain(`${name} (${kind.title})`);
  });

  test("is that of the model of a family, and of the layers of that model", () => {
    expect(model).toMatchObject({ code: name, latentSize: size });
    expect(model.encoder.at(-1)?.outputShape).toEqual([size * kind.valuesEach]);
    const stored = parseArchitecture(JSON.parse(JSON.stringify(model.architecture)));
    expect(buildArchitecture(stored, imageShape)).toMatchObject({ code: name, latentSize: size });
  });

  test("has its values for each image, in training too, with a term where it says so", async () => {
    const run = await loaded(kind, "batch", 5, (given, noise) => {
      const { codes, term } = kind.train(given, noise, model.encoder, new Map());
      expect(term === undefined).toBe(kind.term === undefined);
      return [kind.code(given), codes, ...(term === undefined ? [] : [term])];
    });
    const shapes = (await run(encoded)).map(({ shape }) => shape);
    expect(shapes).toEqual([[5, size], [5, size], ...(kind.term === undefined ? [] : [[5]])]);
  });

  test("passes the gradient of differences to the encoder, where it does not say otherwise", async () => {
    const passes = kind.gradientPasses?.(model.encoder) === true;
    const run = await loaded(kind, "batch", 5, (given, noise) => {
      const { codes, term } = kind.train(given, noise, model.encoder, new Map());
      const squares = passes ? reduceSum(codes) : reduceSum(multiply(codes, codes));
      const whole = term === undefined || passes ? squares : add(squares, reduceSum(term));
      return [whole, ...gradients(whole, [given])];
    });
    const [, gradient] = await run(encoded);
    if (passes) {
      // Of the sum of the code: 1 for each value that the encoder gave, and none for what was put in its place.
      const ones = encoded.data.map((_, index) => (index % (2 * size) < size ? 1 : 0));
      expect(gradient?.data).toEqual(ones);
      return;
    }
    for (const [index, value] of encoded.data.entries()) {
      const [above, below] = await Promise.all(
        [value + 0.01, value - 0.01].map((moved) =>
          run({ ...encoded, data: encoded.data.with(index, moved) }),
        ),
      );
      const difference = (above![0]!.data[0]! - below![0]!.data[0]!) / 0.02;
      expect(gradient!.data[index]).toBeCloseTo(difference, 2);
    }
  });

  test("says its reduction and its term in the objective", () => {
    const { meanPhrase, sumPhrase } = lossOf("bce");
    const phrases = [
      (kind.reduction === "sum" ? sumPhrase : meanPhrase)(image),
      ...(kind.term ? [kind.term.phrase] : []),
    ];
    const output = kind.needsOutput === undefined ? "" : `; output ${kind.needsOutput}`;
    expect(describeObjective(model, { loss: "bce" })).toBe(`${phrases.join(", plus ")}${output}`);
    expect(kind.words.objective !== undefined).toBe(kind.reduction === "sum");
  });

  test("takes its settings, and others do not", () => {
    for (const { name: setting } of kind.settings ?? []) {
      const given: Partial<Settings> = { [setting]: other[setting as keyof typeof other] ?? 2 };
      expect(resolveSettings({ code: name, ...given })).toMatchObject(given);
    }
    for (const { name: foreign, purpose, advice, off } of foreignSettings(codes, name)) {
      const value = other[foreign as keyof typeof other] ?? 2;
      expect(() => resolveSettings({ code: name, [foreign]: value })).toThrow(
        `${foreign} ${purpose}, and the code is ${name}: ${advice}`,
      );
      if (off !== undefined) resolveSettings({ code: name, [foreign]: off });
    }
  });

  const awkward: { readonly [Setting in keyof CodeKind["excludes"]]: unknown } = {
    tiedWeights: true,
    penalty: "l1:0.1",
    codeActivation: "tanh",
  };
  test.each(Object.entries(awkward))("refuses %s where it does not go with it", (setting, value) => {
    const said = kind.excludes[setting as keyof CodeKind["excludes"]];
    const resolve = (): Settings => resolveSettings({ code: name, [setting]: value });
    if (said === undefined) resolve();
    else expect(resolve).toThrow(said);
  });

  if (kind.distribution !== undefined) {
    const { draw, weigh } = kind.distribution;
    test("has a distribution whose divergence is the mean of its log-ratios", async () => {
      const count = 20_000;
      const one = sampleNumbers([1, size * kind.valuesEach], "one");
      const ratios = await loaded(kind, 1, count, (given, noise) => [weigh(given, noise).logRatio]);
      const drawn = await loaded(kind, 1, 1, (given, noise) => [draw(given, noise).divergence]);
      const [{ data }] = (await ratios(one)) as [Numbers];
      const [divergence] = (await drawn(one)) as [Numbers];
      const mean = data.reduce((sum, ratio) => sum + ratio, 0) / count;
      const variance = data.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / count;
      expect(data).toHaveLength(count);
      // Within five standard errors of an estimate that is unbiased.
      expect(Math.abs(-mean - divergence.data[0]!)).toBeLessThan(5 * Math.sqrt(variance / count));
    });
  }
});

describe("a code of one's own", () => {
  const layer: LayerKind<"shrunken", { readonly units: number }> = {
    name: "shrunken",
    options: { units },
    takes: "row",
    learns: true,
    example: { units: 3 },
    build: (name, shape, { units }) => ({
      ...dense(name, rowSize(shape), units, "linear"),
      kind: "shrunken",
    }),
  };
  const shrunken: CodeKind = {
    name: "shrunken",
    title: "a code with a penalty of its squares",
    fields: {},
    layer,
    valuesEach: 1,
    code: (encoded) => encoded,
    train: (encoded) => ({ codes: encoded, term: reduceSum(multiply(encoded, encoded), [1]) }),
    reduction: "mean",
    term: {
      phrase: "the squares of the code",
      label: "squares",
      title: "the squares of the code",
      name: "squares",
    },
    settings: [{ name: "beta", purpose: "weighs the squares of the code", advice: "leave it out" }],
    excludes: { codeActivation: "a shrunken code is linear" },
    words: { codes: "the shrunken codes" },
  };

  test("is a setting, a model and an objective, and is trained, while it is registered with its layer", async () => {
    expect(() => resolveSettings({ code: "shrunken" })).toThrow(
      "code: expected deterministic, gaussian, vector-quantized or dictionary",
    );
    const [removeCode, removeLayer] = [codes.register(shrunken), layers.register(layer)];
    const settings = resolveSettings({ code: "shrunken", beta: 0.5, penalty: "l1:0.1", epochs: 2 });
    expect(settingsTable.code.help).toContain("shrunken (a code with a penalty of its squares)");
    expect(() => resolveSettings({ code: "shrunken", codeActivation: "relu" })).toThrow(
      "a shrunken code is linear: leave codeActivation out",
    );
    const options = trainingOptions(settings);
    const model = buildModel("vanilla", { sampleShape: imageShape, code: "shrunken", latentSize: 3 });
    expect(model).toMatchObject({ code: "shrunken", latentSize: 3 });
    expect(describeObjective(model, options.objective)).toContain(
      "mean over pixels and images, plus 0.5 times the squares of the code, plus 0.1 times ",
    );
    const { state } = await fit(await nativeRuntime(), model, trainingData(model), options);
    expect(state.history).toHaveLength(2);
    // The penalty is stored without beta, which the objective has.
    for (const { validationLoss, validationReconstruction = 0, validationPenalty = 0 } of state.history) {
      expect(validationLoss).toBeGreaterThan(validationReconstruction);
      expect(validationLoss).toBeLessThan(validationReconstruction + validationPenalty);
    }
    removeCode();
    removeLayer();
    expect(codes.has("shrunken")).toBe(false);
  });
});
