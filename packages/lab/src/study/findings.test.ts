import { describe, expect, test } from "vitest";
import { findAnswer } from "./answer.ts";
import { findingRows } from "./finding-rows.ts";
import { findFindings, type StudyNumbers } from "./findings.ts";
import type { CellRow, RunRow, StudyFigure } from "./results.ts";
import { spreadOverSeeds } from "./spread-over-seeds.ts";

const bce: StudyFigure = { name: "bce", title: "test bce", unit: "nats", better: "lower", headline: true };
const sse: StudyFigure = { ...bce, name: "sse", title: "test sse", unit: "per image" };
const varied = [{ setting: "latentSize", values: [2, 8, 32] }];

interface MadeUp {
  readonly model?: string;
  readonly latentSize?: number;
  readonly data?: string;
  readonly values: readonly number[];
  readonly steps?: number;
}

/** A study of these cells, with seeds from 1; `sse` is ten times `bce`. */
function studyOf(cells: readonly MadeUp[], figures: readonly StudyFigure[] = [bce]): StudyNumbers {
  const rows = cells.map(({ model = "vanilla", latentSize = 2, data = "digits", values, steps }) => {
    const place = { data, model, varied: { latentSize } };
    const id = `${data}-${model}-${latentSize}`;
    const cell: CellRow = {
      ...{ ...place, id, title: model, seeds: values.length, curves: [], confusions: [] },
      figures:
        values.length === 0
          ? {}
          : { bce: spreadOverSeeds(values), sse: spreadOverSeeds(values.map((value) => 10 * value)) },
      ...(steps === undefined ? {} : { training: { epochs: 1, steps, images: 256 * steps } }),
    };
    const runs = values.map(
      (value, index): RunRow => ({
        ...{ ...place, id: `${id}-${index}`, cell: id, seed: index + 1, status: "done" },
        figures: { bce: value, sse: 10 * value },
      }),
    );
    return { cell, runs };
  });
  return { figures, varied, cells: rows.map(({ cell }) => cell), runs: rows.flatMap(({ runs }) => runs) };
}

/** Three seeds whose errors are not those of the block. */
const around = (mean: number, sign = 1): readonly number[] => [
  mean - 0.001 * sign,
  mean + 0.001 * sign,
  mean,
];
const ladder: readonly MadeUp[] = [
  { latentSize: 2, values: around(0.3) },
  { latentSize: 8, values: around(0.2, -1) },
  { latentSize: 32, values: around(0.2004) },
];

describe("values of a setting", () => {
  const numbers = studyOf(ladder.toReversed());
  const [found] = findFindings(numbers);

  test("are compared in all pairs, in the order of the study", () => {
    expect(found!.comparisons).toHaveLength(1);
    const [comparison] = found!.comparisons;
    expect(comparison!.cells).toEqual(["digits-vanilla-2", "digits-vanilla-8", "digits-vanilla-32"]);
    expect(comparison!.pairs.map(({ toldApart }) => toldApart)).toEqual([true, true, false]);
  });

  test("a sentence says what is told apart, and what of the rest is possible", () => {
    expect(found!.comparisons[0]!.text).toMatch(
      /^On digits, vanilla: the lowest test bce is that of latent size 8, 0\.20\d+ nats; told apart from latent size 2, higher by 0\.1000 \(0\.09\d+ to 0\.10\d+\) nats; 3 seeds cannot tell it from latent size 32: difference 0\.000\d+ \(−0\.00\d+ to 0\.00\d+\) nats\.$/,
    );
    expect(found!.notes[0]).toMatch(
      /^Compared by differences: pooled deviation 0\.00\d+ nats, 4 degrees of freedom\. 2 of 3 pairs are told apart\. The smallest difference that 3 seeds a cell tell apart: 0\.00\d+ nats among 3 cells\.$/,
    );
  });

  test("rows of the table are its steps", () => {
    expect(findingRows(found!, numbers).map(({ what, verdict }) => [what, verdict])).toEqual([
      ["latent size 2 → 8", "told apart: lower"],
      ["latent size 8 → 32", "3 seeds cannot tell them apart"],
    ]);
  });

  test("never is said that there is no difference", () => {
    expect(JSON.stringify(found)).not.toMatch(/no difference/);
  });
});

describe("models", () => {
  const models = studyOf([
    { model: "vanilla", values: around(0.2), steps: 800 },
    { model: "deep", values: around(0.1, -1), steps: 400 },
    { model: "sparse", values: around(0.1004), steps: 400 },
  ]);
  const [found] = findFindings(models);
  const [comparison] = found!.comparisons;

  test("are compared with each other, and unequal budgets are named", () => {
    expect(comparison!.over).toBe("model");
    expect(comparison!.pairs).toHaveLength(3);
    const words = "unequal training: vanilla had 800 steps, deep 400 steps, sparse 400 steps";
    expect(comparison!.unequal).toBe(words);
    expect(comparison!.text.endsWith(`(${words}).`)).toBe(true);
    expect(found!.notes.at(-1)).toBe(`U${words.slice(1)}.`);
    expect(findingRows(found!, models)[0]!.verdict).toMatch(/; unequal training$/);
  });

  test("of which a budget says that they are equal are not called unequal", () => {
    const [equal] = findFindings({ ...models, budget: { by: "images", text: "" } });
    expect(JSON.stringify(equal)).not.toMatch(/unequal/);
  });

  test("whose loss may have gone on to fall are named, where that is the budget", () => {
    const runs = models.runs.map((run) => ({ ...run, allEpochs: run.model === "deep" && run.seed < 3 }));
    const [found] = findFindings({ ...models, runs, budget: { by: "converged", text: "" } });
    expect(found!.comparisons[0]!.unequal).toBe(
      "not converged: 2 of 3 trainings of deep had all their epochs",
    );
    expect(findingRows(found!, models)[0]!.verdict).toMatch(/; not converged$/);
  });

  test("that had all their epochs in one place are named with it", () => {
    const two = studyOf([
      { model: "deep", values: around(0.1) },
      { model: "wide", values: around(0.3, -1) },
      { model: "deep", values: around(0.1), data: "mnist" },
      { model: "wide", values: around(0.3, -1), data: "mnist" },
    ]);
    const runs = two.runs.map((run) => ({ ...run, allEpochs: run.data === "mnist" && run.model === "deep" }));
    const [found] = findFindings({ ...two, runs, budget: { by: "converged", text: "" } });
    expect(found!.notes.at(-1)).toBe(
      "Not converged: 3 of 3 trainings of deep had all their epochs (mnist, latent size 2).",
    );
  });

  test("on other data are not compared, but share the deviation", () => {
    const both = studyOf([
      { model: "deep", values: around(0.1) },
      { model: "wide", values: around(0.3, -1), data: "mnist" },
    ]);
    expect(findFindings(both)[0]!.comparisons).toEqual([]);
  });

  test("are best with the highest mean where that is better", () => {
    const figure: StudyFigure = { ...bce, better: "higher" };
    const [other] = findFindings({ ...models, figures: [figure] });
    expect(other!.comparisons[0]!.text).toContain("the highest test bce is that of vanilla, 0.2000 nats");
  });
});

describe("a figure that says the same", () => {
  test("is named, and not repeated", () => {
    const both = findFindings(studyOf(ladder, [bce, sse]));
    expect(both.map(({ alike }) => alike)).toEqual([undefined, "bce"]);
  });

  test("is not one whose better direction is another", () => {
    const both = findFindings(studyOf(ladder, [bce, { ...sse, better: "higher" }]));
    expect(both.map(({ alike }) => alike)).toEqual([undefined, undefined]);
  });
});

describe("nothing is tested", () => {
  test("with one seed, and it is said", () => {
    const [found] = findFindings(studyOf([{ values: [0.3] }, { latentSize: 8, values: [0.2] }]));
    expect(found!.model).toBeUndefined();
    expect(found!.comparisons[0]!.pairs).toEqual([]);
    expect(found!.notes[0]).toMatch(/^One training each: a first look\./);
    expect(found!.comparisons[0]!.text).toBe(
      "On digits, vanilla: the lowest test bce is that of latent size 8, 0.2000 nats; then latent size 2, 0.3000 nats.",
    );
  });

  test("of what does not vary over the seeds", () => {
    const [found] = findFindings(studyOf([{ values: [0.3, 0.3] }, { latentSize: 8, values: [0.2, 0.2] }]));
    expect(found!.model).toBeUndefined();
    expect(found!.notes).toEqual([
      "test bce does not vary over the seeds, so that its differences are those of this data.",
    ]);
  });

  test("of figures that are not drawn, and of no runs", () => {
    const { headline: _, ...hidden } = bce;
    expect(findFindings(studyOf(ladder, [hidden]))).toEqual([]);
    expect(findFindings(studyOf([{ values: [] }, { latentSize: 8, values: [] }]))[0]!.comparisons).toEqual(
      [],
    );
  });
});

test("a cell that varies more than the others is named", () => {
  const values = (index: number, size: number): number[] =>
    [0, 1, 2].map((seed) => 0.1 + size * Math.sin(index + 5 * seed * index));
  const sizes = [2, 8, 32].flatMap((latentSize) =>
    ["vanilla", "deep"].map((model) => ({ latentSize, model })),
  );
  const cells = sizes.map((place, index) => ({
    ...place,
    values: values(index + 1, index === 3 ? 0.05 : 0.0005),
  }));
  expect(findFindings(studyOf(cells))[0]!.notes[1]).toMatch(
    /^digits-deep-8 varies more from seed to seed than the others do \(Cochran's test\)/,
  );
});

describe("what is drawn beside a figure", () => {
  const probe: StudyFigure = {
    ...bce,
    name: "probe",
    title: "accuracy",
    unit: "",
    better: "higher",
    beside: "pixels",
  };
  const { headline: _, beside: __, ...rest } = probe;
  const pixels: StudyFigure = { ...rest, name: "pixels", title: "accuracy of pixels" };
  const textOf = (own: readonly (readonly number[])[], other: number): string => {
    const numbers = studyOf(own.map((values, index) => ({ values, model: `m${index}` })));
    const cells = numbers.cells.map((cell) => ({ ...cell, figures: { probe: cell.figures["bce"]! } }));
    const runs = numbers.runs.map((run) => ({
      ...run,
      figures: { probe: run.figures["bce"]!, pixels: other },
    }));
    const given = { ...numbers, figures: [probe, pixels], cells, runs };
    return findAnswer({ ...given, findings: findFindings(given) }, { over: "model" })!.text;
  };

  test("stands with the best, with Student's interval of its own trainings", () => {
    // t of 2 degrees of freedom at 0.05 / 2 cells is 6.205; the deviation of 0.90, 0.91, 0.92 is 0.01.
    expect(textOf([[0.9, 0.92, 0.91], around(0.7)], 0.85)).toContain(
      "m0 has the highest accuracy, 0.9100 (against accuracy of pixels, 0.8500: higher by 0.060 (0.024 to 0.096));",
    );
    expect(textOf([[0.9, 0.92, 0.91], around(0.7)], 0.9)).toContain(
      "(against accuracy of pixels, 0.9000: the seeds cannot tell, 0.010 (−0.026 to 0.046));",
    );
  });

  test("has no interval with one seed", () => {
    expect(textOf([[0.9], [0.7]], 0.95)).toContain("(against accuracy of pixels, 0.9500: lower by 0.050)");
  });
});

describe("the answer", () => {
  const answerOf = (numbers: StudyNumbers, choice = {}): string | undefined =>
    findAnswer({ ...numbers, findings: findFindings(numbers) }, choice)?.text;

  test("of a setting with numbers: from the first value to the last", () => {
    expect(answerOf(studyOf(ladder))).toMatch(
      /^On digits, test bce falls from latent size 2 to 32 by 0\.099\d \(0\.09\d+ to 0\.10\d+\) nats, from 0\.3000 nats to 0\.2004 nats \(95 % intervals in brackets\)\.$/,
    );
  });

  test("of models: the best and the next", () => {
    const models = studyOf([
      { model: "vanilla", values: around(0.2) },
      { model: "deep", values: around(0.1, -1) },
      { model: "sparse", values: around(0.1004) },
    ]);
    expect(answerOf(models, { over: "model" })).toMatch(
      /^On digits, deep has the lowest test bce, 0\.1000 nats, but the seeds cannot tell it from sparse, 0\.1004 nats: 0\.000\d+ \(−/,
    );
  });

  test("names unequal training", () => {
    const models = studyOf([
      { model: "vanilla", values: around(0.2), steps: 800 },
      { model: "deep", values: around(0.1, -1), steps: 400 },
    ]);
    expect(answerOf(models, { over: "model" })).toMatch(
      / \(95 % intervals in brackets; unequal training\)\.$/,
    );
  });

  test("of one training each: a first look", () => {
    expect(answerOf(studyOf([{ values: [0.3] }, { model: "deep", values: [0.2] }]), { over: "model" })).toBe(
      "On digits, deep has the lowest test bce, 0.2000 nats; the next is vanilla, 0.3000 nats (one training each: a first look).",
    );
  });
});
