import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { describe, expect, test } from "vitest";
import { stripesDataset } from "../../../../test/support/stripes.ts";
import { againstTask, classesOf, classNamed, classTask, splitTask } from "./task.ts";

const stripes = stripesDataset(60, 10);

function withoutLabels(dataset: Dataset): Dataset {
  const { labels: _, ...test } = dataset.test;
  const { labels: __, ...train } = dataset.train;
  return { ...dataset, name: "nameless", train, test };
}

describe("one class against the others", () => {
  test("trains on its training images and tests on all, of which the others are anomalous", () => {
    const task = classTask(stripes, 1);
    expect(task).toMatchObject({ normal: "columns", normalClass: 1 });
    expect(task.dataset.train.count).toBe(30);
    expect(new Set(task.dataset.train.labels)).toEqual(new Set([1]));
    expect(valuesOf(task.dataset.train).subarray(0, 16)).toEqual(stripes.train.images.subarray(16, 32));
    expect(task.dataset.test).toBe(stripes.test);
    expect(task.isAnomalous).toEqual([true, false, true, false, true, false, true, false, true, false]);
  });

  test("a class is called by its number or its name", () => {
    expect(classesOf(stripes)).toEqual([0, 1]);
    expect([classNamed("0", stripes), classNamed("columns", stripes)]).toEqual([0, 1]);
    expect(() => classNamed("2", stripes)).toThrow(
      '--normal: stripes has no class "2": choose one of 0 (rows), 1 (columns), or all',
    );
    expect(() => classTask(stripes, 7)).toThrow('no class "7"');
  });

  test("labels are needed, and the class in both parts", () => {
    expect(() => classesOf(withoutLabels(stripes))).toThrow("nameless has no labels");
    const untrained = { ...stripes, train: { ...stripes.train, labels: new Uint8Array(60) } };
    expect(() => classTask(untrained, 1)).toThrow("class 1 has 0 training images");
    const alone = { ...stripes, test: { ...stripes.test, labels: new Uint8Array(10) } };
    expect(() => classTask(alone, 0)).toThrow("the test images are all of it");
  });
});

describe("a data set against another", () => {
  test("tests on both, one after the other", () => {
    const other = { ...withoutLabels(stripesDataset(2, 3)), name: "other" };
    const task = againstTask(withoutLabels(stripes), other);
    expect(task.normal).toBe(stripes.title);
    expect(task.dataset.train.count).toBe(60);
    expect(task.dataset.test.count).toBe(13);
    expect(valuesOf(task.dataset.test)).toEqual(
      Uint8Array.from([...stripes.test.images, ...other.test.images]),
    );
    expect(task.isAnomalous.map(Number)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]);
    expect(task.sources).toEqual([
      { name: "nameless", count: 10 },
      { name: "other", count: 3 },
    ]);
  });

  test("images of other sizes are refused", () => {
    const wide = { ...stripes, name: "wide", test: { ...stripes.test, width: 8, count: 5 } };
    expect(() => againstTask(stripes, wide)).toThrow(
      "--against: expected images of the size that stripes has, 4 x 4 x 1, found 4 x 8 x 1 in wide",
    );
  });
});

test("the last tenth of the normal images is held out, or as many as are asked for", () => {
  const task = classTask(stripes, 0);
  const { train, validation, test } = splitTask(task, { validation: "auto", trainingImages: "all" });
  expect([train.count, validation.count, test.count]).toEqual([27, 3, 10]);
  expect(valuesOf(validation)).toEqual(valuesOf(task.dataset.train).subarray(27 * 16));
  const chosen = splitTask(task, { validation: 10, trainingImages: 5 });
  expect([chosen.train.count, chosen.validation.count]).toEqual([5, 10]);
});
