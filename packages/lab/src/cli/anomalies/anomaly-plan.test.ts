import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { stripesDataset } from "../../../../../test/support/stripes.ts";
import { temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { anomalyRecipe } from "../../detector/recipe.ts";
import { classesFor, planOf, resumedPlan } from "./anomaly-plan.ts";

describe("a new plan", () => {
  test("has the recipe, under what options say", async () => {
    const { settings, seeds } = (await planOf({ epochs: "3", seed: "7" }))();
    expect(settings).toMatchObject({ ...anomalyRecipe, dataset: "mnist", epochs: 3, seed: 7 });
    expect(seeds).toEqual([7]);
  });

  test("of rows has a code that is smaller than they are, and masks nothing", async () => {
    const plan = await planOf({ dataset: "digits" });
    expect(plan({ kind: "row", columns: 10 }).settings).toMatchObject({
      ...{ latentSize: 3, corruption: "none", loss: "mse", outputActivation: "linear" },
    });
    expect(plan({ kind: "series", steps: 100, channels: 6 }).settings.latentSize).toBe(64);
    const own = await planOf({ dataset: "digits", latentSize: "5" });
    expect(own({ kind: "row", columns: 10 }).settings.latentSize).toBe(5);
  });

  test("has the defaults of a model that is named, and not the recipe's", async () => {
    const { settings } = (await planOf({ model: "vanilla" }))();
    expect(settings).toMatchObject({ model: "vanilla", hidden: [], corruption: "none", epochs: 50 });
  });

  test("finds data of one's own from wherever it is resumed", async () => {
    await using folder = await temporaryFolder();
    const { settings, against } = (await planOf({ dataset: folder.path, against: "digits" }))();
    expect([settings.dataset, against]).toEqual([resolve(folder.path), "digits"]);
  });

  test.each([
    [{ seeds: "1,,2" }, '--seeds: expected a whole number from 0 to 4294967295, found ""'],
    [{ seeds: "1,two" }, 'found "two"'],
    [{ normal: "3", against: "digits" }, "--normal: with --against the whole data set is normal"],
    [{ filters: "3" }, "filters and decoder belong to convolutions"],
  ])("%j is refused", async (options, message) => {
    await expect(planOf(options)).rejects.toThrow(message);
  });
});

describe("a plan that goes on", () => {
  test("keeps its settings, and may get more seeds and classes", async () => {
    const dataset = stripesDataset(4, 4);
    const own = { ...(await planOf({ epochs: "3", seeds: "1,2" }))(), classes: [1] };
    const { classes: _, ...plan } = own;
    expect(resumedPlan(own, {})).toEqual(plan);
    expect(resumedPlan(own, { seeds: "2,5", epochs: "3" }).seeds).toEqual([1, 2, 5]);
    expect(() => resumedPlan(own, { epochs: "4" })).toThrow(
      "--epochs 4: these results have 3; only --normal and --seeds may add to them",
    );
    expect(() => resumedPlan(own, { config: "a.yaml" })).toThrow("--config");
    expect(() => resumedPlan(own, { against: "digits" })).toThrow("these results are of single classes");
    expect(classesFor({}, dataset, own.classes)).toEqual([1]);
    expect(classesFor({ normal: "rows" }, dataset, own.classes)).toEqual([1, 0]);
  });
});

test("all classes are normal in turn unless some are named", () => {
  const dataset = stripesDataset(4, 4);
  expect(classesFor({}, dataset, undefined)).toEqual([0, 1]);
  expect(classesFor({ normal: "all" }, dataset, undefined)).toEqual([0, 1]);
  expect(classesFor({ normal: "columns, 0,1" }, dataset, undefined)).toEqual([1, 0]);
});
