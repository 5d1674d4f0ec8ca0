import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { UsageError } from "../errors.ts";
import { expectedForms, formWithLimits } from "../kinds/word.ts";
import { corruptions } from "../program/corruptions/corruptions.ts";
import { penalties } from "../program/penalties/penalties.ts";
import { schedules } from "../training/schedules/schedules.ts";
import { isArchitectureFile } from "./choices.ts";
import { presetNames } from "./presets.ts";
import { resolveSettings, storedSettings, validationCount } from "./resolve.ts";
import type { Settings } from "./settings.ts";
import { optionName, settingLimits, settingNames, settingsTable } from "./settings-table.ts";

const resolve = (given: Readonly<Record<string, unknown>>): Settings => resolveSettings(given, "test");
const defaults = resolve({});

describe("the table", () => {
  test.each(settingNames)("%s has a default that is valid, and is explained", (name) => {
    const { schema, default: standard, help, value } = settingsTable[name];
    expect(schema.safeParse(standard).success).toBe(true);
    expect(help).toMatch(/\w+ \w+/);
    // A switch takes no value; all else does.
    expect(value === undefined).toBe(typeof standard === "boolean");
    expect(optionName(name)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test("numbers have limits, which are allowed, and what is beyond them is not", () => {
    for (const name of settingNames) {
      const limits = settingLimits(name);
      if (limits === undefined) continue;
      const { schema } = settingsTable[name];
      expect(
        [limits.minimum, limits.maximum].map((x) => schema.safeParse(x).success),
        name,
      ).toEqual([true, true]);
      const beyond = [limits.minimum - 1, limits.maximum + 1, Number.NaN, Number.POSITIVE_INFINITY];
      for (const x of beyond) expect(schema.safeParse(x).success, `${name} ${x}`).toBe(false);
    }
  });

  test("spells options with dashes", () => {
    expect(optionName("latentSize")).toBe("latent-size");
    expect(optionName("seed")).toBe("seed");
  });
});

describe("presets", () => {
  test("have of the rows of a table a code of a quarter of the columns, unless more is asked for or needed", () => {
    const names = Array.from({ length: 30 }, (_, column) => ({ name: `${column}`, kind: "number" }) as const);
    const table = { kind: "row", columns: 30, table: names } as const;
    expect(resolveSettings({}, "settings", table)).toMatchObject({ latentSize: 8, codeActivation: "linear" });
    expect(
      resolveSettings({ model: "sparse", penalty: "kl:0.05,0.1" }, "settings", table).codeActivation,
    ).toBe("sigmoid");
    expect(resolveSettings({ latentSize: 12 }, "settings", table).latentSize).toBe(12);
    expect(resolveSettings({ penalty: "topk:10" }, "settings", table).latentSize).toBe(10);
    expect(resolveSettings({ model: "dictionary" }, "settings", table).latentSize).toBe(
      resolveSettings({ model: "dictionary" }).latentSize,
    );
    expect(resolveSettings({}, "settings", { kind: "row", columns: 30 }).latentSize).toBe(32);
  });

  test("hide values of samples that have no patches", () => {
    const row = { kind: "row", columns: 5 } as const;
    expect(resolveSettings({ model: "masked" }, "settings", row).corruption).toBe("masking:0.5");
    expect(resolveSettings({ model: "denoising" }, "settings", row).corruption).toBe("gaussian:0.5");
  });

  test("are the classic autoencoders", () => {
    const first = ["vanilla", "deep", "convolutional", "sparse", "contractive", "denoising"];
    expect(presetNames).toEqual([
      ...first,
      "variational",
      "conditional",
      "masked",
      "vector-quantized",
      "dictionary",
    ]);
  });

  test("stand in the documents, all of them and in their order", async () => {
    const readme = await readFile("README.md", "utf8");
    expect(readme).toContain(`Presets (${presetNames.map((name) => `\`${name}\``).join(", ")})`);
    const models = await readFile("docs/models.md", "utf8");
    const rows = [...models.slice(0, models.indexOf("A preset only")).matchAll(/^\| `([a-z-]+)` /gm)];
    expect(rows.map(([, name]) => name)).toEqual(presetNames);
    expect(await readFile("docs/api.md", "utf8")).toContain(`lists them: ${presetNames.join(", ")})`);
  });

  test.each<[string, Partial<Settings>]>([
    ["vanilla", {}],
    ["deep", { hidden: [512, 256], codeActivation: "linear" }],
    ["convolutional", { architecture: "convolutional", filters: [32, 64], codeActivation: "linear" }],
    ["sparse", { penalty: "l1:1e-4" }],
    ["contractive", { penalty: "contractive:1e-4", codeActivation: "sigmoid", tiedWeights: true }],
    ["denoising", { corruption: "gaussian:0.5" }],
    [
      "variational",
      {
        hidden: [200, 200],
        latentSize: 50,
        activation: "tanh",
        code: "gaussian",
        binarize: true,
        importanceSamples: 100,
      },
    ],
    [
      "conditional",
      {
        hidden: [200, 200],
        latentSize: 50,
        activation: "tanh",
        code: "gaussian",
        conditionClasses: 10,
        binarize: true,
        importanceSamples: 100,
      },
    ],
    [
      "masked",
      {
        hidden: [512, 256],
        codeActivation: "linear",
        latentSize: 64,
        corruption: "patches:4,0.5",
        lossOn: "hidden",
      },
    ],
    [
      "vector-quantized",
      {
        architecture: "convolutional",
        code: "vector-quantized",
        codebook: "average:128,16",
        latentSize: 784,
        beta: 0.25,
      },
    ],
    [
      "dictionary",
      {
        code: "dictionary",
        selection: "top-k:32",
        latentSize: 1024,
        outputActivation: "linear",
        loss: "mse",
        learningRate: 2e-3,
      },
    ],
  ])("%s differs from the defaults in its row alone", (model, row) => {
    expect(resolve({ model })).toEqual({ ...defaults, ...row, model });
  });

  test("only give other defaults: whatever a preset says may be said otherwise", () => {
    expect(resolve({ model: "deep", hidden: [64], codeActivation: "relu" })).toEqual({
      ...defaults,
      model: "deep",
      hidden: [64],
      codeActivation: "relu",
    });
    expect(resolve({ model: "deep", hidden: undefined }).hidden).toEqual([512, 256]);
    expect(resolve({ model: "convolutional", penalty: "topk:8" })).toMatchObject({
      architecture: "convolutional",
      penalty: "topk:8",
    });
  });

  test("that do not exist are refused with the names of those that do", () => {
    for (const model of ["resnet", "constructor"]) {
      expect(() => resolve({ model })).toThrow(UsageError);
      expect(() => resolve({ model })).toThrow(
        `unknown model "${model}": choose one of vanilla, deep, convolutional, sparse, contractive, denoising, variational, conditional, masked, vector-quantized`,
      );
    }
  });
});

describe("the activation of the code", () => {
  test.each<[Record<string, unknown>, string]>([
    [{}, "relu"],
    [{ penalty: "l1:0.1" }, "relu"],
    [{ penalty: "kl:0.05,0.1" }, "sigmoid"],
    [{ penalty: "topk:8" }, "linear"],
    [{ penalty: "topk:8", codeActivation: "relu" }, "relu"],
    [{ model: "deep" }, "linear"],
    [{ model: "deep", penalty: "kl:0.05,0.1" }, "sigmoid"],
    [{ model: "sparse", penalty: "topk:8" }, "linear"],
  ])("of %o is %s", (given, expected) => {
    expect(resolve(given).codeActivation).toBe(expected);
  });
});

describe("what is refused, with where it was found, what was expected and what was found", () => {
  test.each<[Record<string, unknown>, string]>([
    [{ latentSizes: 3 }, 'test: unknown setting "latentSizes": choose from dataset, '],
    [{ toString: 3 }, 'test: unknown setting "toString": choose from dataset, '],
    [{ latentSize: 0 }, "test: latentSize: expected a whole number from 1 to 4096, found 0"],
    [{ latentSize: "3" }, 'test: latentSize: expected a whole number from 1 to 4096, found "3"'],
    [{ dropout: 1 }, "test: dropout: expected a number from 0 to 0.99, found 1"],
    [{ beta: -1 }, "test: beta: expected a number from 0 to 1000, found -1"],
    [{ loss: "l2" }, "test: loss: expected bce"],
    [
      { activation: "mish" },
      'test: activation: expected one of linear, relu, leaky-relu, elu, silu, gelu, tanh, sigmoid, found "mish"',
    ],
    [{ binarize: "yes" }, 'test: binarize: expected true or false, found "yes"'],
    [
      { hidden: [64, 0] },
      "test: hidden: expected whole numbers from 1 to 65536, separated by commas, found [64,0]",
    ],
    [{ hidden: 64 }, "test: hidden: expected whole numbers from 1 to 65536, separated by commas, found 64"],
    [{ hidden: Array(21).fill(1) }, "test: hidden: expected whole numbers"],
    [
      { filters: [1.5] },
      "test: filters: expected whole numbers from 1 to 65536, separated by commas, found [1.5]",
    ],
    [{ imageSize: [28] }, "test: imageSize: expected height and width, such as 28x28, found [28]"],
    [
      { validation: "some" },
      'test: validation: expected auto or a whole number from 0 to 1000000, found "some"',
    ],
    [{ validation: -1 }, "test: validation: expected auto or a whole number from 0 to 1000000, found -1"],
    [
      { penalty: "kl:0.05" },
      `test: penalty: expected ${formWithLimits(penalties.of("kl"))}, found "kl:0.05"`,
    ],
    [
      { penalty: "l1:0.1+kl:0.05" },
      `test: penalty: expected ${formWithLimits(penalties.of("kl"))}, found "l1:0.1+kl:0.05"`,
    ],
    [
      { penalty: "l0:0.1+kl:0.05" },
      `test: penalty: expected ${expectedForms(penalties, "none")}, several joined by +, found "l0:0.1+kl:0.05"`,
    ],
    [
      { corruption: "masking:1" },
      `test: corruption: expected ${formWithLimits(corruptions.of("masking"))}, found "masking:1"`,
    ],
    [
      { schedule: "step:10" },
      `test: schedule: expected ${formWithLimits(schedules.of("step"))}, found "step:10"`,
    ],
  ])("%o", (given, message) => {
    expect(() => resolve(given)).toThrow(UsageError);
    expect(() => resolve(given)).toThrow(message);
  });
});

test("a k that falls leaves early stopping out, unlike one that stays", () => {
  const patience = (penalty: string): number => resolve({ penalty }).patience;
  expect([patience("topk:8"), patience("topk:8,8"), patience("topk:8,20")]).toEqual([5, 5, 0]);
});

describe("settings that a run has stored", () => {
  test.each(presetNames)("of %s come back as they were", (model) => {
    const settings = { ...resolve({ model }), validation: 10 };
    expect(storedSettings(JSON.parse(JSON.stringify(settings)), "run.json")).toEqual(settings);
  });

  test("are not judged again: a preset that says something new does not change them", () => {
    const settings = { ...resolve({ model: "deep" }), hidden: [3], codeActivation: "tanh" };
    expect(storedSettings({ ...settings }, "run.json")).toEqual(settings);
    const unusual = { ...resolve({}), beta: 2, model: "mine.json" };
    expect(storedSettings({ ...unusual }, "run.json")).toEqual(unusual);
  });

  test("of a version without a setting have what that version did", () => {
    const { tiedWeights: _, ...older } = defaults;
    expect(storedSettings(older, "run.json")).toEqual(defaults);
  });

  test.each<[string, unknown, string]>([
    ["seed", undefined, "run.json: seed: expected a whole number from 0 to 4294967295, found nothing"],
    ["epochs", "many", 'run.json: epochs: expected a whole number from 1 to 100000, found "many"'],
  ])("without a right %s are refused", (name, value, message) => {
    expect(() => storedSettings({ ...defaults, [name]: value }, "run.json")).toThrow(message);
  });
});

test("the validation set is a sixth of the training images, at most 10,000, or as many as said", () => {
  const counts = [60_000, 50_000, 6000, 11, 5, 0].map((count) =>
    validationCount({ validation: "auto" }, count),
  );
  expect(counts).toEqual([10_000, 8333, 1000, 1, 0, 0]);
  expect(validationCount({ validation: 0 }, 60_000)).toBe(0);
  expect(validationCount({ validation: 123 }, 60_000)).toBe(123);
});

test("a model that ends in .json is a file", () => {
  expect(["mine.json", "deep", "json"].map(isArchitectureFile)).toEqual([true, false, false]);
  expect(resolve({ model: "mine.json" }).model).toBe("mine.json");
});

test("without a Gaussian code no likelihood is asked for, unless by name", () => {
  expect(resolveSettings({ model: "variational" }, "test").importanceSamples).toBe(100);
  const settings = resolveSettings({ model: "variational", code: "deterministic" }, "test");
  expect(settings.importanceSamples).toBe(0);
});

describe("a setting that was renamed", () => {
  test("is known by its first name as well, and stored under the new one", () => {
    expect(resolve({ sparsity: "l1:0.1" })).toEqual(resolve({ penalty: "l1:0.1" }));
    const { penalty, ...older } = resolve({ penalty: "kl:0.05,0.1" });
    expect(storedSettings({ ...older, sparsity: penalty }, "run.json")).toEqual({ ...older, penalty });
  });

  test("is given once", () => {
    expect(() => resolve({ sparsity: "none", penalty: "none" })).toThrow(
      "test: penalty and sparsity are one setting: give one of them",
    );
  });
});
