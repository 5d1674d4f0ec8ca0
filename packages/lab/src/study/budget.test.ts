import { describe, expect, test } from "vitest";
import { planStudy } from "./grid.ts";
import { parseStudy } from "./study-file.ts";

const study = (lines: string): ReturnType<typeof parseStudy> =>
  parseStudy(`title: T\nquestion: Q?\ndata: [digits]\nseeds: [1]\n${lines}\n`, "s.yaml");
const settingsOf = (lines: string) => planStudy(study(lines), "s.yaml").runs.map(({ settings }) => settings);
const models = "models: { vanilla: {}, deep: { batchSize: 100 } }\nsettings: { trainingImages: 1000 }";

describe("a budget becomes settings", () => {
  test("steps: whole epochs, rounded up", () => {
    // 4 steps an epoch, the last of a smaller batch, and 10.
    const found = settingsOf(`${models}\nbudget: { steps: 41 }`);
    expect(found.map(({ epochs, patience }) => [epochs, patience])).toEqual([
      [11, 0],
      [5, 0],
    ]);
  });

  test("images: the same epochs, whatever the batches are", () => {
    const found = settingsOf(`${models}\nbudget: { images: 2001 }`);
    expect(found.map(({ epochs, patience }) => [epochs, patience])).toEqual([
      [3, 0],
      [3, 0],
    ]);
  });

  test("converged: until the validation loss stops falling, with the best weights", () => {
    const [vanilla] = settingsOf(`${models}\nbudget: { converged: { patience: 7, epochs: 300 } }`);
    expect(vanilla).toMatchObject({ epochs: 300, patience: 7, monitor: "validation", restoreBest: true });
  });

  test("a quick study may have its own", () => {
    const text = `title: T\nquestion: Q?\ndata: [digits]\nseeds: [1]\n${models}\nbudget: { images: 9000 }\nquick: { budget: { images: 1000 } }\n`;
    const quick = parseStudy(text, "s.yaml", { quick: true });
    expect(planStudy(quick, "s.yaml").runs[0]!.settings.epochs).toBe(1);
  });
});

test.each([
  [
    "settings: { epochs: 5, trainingImages: 100 }\nmodels: { vanilla: {} }\nbudget: { steps: 9 }",
    "settings.epochs: the budget decides it",
  ],
  [
    "models: { vanilla: { restoreBest: true } }\nbudget: { converged: { patience: 3, epochs: 9 } }",
    "models.vanilla.restoreBest: the budget decides it",
  ],
  [
    "models: { vanilla: {} }\nvary: { patience: [1, 2] }\nbudget: { images: 9 }",
    "vary.patience: the budget decides it",
  ],
  [
    "models: { vanilla: {} }\nbudget: { seconds: 60 }",
    "expected steps: N, images: N, or converged: { patience: P, epochs: MOST } (seconds would make no training repeatable",
  ],
  ["models: { vanilla: {} }\nbudget: { steps: 9 }", "give settings.trainingImages a number"],
  [
    "settings: { trainingImages: 100, trainOn: all }\nmodels: { vanilla: {} }\nbudget: { steps: 9 }",
    "give settings.trainingImages a number, and leave trainOn out",
  ],
  [
    "models: { vanilla: {} }\nanswer: { over: latentSize }",
    'answer.over: expected one of model, found "latentSize"',
  ],
  [
    "models: { vanilla: {} }\nplot: [bce]\nanswer: { figure: sse }",
    'answer.figure: expected a figure that is drawn (bce), found "sse"',
  ],
])("refused: %s", (lines, words) => {
  expect(() => planStudy(study(lines), "s.yaml")).toThrow(words);
});
