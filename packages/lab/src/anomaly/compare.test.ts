import { describe, expect, test } from "vitest";
import { anomalyScoreNames } from "./anomaly-scores.ts";
import { anomalyBaselineNames } from "./baselines.ts";
import { compareWithBaselines } from "./compare.ts";
import type { AnomalyBaselines, AnomalyCell } from "./results.ts";

/** A cell whose areas are all the same but for that of the error. */
function cellOf(normalClass: number, seed: number, combined: number, error = combined): AnomalyCell {
  const auroc = Object.fromEntries(anomalyScoreNames.map((name) => [name, combined]));
  return {
    normal: `${normalClass}`,
    normalClass,
    seed,
    auroc: { ...auroc, error },
  } as unknown as AnomalyCell;
}

function baselinesOf(normalClass: number, area: number, pcaError = area - 0.1): AnomalyBaselines {
  const auroc = Object.fromEntries(anomalyBaselineNames.map((name) => [name, area - 0.2]));
  return {
    ...{ normal: `${normalClass}`, normalClass, components: 4, seconds: 1 },
    auroc: { ...auroc, smoothCosine: area, pcaError } as AnomalyBaselines["auroc"],
  };
}

const classes = [0, 1, 2, 3];
const seeds = [1, 2];
const baselines = classes.map((normalClass) => baselinesOf(normalClass, 0.9 + normalClass / 100));

/** Cells that are so much above the best baseline: an amount a class, and as much more and less by seed. */
const above = (amounts: readonly number[], bySeed = 0.01): readonly AnomalyCell[] =>
  classes.flatMap((normalClass) =>
    seeds.map((seed) =>
      cellOf(normalClass, seed, 0.9 + normalClass / 100 + amounts[normalClass]! + (seed - 1.5) * bySeed, 0.5),
    ),
  );

describe("over classes", () => {
  test("a difference is paired by class, each class's the mean over the seeds", () => {
    // scipy.stats.t.interval(0.95, 3, loc=0.025, scale=scipy.stats.sem([0.01, 0.02, 0.03, 0.04])), scipy 1.10.1.
    const found = compareWithBaselines({ classes, seeds }, above([0.01, 0.02, 0.03, 0.04]), baselines);
    const { mean, interval } = found!.differences.combined!.smoothCosine!;
    expect(found).toMatchObject({ pairs: "classes", best: "smoothCosine" });
    expect(found!.baselines.smoothCosine).toBeCloseTo(0.915, 12);
    expect(mean).toBeCloseTo(0.025, 12);
    expect(interval![0]).toBeCloseTo(0.004457397432391209, 9);
    expect(interval![1]).toBeCloseTo(0.04554260256760879, 9);
  });

  test.each([
    [
      [0.01, 0.02, 0.03, 0.04],
      'The autoencoder\'s combined score tells more than "smoothed pixels, cosine": 94.00 % against 91.50 %, a difference ' +
        "of +2.50 percentage points (95 % interval +0.45 to +4.55, paired t over 4 classes; above it in 4 of 4 classes).",
    ],
    [
      [-0.01, -0.02, -0.03, -0.04],
      'The autoencoder\'s combined score tells less than "smoothed pixels, cosine", so the autoencoder adds nothing: 89.00 % against ' +
        "91.50 %, a difference of −2.50 percentage points (95 % interval −4.55 to −0.45, paired t over 4 classes; above it in 0 of 4 classes).",
    ],
    [
      [0.01, -0.02, 0.03, 0.0],
      'That the autoencoder\'s combined score tells more than "smoothed pixels, cosine" is not shown, nor that it tells less: 92.00 % ' +
        "against 91.50 %, a difference of +0.50 percentage points (95 % interval −2.81 to +3.81, paired t over 4 classes; above it in 2 of 4 classes).",
    ],
  ])("differences of %j are told by their interval", (amounts, sentence) => {
    const { findings } = compareWithBaselines({ classes, seeds }, above(amounts, 0), baselines)!;
    expect(findings[0]).toBe(
      'Of the 8 baselines, which need no autoencoder, "smoothed pixels, cosine" is best here: 91.50 %.',
    );
    expect(findings[1]).toBe(sentence);
    expect(findings[2]).toContain(
      'The autoencoder\'s error score tells less than "PCA, error", so the autoencoder adds',
    );
  });

  test("there is no comparison while something is missing", () => {
    const cells = above([0, 0, 0, 0]);
    const plan = { classes, seeds };
    expect(compareWithBaselines(plan, cells.slice(1), baselines)).toBeUndefined();
    expect(compareWithBaselines(plan, cells.slice(2), baselines)).toBeUndefined();
    expect(compareWithBaselines(plan, cells, baselines.slice(1))).toBeUndefined();
    expect(compareWithBaselines(plan, [], [])).toBeUndefined();
  });
});

test("of one class the interval is over seeds, and says so", () => {
  const cells = [cellOf(1, 1, 0.93), cellOf(1, 2, 0.95)];
  const found = compareWithBaselines({ classes: [1], seeds }, cells, [baselines[1]!])!;
  expect(found.pairs).toBe("seeds");
  // scipy.stats.t.interval(0.95, 1, loc=0.03, scale=scipy.stats.sem([0.02, 0.04]))
  expect(found.differences.combined!.smoothCosine!.interval![0]).toBeCloseTo(-0.0970620473617471, 9);
  expect(found.findings[1]).toContain(
    "t over 2 seeds, of one and the same test images; above it in 2 of 2 seeds",
  );
});

test("of one autoencoder there is no interval, and the finding says that one is one", () => {
  const { normalClass: _, ...whole } = cellOf(0, 1, 0.99);
  const { normalClass: __, ...baseline } = baselinesOf(0, 0.9);
  const found = compareWithBaselines({ seeds: [1] }, [whole], [baseline])!;
  expect(found.pairs).toBe("none");
  expect(found.differences.combined!.smoothCosine).toEqual({ mean: 0.99 - 0.9 });
  expect(found.findings[1]).toContain(
    'has 99.00 % against 90.00 %, a difference of +9.00 percentage points to "smoothed pixels, cosine", by one training',
  );
});
