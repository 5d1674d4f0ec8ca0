import { describe, expect, test } from "vitest";
import { spreadOverSeeds } from "./aggregate.ts";
import { findFindings } from "./findings.ts";
import type { CellRow, StudyFigure } from "./results.ts";

const bce: StudyFigure = { name: "bce", title: "test bce", unit: "nats", better: "lower", headline: true };
const varied = [{ setting: "latentSize", values: [2, 8, 32] }];

function cell(model: string, latentSize: number, values: readonly number[], data = "digits"): CellRow {
  return {
    ...{ id: `${data}-${model}-${latentSize}`, title: model, data, model, varied: { latentSize } },
    ...{ seeds: values.length, curves: [], confusions: [] },
    figures: values.length === 0 ? {} : { bce: spreadOverSeeds(values) },
  };
}

const around = (mean: number): readonly number[] => [mean - 0.001, mean, mean + 0.001];
const ladder = [
  cell("vanilla", 2, around(0.3)),
  cell("vanilla", 8, around(0.2)),
  cell("vanilla", 32, around(0.2001)),
];

describe("values of a setting", () => {
  test("are compared with the next, in the order of the study", () => {
    // Out of order, as nothing says that cells are sorted.
    const findings = findFindings([bce], ladder.toReversed(), varied);
    expect(findings.map(({ text, isDifference }) => [isDifference, text])).toEqual([
      [
        true,
        "On digits, vanilla: test bce falls from 0.3000 nats to 0.2000 nats as latent size goes from 2 to 8",
      ],
      [
        false,
        "On digits, vanilla: no difference in test bce that exceeds the spread over seeds between latent size 8 and 32",
      ],
    ]);
    expect(findings[0]?.basis).toBe(
      "Welch's t = 122 with 4.0 degrees of freedom, p < 0.0001 (Holm, 2 comparisons)",
    );
    expect(findings[1]?.basis).toBe(
      "Welch's t = 0.122 with 4.0 degrees of freedom, p = 0.91 (Holm, 2 comparisons)",
    );
  });

  test("share a sentence where they say the same", () => {
    const steps = [ladder[0]!, ladder[1]!, cell("vanilla", 32, around(0.1))];
    expect(findFindings([bce], steps, varied)).toEqual([
      {
        text:
          "On digits, vanilla: test bce falls from 0.3000 nats to 0.1000 nats as latent size goes from 2 to 8 to 32, " +
          "at every step",
        basis:
          "2 and 8: Welch's t = 122 with 4.0 degrees of freedom, p < 0.0001; " +
          "8 and 32: Welch's t = 122 with 4.0 degrees of freedom, p < 0.0001 (Holm, 2 comparisons)",
        isDifference: true,
      },
    ]);
  });

  test("that rise after they fell have two sentences", () => {
    const steps = [ladder[0]!, ladder[1]!, cell("vanilla", 32, around(0.4))];
    expect(findFindings([bce], steps, varied).map(({ text }) => text)).toEqual([
      expect.stringContaining("falls from 0.3000 nats to 0.2000 nats as latent size goes from 2 to 8"),
      expect.stringContaining("rises from 0.2000 nats to 0.4000 nats as latent size goes from 8 to 32"),
    ]);
  });
});

describe("models", () => {
  const models = [
    cell("vanilla", 8, around(0.2)),
    cell("deep", 8, around(0.1)),
    cell("sparse", 8, around(0.1004)),
    cell("wide", 8, around(0.3)),
  ];

  test("are compared with the best of them only", () => {
    expect(findFindings([bce], models, [])).toMatchObject([
      {
        text:
          "On digits, latent size 8: the test bce of deep, 0.1000 nats, is lower than that of " +
          "vanilla (0.2000 nats) and wide (0.3000 nats)",
        isDifference: true,
        basis: expect.stringMatching(
          /^deep and vanilla: Welch's t = 122 .*; deep and wide: .* \(Holm, 3 comparisons\)$/,
        ),
      },
      {
        text:
          "On digits, latent size 8: no difference in test bce that exceeds the spread over seeds between " +
          "deep (0.1000 nats) and sparse (0.1004 nats)",
        isDifference: false,
      },
    ]);
  });

  test("are best with the highest mean where that is better", () => {
    const [finding] = findFindings([{ ...bce, better: "higher" }], models, []);
    expect(finding?.text).toContain("the test bce of wide, 0.3000 nats, is higher than that of vanilla");
  });

  test("on other data are not compared", () => {
    expect(
      findFindings([bce], [cell("deep", 8, around(0.1)), cell("wide", 8, around(0.3), "mnist")], []),
    ).toEqual([]);
  });
});

describe("nothing is claimed", () => {
  test("of one seed, of no runs, or without a spread", () => {
    for (const values of [[0.3], [], [0.3, 0.3]]) {
      const cells = [cell("vanilla", 2, values), cell("vanilla", 8, [0.1, 0.1].slice(0, values.length))];
      expect(findFindings([bce], cells, varied)).toEqual([]);
    }
  });

  test("of figures that are not drawn", () => {
    const { headline: _, ...hidden } = bce;
    expect(findFindings([hidden], ladder, varied)).toEqual([]);
  });

  test("that only many comparisons have brought about: Holm's correction is over all of a figure", () => {
    const pair = (data: string): readonly CellRow[] => [
      cell("vanilla", 2, [0.1, 0.11, 0.12], data),
      cell("vanilla", 8, [0.125, 0.135, 0.145], data),
    ];
    const isFound = (cells: readonly CellRow[]): boolean =>
      findFindings([bce], cells, varied).some(({ isDifference }) => isDifference);
    expect(isFound(pair("digits"))).toBe(true);
    expect(isFound([...pair("digits"), ...pair("mnist")])).toBe(false);
  });
});
