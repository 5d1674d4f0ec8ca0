import { readdir, readFile } from "node:fs/promises";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { parameterCount } from "hourglass-core/internal/model/model.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { planStudy } from "hourglass-lab/internal/study/grid.ts";
import { parseStudy } from "hourglass-lab/internal/study/study-file.ts";
import { describe, expect, test } from "vitest";

// The studies that come with the package: each can be planned, whole and quick, trains its models equally, and says what answers
// its question. What `npm start` shows is a first look, with a budget of its own for each model.

const firstLook = "first-look.yaml";
const folder = new URL("../packages/lab/studies/", import.meta.url);
const files = (await readdir(folder)).filter((file) => file !== firstLook);

test("dense and convolutional models that are said to have equally many parameters do, to a hundredth", async () => {
  const file = "dense-or-convolutional.yaml";
  const plan = planStudy(parseStudy(await readFile(new URL(file, folder), "utf8"), file), file);
  const image = { height: 28, width: 28, channels: 1 };
  const counts = plan.runs
    .filter(({ data, seed, model }) => data === "mnist" && seed === 1 && model !== "dense, 512-256")
    .map(({ settings }) => parameterCount(buildArchitecture(architectureOf(settings, image), image)));
  expect(counts.length).toBe(3);
  for (const count of counts) expect(Math.abs(count / counts[0]! - 1)).toBeLessThan(0.01);
});

describe.each(files)("%s", (file) => {
  const read = async (quick: boolean) => {
    const study = parseStudy(await readFile(new URL(file, folder), "utf8"), file, { quick });
    return { study, plan: planStudy(study, file) };
  };

  test("trains until the validation loss stops falling, with three seeds or more", async () => {
    const { study, plan } = await read(false);
    expect(study.budget).toHaveProperty("converged");
    expect(study.seeds.length).toBeGreaterThanOrEqual(3);
    for (const { settings } of plan.runs) {
      expect([settings.monitor, settings.restoreBest]).toEqual(["validation", true]);
      expect(settings.patience).toBeGreaterThan(0);
    }
  });

  test("says which figure answers the question, and draws it", async () => {
    const { study } = await read(false);
    expect(study.plot).toContain(study.answer?.figure);
    expect(["model", ...Object.keys(study.vary)]).toContain(study.answer?.over);
  });

  test("has a quick form with the same kind of budget, and two seeds, that ends in about a minute", async () => {
    const { study, plan } = await read(true);
    expect(study.budget).toHaveProperty("converged");
    expect(study.seeds.length).toBe(2);
    // Images that a convolutional model of this size passes in about a minute on two cores, and that others pass faster.
    const passes = plan.runs.map(({ settings }) => settings.epochs * Number(settings.trainingImages));
    const convolutional = plan.runs.map(({ settings }, index) =>
      settings.architecture === "convolutional" ? passes[index]! : 0,
    );
    expect(convolutional.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(100_000);
    expect(passes.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(200_000);
    expect(plan.runs.length).toBeLessThanOrEqual(24);
  });
});
