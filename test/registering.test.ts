import { join } from "node:path";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { multiply } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { tanh } from "hourglass-core/internal/graph/operators/functions.ts";
import { formOf } from "hourglass-core/internal/kinds/word.ts";
import { activations } from "hourglass-core/internal/model/activation.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import {
  type Corruption,
  corruptionSentence,
} from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { corruptionOf } from "hourglass-core/internal/settings/choices.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import {
  optionName,
  settingChoices,
  settingNames,
  settingsTable,
} from "hourglass-core/internal/settings/settings-table.ts";
import {
  objectiveOf,
  optimizerSentence,
  trainingOptions,
} from "hourglass-core/internal/settings/training-options.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { trainCommand as train } from "hourglass-lab/internal/cli/commands/train.ts";
import { givenSettings } from "hourglass-lab/internal/cli/options/settings-options.ts";
import { parserOf } from "hourglass-lab/internal/cli/program.ts";
import { loadDataset } from "hourglass-lab/internal/data/load.ts";
import { evaluate } from "hourglass-lab/internal/evaluation/evaluate.ts";
import { createDocument } from "hourglass-lab/internal/report/page/document.ts";
import { renderReport } from "hourglass-lab/internal/report/run/report.tsx";
import { trainCommand } from "hourglass-lab/internal/report/run/train-command.ts";
import { objectiveWords } from "hourglass-lab/internal/report/words/objective-words.ts";
import { pretrainingWords } from "hourglass-lab/internal/report/words/pretraining-words.ts";
import { openRun } from "hourglass-lab/internal/run/open-run.ts";
import { describe, expect, onTestFinished, test } from "vitest";
import { wordForms } from "../packages/studio/parts/experiment/word-forms.ts";
import { nativeRuntime } from "./support/evaluate.ts";
import { type Invention, inventions, messageOf, strength, wordOf } from "./support/inventions.ts";
import { tinyModel } from "./support/programs.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { trainTinyRun, writeTinyImages } from "./support/tiny-run.ts";
import { trainingData } from "./support/training.ts";

// A kind that nobody has written yet is registered in each table that a setting chooses from, and is found wherever kinds are. What
// becomes of a registered layer, format, command or section stands beside their tables: layers.test.ts, formats.test.ts,
// commands.test.ts, page.test.tsx.

const names = Object.keys(inventions) as (keyof typeof inventions)[];

/** The help of `hourglass train`, with its lines joined. */
async function trainHelp(): Promise<string> {
  const parser = parserOf(train, "hourglass");
  await train.complete?.(parser);
  return parser.helpInformation().replaceAll(/\s+/g, " ");
}

const tiny = { latentSize: 4, epochs: 1, batchSize: 8, threads: 1 };

function modelOf(settings: Settings): Model {
  const { sampleShape: imageShape } = tinyModel();
  return buildArchitecture(architectureOf(settings, imageShape), imageShape);
}

/** The weights after an epoch, one after the other. */
async function trained(given: Partial<Settings>): Promise<readonly number[]> {
  const settings = resolveSettings({ ...tiny, ...given });
  const model = modelOf(settings);
  const { weights } = await fit(await nativeRuntime(), model, trainingData(model), trainingOptions(settings));
  return [...weights.values()].flatMap((values) => [...values]);
}

test("every table that a setting chooses from is tried", () => {
  expect(names.toSorted()).toEqual(
    settingNames.filter((name) => settingsTable[name].choice !== undefined).toSorted(),
  );
});

describe.each(names)("an invented kind of %s", (name) => {
  const invention = inventions[name] as Invention;
  const { kind, beside = {} } = invention;
  const word = wordOf(invention);
  const registered = (): void => onTestFinished(invention.register());

  test("is in the help of the command", async () => {
    const words = `${formOf(kind)} (${kind.title})`;
    expect(await trainHelp()).not.toContain(words);
    registered();
    expect(await trainHelp()).toContain(words);
    expect(settingsTable[name].help).toContain(words);
  });

  test("is a value of the setting, within its limits", () => {
    registered();
    expect(resolveSettings({ ...tiny, ...beside, [name]: word })[name]).toBe(word);
    expect(givenSettings({ [name]: word })).toEqual({ [name]: word });
    const hasNumber = Object.keys(kind.fields).length > 0;
    const limits = hasNumber ? "STRENGTH from 0 to 0.5" : "";
    const wrong = hasNumber ? wordOf(invention, 0.75) : "invented:1";
    const refusal = messageOf(() => givenSettings({ [name]: wrong }));
    expect(refusal).toContain(`--${optionName(name)}: expected `);
    expect(refusal).toContain(formOf(kind));
    expect(refusal).toContain(limits);
    expect(refusal).toContain(`found "${wrong}"`);
  });

  test("has its form in the studio", () => {
    registered();
    const form = wordForms(name)?.find((one) => one.kind === "invented");
    const { title: label, minimum, maximum, first } = strength;
    const number = { label, minimum, maximum, first, step: "any" };
    expect(form).toMatchObject({ kind: "invented", title: kind.title });
    expect(form?.numbers).toHaveLength(Object.keys(kind.fields).length);
    if (form?.numbers.length !== 0) expect(form?.numbers.at(-1)).toEqual(number);
  });

  test("is named where the run is described", () => {
    registered();
    const settings = resolveSettings({ ...tiny, ...beside, [name]: word });
    const said = invention.said?.(settings, modelOf(settings)) ?? [];
    for (const sentence of said) expect(sentence).toMatch(/invented|invention/);
    expect(trainCommand(settings)).toContain(`--${optionName(name)} ${word}`);
  });

  test("is trained with, and makes a difference", async () => {
    registered();
    const [with_, without] = [
      await trained({ ...beside, [name]: word }),
      await trained({ ...beside, ...invention.against }),
    ];
    expect(with_.every(Number.isFinite)).toBe(true);
    expect(with_).toHaveLength(without.length);
    expect(with_).not.toEqual(without);
  });

  test("is unknown again once it is taken away", async () => {
    const remove = invention.register();
    remove();
    expect(() => resolveSettings({ ...beside, [name]: word })).toThrow(`found "${word}"`);
    expect(wordForms(name)?.map((form) => form.kind)).not.toContain("invented");
  });
});

test("a run with an invention from every table is stored, opened and reported", async () => {
  // One that belongs to another kind than the invented one cannot be beside it.
  const names = (Object.keys(inventions) as (keyof typeof inventions)[]).filter(
    (name) => inventions[name]?.beside === undefined,
  );
  for (const name of names) onTestFinished((inventions[name] as Invention).register());
  await using folder = await temporaryFolder();
  const chosen = Object.fromEntries(names.map((name) => [name, wordOf(inventions[name] as Invention)]));
  const path = join(folder.path, "run");
  await trainTinyRun(path, await writeTinyImages(folder.path), chosen);

  const { summary, history, autoencoder } = await openRun(path, await nativeRuntime());
  expect(summary.settings).toMatchObject(chosen);
  expect(summary.model.layers.at(-1)).toBe("reconstruction: invention (output)");
  const { test: images } = splitDataset(await loadDataset(summary.settings.dataset), { validation: 0 });
  const evaluation = await evaluate(autoencoder, images, { objective: objectiveOf(summary.settings) });
  const { html } = renderReport({ summary, history, evaluation, document: createDocument() });
  await autoencoder.release();
  const sentences = [
    optimizerSentence(summary.settings),
    corruptionSentence(corruptionOf(summary.settings.corruption) as Corruption),
    objectiveWords(summary).penalty ?? "",
    pretrainingWords(summary) ?? "",
    trainCommand(summary.settings),
    ...names.map((name) => wordOf(inventions[name] as Invention)).map((word) => `<strong>${word}</strong>`),
  ];
  expect(sentences.filter((sentence) => !html.includes(sentence))).toEqual([]);
});

test.each(["activation", "codeActivation"] as const)(
  "an invented activation is a value of %s, and trained with",
  async (name) => {
    const given = { [name]: "invented", ...(name === "activation" ? { hidden: [6] } : {}) };
    const refusal = `${name}: expected one of linear, relu`;
    expect(() => resolveSettings(given)).toThrow(refusal);
    onTestFinished(activations.register({ name: "invented", apply: (x) => multiply(tanh(x), x) }));
    expect(settingChoices(name)).toContain("invented");
    expect(await trainHelp()).toMatch(/sigmoid, invented; default: relu/);
    const settings = resolveSettings(given);
    expect(modelOf(settings).encoder.map(({ activation }) => activation)).toContain("invented");
    const weights = await trained(given as Partial<Settings>);
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(weights).not.toEqual(await trained({ ...given, [name]: "relu" }));
  },
);
