import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { measureNames } from "../measures/measures.ts";
import { parseStudy } from "./study-file.ts";

const whole = `title: Latent size
question: How does it change?
data: [mnist, digits]
models:
  vanilla:
  wide: { model: deep, hidden: [1024, 256] }
settings: { epochs: 10, loss: mse }
vary: { latentSize: [2, 8] }
seeds: [1, 2]
measures: [probe]
plot: [bce, probe.accuracy]
quick:
  data: [digits]
  settings: { epochs: 1 }
  seeds: [1]
  measures: []
`;
const least = "title: T\nquestion: Q?\ndata: [digits]\nmodels: { deep: {} }\nseeds: [1]\n";
const refusal = (text: string, quick = false): string => {
  try {
    parseStudy(text, "s.yaml", { quick });
  } catch (error) {
    expect(error).toMatchObject({ name: "UsageError" });
    return (error as Error).message;
  }
  throw new Error("was accepted");
};

test("a study as its file says it", () => {
  expect(parseStudy(whole, "s.yaml")).toEqual({
    title: "Latent size",
    question: "How does it change?",
    data: ["mnist", "digits"],
    models: { vanilla: {}, wide: { model: "deep", hidden: [1024, 256] } },
    settings: { epochs: 10, loss: "mse" },
    vary: { latentSize: [2, 8] },
    seeds: [1, 2],
    measures: ["probe"],
    plot: ["bce", "probe.accuracy"],
  });
});

test("quick replaces parts, merges settings, and leaves out what it does not measure", () => {
  expect(parseStudy(whole, "s.yaml", { quick: true })).toMatchObject({
    data: ["digits"],
    settings: { epochs: 1, loss: "mse" },
    vary: { latentSize: [2, 8] },
    seeds: [1],
    measures: [],
    plot: ["bce"],
  });
  expect(refusal(least, true)).toContain("s.yaml: --quick: expected a part called quick, found none");
});

test("settings may be written as on the command line, wherever they are", () => {
  const written = `${least.replace("{ deep: {} }", '{ deep: { hidden: "64,32" } }')}settings:
  latentSize: "8"
  filters: 8,16
vary: { imageSize: [28x28, "14,14"], hidden: [] }
`;
  expect(() => parseStudy(written, "s.yaml")).toThrow("vary.hidden: expected a mapping");
  const study = parseStudy(written.replace("hidden: []", "batchSize: [32, '64']"), "s.yaml");
  expect(study).toMatchObject({
    models: { deep: { hidden: [64, 32] } },
    settings: { latentSize: 8, filters: [8, 16] },
    vary: {
      imageSize: [
        [28, 28],
        [14, 14],
      ],
      batchSize: [32, 64],
    },
  });
  const lists = parseStudy(`${least}vary: { hidden: [16, "32,16", [8, 4]] }\n`, "s.yaml");
  expect(lists.vary).toEqual({ hidden: [[16], [32, 16], [8, 4]] });
});

test("a study that was written can be read again", () => {
  const study = parseStudy(whole, "s.yaml", { quick: true });
  expect(parseStudy(stringify(study), "again.yaml")).toEqual(study);
  expect(parse(stringify(study))).toEqual(study);
});

describe("refusals name file, line, what was expected and what was found", () => {
  test.each<[string, string, string]>([
    ["no YAML", `${least}vary: [\n`, "s.yaml, line "],
    ["a part twice", `${least}seeds: [2]\n`, 's.yaml, line 6: "seeds" is there twice'],
    ["nothing", "", "s.yaml: the file: expected a study: title, question, data, models, seeds, found null"],
    ["a missing part", least.replace("seeds: [1]\n", ""), "s.yaml, line 1: seeds: expected a list of seeds"],
    [
      "an unknown part",
      `${least}sedes: [1]\n`,
      "s.yaml, line 6: sedes: no part of a study: expected title, ",
    ],
    [
      "a word for a seed",
      least.replace("[1]", "[one]"),
      's.yaml, line 5: seeds[0]: expected a list of seeds: whole numbers from 0 to 4294967295, found "one"',
    ],
    [
      "no models",
      least.replace("{ deep: {} }", "{}"),
      "s.yaml, line 4: models: expected a mapping of labels",
    ],
    [
      "an unknown setting",
      `${least}settings:\n  epochs: 3\n  epoch: 3\n`,
      's.yaml, line 8: settings.epoch: unknown setting "epoch": choose from imageSize, ',
    ],
    [
      "a value out of its limits",
      `${least}settings:\n  epochs: 0\n`,
      "s.yaml, line 7: settings.epochs: expected a whole number from 1 to 100000, found 0",
    ],
    [
      "a model's setting",
      least.replace("{}", "{ hiden: [1] }"),
      's.yaml, line 4: models.deep.hiden: unknown setting "hiden"',
    ],
    [
      "a varied value",
      `${least}vary:\n  latentSize: [2, 0]\n`,
      "s.yaml, line 7: vary.latentSize[1]: expected a whole number from 1 to 4096, found 0",
    ],
    [
      "a varied value twice",
      `${least}vary:\n  latentSize: [2, 2]\n`,
      "s.yaml, line 7: vary.latentSize[1]: 2 is listed twice",
    ],
    [
      "no varied value",
      `${least}vary:\n  latentSize: []\n`,
      "s.yaml, line 7: vary.latentSize: expected a mapping of settings to lists",
    ],
    [
      "a value twice, once as a word",
      `${least}vary:\n  latentSize: [8, "8"]\n`,
      "s.yaml, line 7: vary.latentSize[1]: 8 is listed twice",
    ],
    [
      "a value of megabytes",
      `${least}settings: { corruption: "${"x".repeat(200_000)}" }\n`,
      "... (200002 characters)",
    ],
    [
      "a label too long for the name of a folder",
      least.replace("deep:", `${"x".repeat(101)}:`),
      "expected a mapping of labels, of 1 to 100 characters, to settings",
    ],
    ["a name of every object", `${least}settings: { constructor: 1 }\n`, 'unknown setting "constructor"'],
    [
      "a list that contains itself",
      `${least}settings: { epochs: &a [*a] }\n`,
      "line 6: an anchor contains itself",
    ],
    ["a seed twice", least.replace("[1]", "[1, 1]"), "s.yaml, line 5: seeds[1]: 1 is listed twice"],
    [
      "a seed as a setting",
      `${least}settings: { seed: 3 }\n`,
      "s.yaml, line 6: settings.seed: list seeds under seeds",
    ],
    [
      "threads",
      `${least}settings: { threads: 2 }\n`,
      "settings.threads: every training of a study has one thread",
    ],
    [
      "a varied model",
      `${least}vary: { model: [deep] }\n`,
      "s.yaml, line 6: vary.model: list models under models",
    ],
    [
      "quick's settings",
      `${least}quick:\n  settings: { epochs: 0 }\n`,
      "s.yaml, line 7: quick.settings.epochs: expected a whole number",
    ],
    [
      "what is varied and set",
      `${least}settings: { latentSize: 3 }\nvary: { latentSize: [2] }\n`,
      "s.yaml: settings.latentSize: the study varies it",
    ],
    [
      "what is varied and a model's own",
      `${least.replace("{}", "{ latentSize: 3 }")}vary: { latentSize: [2] }\n`,
      "s.yaml: models.deep.latentSize: the study varies it",
    ],
    [
      "a label that is no preset",
      least.replace("deep:", "mine:"),
      's.yaml: models: "mine": expected the name of a preset (vanilla, ',
    ],
    [
      "an unknown measure",
      `${least}measures: [pca, prob]\n`,
      `s.yaml, line 6: measures[1]: unknown measure "prob": choose from ${measureNames.join(", ")}`,
    ],
    [
      "a figure of a measure that is not taken",
      `${least}measures: [pca]\nplot: [probe.accuracy]\n`,
      's.yaml: plot: unknown figure "probe.accuracy": choose from bce, mse, ',
    ],
  ])("%s", (_, text, message) => {
    expect(refusal(text)).toContain(message);
  });
});
