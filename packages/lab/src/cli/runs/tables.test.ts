import { describe, expect, test } from "vitest";
import { describeMeasureResults, describeMetrics, describeWarnings } from "./tables.ts";

const image = { height: 2, width: 2, channels: 1 };

describe("measures on the terminal", () => {
  test("a line a figure, then what was chosen, then what could not be measured and why", () => {
    const lines = describeMeasureResults(
      {
        rank: { figures: { effectiveRank: 21.734 } },
        probe: {
          figures: { accuracy: 0.89312 },
          choices: ["C = 0.1"],
          notMeasured: "pixels: it is too large",
        },
        factors: { figures: {}, notMeasured: "it needs true factors, which only the built-in digits have" },
      },
      { image },
    );
    expect(lines.join("\n")).toBe(`
measure             value   what it is
rank.effectiveRank  21.73   effective rank (directions)
probe.accuracy      0.8931  probe accuracy
probe: C = 0.1
not measured: probe: pixels: it is too large
not measured: factors: it needs true factors, which only the built-in digits have`);
  });

  test("reasons alone where nothing was measured, and nothing where nothing was asked for", () => {
    expect(
      describeMeasureResults({ probe: { figures: {}, notMeasured: "it needs labels" } }, { image }),
    ).toEqual(["", "not measured: probe: it needs labels"]);
    expect(describeMeasureResults({}, { image })).toEqual([]);
  });
});

test("a warning is a line", () => {
  expect(describeWarnings({ warnings: [{ kind: "code", text: "the codes are all the same" }] })).toEqual([
    "warning: the codes are all the same",
  ]);
});

test("an error that is no number is called so", () => {
  const none = { bce: Number.NaN, mse: Number.POSITIVE_INFINITY, sse: Number.NaN };
  const splits = { train: 5, validation: 0, test: 2 };
  const table = describeMetrics({ train: none, test: JSON.parse(JSON.stringify(none)) }, { splits, image });
  expect(table.match(/not finite/g)).toHaveLength(6);
});
