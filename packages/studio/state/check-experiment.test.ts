import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { describe, expect, test } from "vitest";
import { applies, changed, lostWords, problemOf, standardOf } from "./check-experiment.ts";
import { type Experiment, firstExperiment } from "./link.ts";

const image = { height: 28, width: 28, channels: 1 };

describe("a change", () => {
  test("adds, replaces and takes back", () => {
    const before: Experiment = { dataset: "digits", latentSize: 2, hidden: [64] };
    expect(changed(before, { latentSize: 8, loss: "mse", hidden: undefined })).toEqual({
      dataset: "digits",
      latentSize: 8,
      loss: "mse",
    });
  });

  test("to another preset leaves the size of the code, data and training, and says what it cannot leave", () => {
    const stays: Experiment = {
      ...{ dataset: "digits", model: "vanilla", epochs: 3, seed: 1 },
      ...{ latentSize: 2, trainingImages: 500, validation: 100, learningRate: 0.01 },
    };
    const before: Experiment = { ...stays, penalty: "l1:0.1", hidden: [64] };
    const after = changed(before, { model: "deep" }, image);
    expect(after).toEqual({ ...stays, model: "deep" });
    expect(lostWords(before, { model: "deep" }, after)).toBe(
      "deep begins with settings of its own: penalty l1:0.1 and hidden 64 were not kept.",
    );
    expect(changed({ seed: 3 }, { model: "deep" })).toEqual({ model: "deep", seed: 3 });
    expect(lostWords(stays, { model: "deep" }, { ...stays, model: "deep" })).toBeUndefined();
  });

  test("to another preset takes back what that one does not allow, and what is said to go goes without a word", () => {
    const before: Experiment = { model: "variational", latentSize: 2, importanceSamples: 50, seed: 3 };
    const after = changed(before, { model: "deep" }, image);
    expect(after).toEqual({ model: "deep", latentSize: 2, seed: 3 });
    expect(lostWords(before, { model: "deep" }, after)).toBe(
      "deep begins with settings of its own: importance samples 50 was not kept.",
    );
    const back = { model: "deep", latentSize: undefined, importanceSamples: undefined } as const;
    expect(lostWords(before, back, changed(before, back, image))).toBeUndefined();
  });
});

describe("a problem is told in the table's words", () => {
  test.each<[string, Experiment, string | undefined]>([
    ["none", firstExperiment, undefined],
    ["a value", { latentSize: 0 }, "latentSize: expected a whole number from 1 to 4096, found 0"],
    ["a combination", { model: "variational", penalty: "l1:1" }, "penalty l1 acts on a deterministic code"],
    [
      "images",
      { model: "convolutional", filters: [8, 8, 8] },
      "filters: 3 convolutions halve the image 3 times",
    ],
  ])("%s", (_, experiment, expected) => {
    const found = problemOf(experiment, image);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(expected);
  });
});

test("the standard of a setting is that of its preset and of what goes with it", () => {
  expect(standardOf({ model: "deep", hidden: [2] }, "hidden")).toEqual([512, 256]);
  expect(standardOf({ penalty: "kl:0.05,0.1", codeActivation: "sigmoid" }, "codeActivation")).toBe("sigmoid");
});

test("settings that mean nothing to a model do not apply", () => {
  const experiment: Experiment = { model: "deep" };
  const settings = resolveSettings(experiment, "test");
  expect(applies(experiment, settings, "filters")).toBe(false);
  expect(applies(experiment, settings, "beta")).toBe(false);
  expect(applies(experiment, settings, "hidden")).toBe(true);
});

describe("rows", () => {
  const rows = { kind: "row", columns: 6 } as const;

  test.each<[Experiment, string]>([
    [{ model: "convolutional" }, "architecture convolutional: expected images, found rows of 6 columns"],
    [{ model: "variational", binarize: true }, "binarize: expected no binarize"],
    [{ corruption: "salt-pepper:0.2" }, "salt-pepper noise is of images, and these are rows"],
  ])("%o is told to be of images", (experiment, expected) => {
    expect(problemOf(experiment, rows)).toContain(expected);
  });

  test.each(["vanilla", "deep", "sparse", "denoising", "variational"] as const)(
    "can be trained by %s",
    (model) => {
      expect(problemOf({ model }, rows)).toBeUndefined();
    },
  );

  test("have settings of their own, and none of pixels", () => {
    const experiment: Experiment = { model: "variational" };
    const settings = resolveSettings(experiment, "test", rows);
    expect(standardOf(experiment, "outputActivation", rows)).toBe("linear");
    expect(applies(experiment, settings, "binarize", rows)).toBe(false);
    expect(applies(experiment, settings, "hidden", rows)).toBe(true);
  });
});
