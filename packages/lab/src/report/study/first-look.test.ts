import { describe, expect, test } from "vitest";
import { samplePictures, sampleStudy } from "../../../../../test/support/sample-study.ts";
import type { StudyResults } from "../../study/results.ts";
import { createDocument } from "../page/document.ts";
import { isFirstLook } from "./first-look.tsx";
import { renderStudy } from "./study.tsx";
import type { StudyPictures } from "./study-input.ts";

const document = createDocument();
const once = { data: ["mnist"], models: ["vanilla", "convolutional", "denoising"], varied: [], seeds: [1] };

/** A page as it is read: without markup, on one line. */
function pageOf(results: StudyResults, pictures: readonly StudyPictures[] = samplePictures(results)) {
  const { html, files } = renderStudy({ results, pictures, document });
  const text = html
    .replaceAll(/<(style|svg)\b.*?<\/\1>/gs, "")
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll(/\s+/g, " ");
  return { html, files, text };
}

/** The pictures of a study one of whose models restores noisy images. */
function withDenoiser(results: StudyResults): readonly StudyPictures[] {
  const { id = "" } = results.cells.find(({ model }) => model === "denoising") ?? {};
  return samplePictures(results).map((pictures) => {
    const restored = pictures.cells.get(id) ?? [];
    return { ...pictures, denoised: new Map([[id, { noisy: pictures.originals, restored }]]) };
  });
}

test.each([
  ["one training of each of several models", once, true],
  ["several seeds", { ...once, seeds: [1, 2] }, false],
  ["one model", { ...once, models: ["deep"] }, false],
  ["a setting that varies", { ...once, varied: [{ setting: "latentSize", values: [2, 8] }] }, false],
])("%s: a first look or not", (_, sample, expected) => {
  expect(isFirstLook(sampleStudy(sample))).toBe(expected);
});

describe("the page of a first look", () => {
  const results = sampleStudy(once);
  const { html, files, text } = pageOf(results, withDenoiser(results));

  test.each([
    "One training each: a first look.",
    "squeezes each image of 784 values into a few numbers, its code",
    "nobody can say how much of a difference is chance",
    "A probe is a simple classifier",
    "bce is the binary cross-entropy",
    "Broken line, for comparison: probe accuracy of the pixels.",
    "npx hourglass studio",
    "npx hourglass train --dataset mnist --model deep",
    "is shown images with noise, and is to give back the clean ones",
  ])("says: %s", (words) => {
    expect(text.includes(words)).toBe(true);
  });

  test("begins with the pictures, and explains each word where it first stands", () => {
    expect(text.indexOf("What they make of the same images")).toBeLessThan(
      text.indexOf("The same in numbers"),
    );
    for (const word of ["autoencoder", "code", "test images", "bce", "probe", "epoch"]) {
      expect(html.match(new RegExp(`<dfn>${word}</dfn>`, "g")), word).toHaveLength(1);
    }
  });

  test("speaks of the models that are there, and of no others", () => {
    expect(text.includes("also denoising, which was trained on noisy ones")).toBe(true);
    const others = pageOf(sampleStudy({ ...once, models: ["vanilla", "deep"] })).text;
    expect(/denoising|sparse|noise/.test(others)).toBe(false);
  });

  test("speaks neither of findings nor of bars, which are not there", () => {
    expect(/Nothing that numbers support|What was found|look at the bars/.test(text)).toBe(false);
  });

  test("shows a denoiser the noisy images, and all others the clean ones", () => {
    const alts = [...html.matchAll(/alt="mnist, test images [\d, ]+: ([^"]+)"/g)].map(([, title]) => title);
    expect(alts).toEqual([
      "original",
      "vanilla",
      "convolutional",
      "with noise, for denoising",
      "denoising, from the noisy ones",
    ]);
    expect(pageOf(results).html.includes("with noise, for")).toBe(false);
  });

  test("leads to every run's report, and to every file that it names", () => {
    for (const { id } of results.runs) {
      expect(html.includes(`href="runs/${encodeURIComponent(id)}/report.html"`), id).toBe(true);
    }
    const named = [...html.matchAll(/href="(figures\/[^"]+)"/g)].map(([, file]) => file);
    expect(named.filter((file) => !files.has(file ?? ""))).toEqual([]);
  });
});

test("of data at a path no command is made up", () => {
  const { text } = pageOf(sampleStudy({ ...once, data: ["a folder/$(x)"] }));
  expect(text.includes("npx hourglass studio")).toBe(true);
  expect(text.includes("--dataset")).toBe(false);
});

test("what failed is told", () => {
  const results = sampleStudy({
    ...once,
    change: ({ epochs: _, ...run }) =>
      run.model === "vanilla"
        ? { ...run, status: "failed", error: "the loss is not a number", figures: {} }
        : run,
  });
  const { text } = pageOf(results);
  expect(text.includes("1 training failed: the numbers below are of the others")).toBe(true);
  expect(text.includes("the loss is not a number")).toBe(true);
});
