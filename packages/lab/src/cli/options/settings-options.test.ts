import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { formWithLimits } from "hourglass-core/internal/kinds/word.ts";
import { corruptions } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { addSettingOptions, givenSettings, settingsFrom } from "./settings-options.ts";

/** What the command line makes of these words. */
function options(...words: string[]): Record<string, unknown> {
  return addSettingOptions(new Command().exitOverride()).parse(words, { from: "user" }).opts();
}

describe("options of the command line", () => {
  test("are settings that were given, and no others", () => {
    expect(givenSettings(options())).toEqual({});
    expect(
      givenSettings(
        options(
          ...["--latent-size", "16", "--hidden", "512,256", "--dropout", "0.1", "--sparsity", "kl:0.05,0.1"],
          ...["--validation", "auto", "--image-size", "28x32", "--batch-normalization"],
        ),
      ),
    ).toEqual({
      latentSize: 16,
      hidden: [512, 256],
      dropout: 0.1,
      penalty: "kl:0.05,0.1",
      validation: "auto",
      imageSize: [28, 32],
      batchNormalization: true,
    });
  });

  test("are numbers where a word or a number is allowed", () => {
    expect(givenSettings(options("--validation", "100"))).toEqual({ validation: 100 });
  });

  test("may empty a list that a preset has", async () => {
    expect((await settingsFrom(options("--model", "deep", "--hidden", ""), undefined))()).toMatchObject({
      hidden: [],
    });
  });

  test("may turn off what a preset has turned on", async () => {
    expect((await settingsFrom(options("--model", "variational"), undefined))().binarize).toBe(true);
    expect(
      (await settingsFrom(options("--model", "variational", "--no-binarize"), undefined))().binarize,
    ).toBe(false);
  });

  test.each<[string[], string]>([
    [
      ["--hidden", "512,many"],
      '--hidden: expected whole numbers from 1 to 65536, separated by commas, found [512,"many"]',
    ],
    [
      ["--hidden", "512,"],
      '--hidden: expected whole numbers from 1 to 65536, separated by commas, found [512,""]',
    ],
    [["--hidden", "2.5"], "found [2.5]"],
    [["--image-size", "28"], "--image-size: expected height and width, such as 28x28, found [28]"],
    [
      ["--validation", "some"],
      '--validation: expected auto or a whole number from 0 to 1000000, found "some"',
    ],
    [["--beta", ""], '--beta: expected a number from 0 to 1000, found ""'],
    [
      ["--corruption", "masking"],
      `--corruption: expected ${formWithLimits(corruptions.of("masking"))}, found "masking"`,
    ],
  ])("%o are refused by their name", (words, message) => {
    expect(() => givenSettings(options(...words))).toThrow(UsageError);
    expect(() => givenSettings(options(...words))).toThrow(message);
  });
});

describe("a configuration file", () => {
  test("stands under the options and over the preset that either names", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "run.yaml");
    await writeFile(file, "model: variational\nhidden: [64, 32]\nbeta: 4\n");
    expect((await settingsFrom(options("--beta", "2"), file))()).toMatchObject({
      model: "variational",
      hidden: [64, 32],
      beta: 2,
      latentSize: 50,
      code: "gaussian",
    });
  });

  test("with what does not go together is refused by its name", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "run.yaml");
    await writeFile(file, "beta: 4\n");
    await expect(settingsFrom(options(), file).then((complete) => complete())).rejects.toThrow(
      `${file}: beta weighs the divergence`,
    );
    // The option makes sense of it.
    expect((await settingsFrom(options("--code", "gaussian"), file))()).toMatchObject({ beta: 4 });
  });

  test("has values as the command line has them", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "run.yaml");
    await writeFile(
      file,
      'hidden: 16,8\nimageSize: 28x32\nfilters: 8, 16\narchitecture: convolutional\nlatentSize: "8"\nvalidation: "100"\n',
    );
    const settings = (await settingsFrom(options(), file))();
    expect(settings).toMatchObject({ hidden: [16, 8], imageSize: [28, 32], filters: [8, 16], latentSize: 8 });
    const words = [
      "--hidden",
      "16,8",
      "--image-size",
      "28x32",
      "--filters",
      "8,16",
      "--latent-size",
      "8",
      "--architecture",
      "convolutional",
    ];
    expect(settings).toEqual((await settingsFrom(options(...words, "--validation", "100"), undefined))());
    await writeFile(file, "hidden: 512\n");
    expect((await settingsFrom(options(), file))()).toMatchObject({ hidden: [512] });
  });

  test.each<[string, string]>([
    [
      "hidden: 16;8",
      'line 1: hidden: expected whole numbers from 1 to 65536, separated by commas, found ["16;8"]',
    ],
    [
      "epochs: 3\nlatentSize: many",
      'line 2: latentSize: expected a whole number from 1 to 4096, found "many"',
    ],
    ["epochs: &a [*a]", "line 1: an anchor contains itself"],
    ["epoch: 3", 'line 1: epoch: unknown setting "epoch": choose from dataset, '],
    ["- epochs", 'line 1: the file: expected settings as "name: value" lines, found ["epochs"]'],
    ["epochs: 3\nepochs: 4", 'line 2: "epochs" is there twice'],
  ])("of %j is refused by file and line", async (text, message) => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "run.yaml");
    await writeFile(file, `${text}\n`);
    await expect(settingsFrom(options(), file)).rejects.toThrow(UsageError);
    await expect(settingsFrom(options(), file)).rejects.toThrow(`--config: ${file}, ${message}`);
  });

  test("that is missing is refused", async () => {
    await expect(settingsFrom(options(), "nowhere.yaml")).rejects.toThrow(
      "--config: there is no file nowhere.yaml",
    );
  });
});
