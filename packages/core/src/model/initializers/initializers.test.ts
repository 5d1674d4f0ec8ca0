import { describe, expect, test } from "vitest";
import { UsageError } from "../../errors.ts";
import { createRandom } from "../../random/random.ts";
import { parseArchitecture } from "../architecture.ts";
import { buildArchitecture } from "../build.ts";
import { type FamilyOptions, families } from "../families.ts";
import { dense } from "../layers/dense.ts";
import { initialWeights } from "../model.ts";
import { kernelParameter } from "../parameter.ts";
import { initializers } from "./initializers.ts";

const fans = { fanIn: 30, fanOut: 70 };
const count = 100_000;

const draw = (word: string | undefined): Float32Array =>
  kernelParameter("kernel", [count], fans, word).initialize(createRandom(1, "weights kernel"));

/** The standard deviation of each, from its formula; a uniform distribution over [-a, a) has a / sqrt(3). */
const deviations: Readonly<Record<string, number>> = {
  "glorot-uniform": Math.sqrt(6 / (30 + 70)) / Math.sqrt(3),
  "glorot-normal": Math.sqrt(2 / (30 + 70)),
  "he-normal": Math.sqrt(2 / 30),
  "lecun-normal": Math.sqrt(1 / 30),
  "uniform-fan-in": 1 / Math.sqrt(30) / Math.sqrt(3),
  "normal:0.3": 0.3,
};

test("every initialiser is tried", () => {
  expect(Object.keys(deviations).map((word) => word.split(":")[0])).toEqual(
    initializers.kinds.map(({ name }) => name),
  );
});

/**
 * Of 100,000 draws, five standard errors: of the mean 5 / sqrt(n) deviations, of the deviation at most 5 / sqrt(2 n) of itself
 * (normal; less where uniform), of a share 5 sqrt(p (1 - p) / n).
 */
describe.each(Object.entries(deviations))("%s", (word, deviation) => {
  const values = draw(word);

  test("has the mean 0 and the deviation of its formula", () => {
    const mean = values.reduce((sum, x) => sum + x, 0) / count;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count;
    expect(Math.abs(mean)).toBeLessThan((5 / Math.sqrt(count)) * deviation);
    expect(Math.abs(Math.sqrt(variance) / deviation - 1)).toBeLessThan(5 / Math.sqrt(2 * count));
  });

  test("is uniform or normal, as its name says", () => {
    const isUniform = word.includes("uniform");
    const largest = Math.max(...values.map(Math.abs)) / deviation;
    // Within a deviation: 1 / sqrt(3) of a uniform distribution, erf(1 / sqrt(2)) of a normal one.
    const expected = isUniform ? 1 / Math.sqrt(3) : 0.682_689;
    const within = values.filter((x) => Math.abs(x) < deviation).length / count;
    expect(Math.abs(within - expected)).toBeLessThan(5 * Math.sqrt((expected * (1 - expected)) / count));
    if (isUniform) expect(largest).toBeLessThanOrEqual(Math.sqrt(3) * (1 + 2 ** -23));
    else expect(largest).toBeGreaterThan(4);
  });
});

test("unless told, kernels have the bits that they always had", () => {
  const random = createRandom(1, "weights kernel");
  const limit = Math.sqrt(6 / (30 + 70));
  const expected = Float32Array.from({ length: count }, () => (2 * random.uniform() - 1) * limit);
  expect(draw(undefined)).toEqual(expected);
  expect(draw("glorot-uniform")).toEqual(expected);
});

const architecture = (layer: object): unknown => ({
  encoder: [{ type: "convolution", filters: 2, ...layer }, { type: "flatten" }, { type: "dense", units: 3 }],
  decoder: [{ type: "dense", units: 16 }],
});

describe("in an architecture", () => {
  test("is the word of a layer that learns, in its usual form", () => {
    const parsed = parseArchitecture(architecture({ initializer: "normal:0.050" }));
    expect(parsed.encoder[0]).toMatchObject({ initializer: "normal:0.05" });
  });

  test("is left out where it is the default", () => {
    const parsed = parseArchitecture(architecture({ initializer: "glorot-uniform" }));
    expect(JSON.stringify(parsed)).toBe(JSON.stringify(parseArchitecture(architecture({}))));
  });

  test("decides how its kernel starts, and no other; biases start at 0", () => {
    const image = { height: 4, width: 4, channels: 1 };
    const weightsOf = (layer: object): ReadonlyMap<string, Float32Array> =>
      initialWeights(buildArchitecture(parseArchitecture(architecture(layer)), image), 1);
    const [usual, he] = [weightsOf({}), weightsOf({ initializer: "he-normal" })];
    const changed = [...usual].filter(([name, values]) => he.get(name)?.some((x, i) => x !== values[i]));
    expect(changed.map(([name]) => name)).toEqual(["encoder.convolution1.kernel"]);
    expect(new Set(he.get("encoder.convolution1.bias"))).toEqual(new Set([0]));
  });

  test.each([
    [{ initializer: "he" }, 'initializer: expected glorot-uniform, .* or normal:SIGMA .*, found "he"$'],
    [{ initializer: "normal" }, 'initializer: expected .*SIGMA from 0 to 10.*, found "normal"$'],
    [{ initializer: 1 }, "initializer: expected .*, found 1$"],
  ])("%o is refused", (layer, message) => {
    const parse = (): unknown => parseArchitecture(architecture(layer), "my.json");
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(new RegExp(`^my\\.json: encoder, layer 1 \\(convolution\\): ${message}`));
  });

  test("is refused for a kernel that another layer has", () => {
    const tied = { type: "dense", units: 16, tiedTo: "encoder.code", initializer: "he-normal" };
    const given = parseArchitecture({ encoder: [{ type: "dense", units: 3 }], decoder: [tied] });
    expect(() => buildArchitecture(given, { height: 4, width: 4, channels: 1 })).toThrow(
      "tied to encoder.code, it has no kernel of its own: leave its initializer out",
    );
  });
});

test("dense takes one, and refuses what is none", () => {
  const [kernel] = dense("code", 30, 70, "relu", undefined, "he-normal").parameters;
  expect(kernel?.initialize(createRandom(1, "x"))[0]).toBe(
    Math.fround(createRandom(1, "x").normal() * Math.sqrt(2 / 30)),
  );
  expect(() => dense("code", 3, 4, "relu", undefined, "xavier")).toThrow(
    /^dense: initializer: expected glorot-uniform, .*, found "xavier"$/,
  );
});

describe("a family of architectures", () => {
  const options: FamilyOptions = {
    name: "family",
    latentSize: 3,
    hidden: [5],
    filters: [2],
    decoder: "transposed",
    activation: "relu",
    codeActivation: "linear",
    batchNormalization: true,
    dropout: 0.1,
    tiedWeights: false,
    code: "deterministic",
  };
  const image = { height: 4, width: 4, channels: 1 };

  test.each(["dense", "convolutional"] as const)("gives it to every layer that has a kernel: %s", (name) => {
    const { encoder, decoder } = families[name]({ ...options, initializer: "he-normal" }, image);
    for (const layer of [...encoder, ...decoder]) {
      const learns = ["dense", "convolution", "transposed-convolution"].includes(layer.type);
      expect("initializer" in layer ? layer.initializer : undefined, layer.type).toBe(
        learns ? "he-normal" : undefined,
      );
    }
  });

  test("gives it to the layers that kernels are tied to", () => {
    const { encoder, decoder } = families.dense(
      { ...options, tiedWeights: true, initializer: "he-normal" },
      image,
    );
    expect(encoder.filter((layer) => "initializer" in layer)).toHaveLength(2);
    expect(decoder.filter((layer) => "initializer" in layer)).toHaveLength(0);
    expect(buildArchitecture({ name: "family", encoder, decoder }, image).latentSize).toBe(3);
  });

  test("says nothing of the default", () => {
    expect(JSON.stringify(families.dense({ ...options, initializer: "glorot-uniform" }, image))).toBe(
      JSON.stringify(families.dense(options, image)),
    );
  });
});
