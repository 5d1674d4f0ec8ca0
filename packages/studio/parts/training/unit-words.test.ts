import { describe, expect, test } from "vitest";
import {
  activeWords,
  activityWords,
  blankUnits,
  columnsFor,
  differenceBytes,
  differenceColours,
  unitsSummary,
} from "./unit-words.ts";

/** @param differences of each unit, of two pixels; as far as can be unless given */
const drawn = (
  deviations: readonly number[],
  differences: readonly (readonly [number, number])[] = deviations.map(() => [0.5, -0.5]),
): Parameters<typeof unitsSummary>[0] => ({
  units: deviations.map((_, at) => at),
  deviations,
  drawings: Float32Array.from(differences.flat()),
});

describe("in words it is told", () => {
  test("whether units are dead", () => {
    expect(unitsSummary(drawn([1, 2]), 2)).toBe("All 2 units of the code. None of them is dead.");
    expect(unitsSummary(drawn([1, 0]), 2)).toBe(
      "All 2 units of the code. 1 is dead: the same for every image, and of no use.",
    );
    expect(unitsSummary(drawn([1, 2]), 100)).toBe("The 2 of 100 units that vary most. None of them is dead.");
  });

  test("whether units are blank though they are not dead", () => {
    const tiny = [0.001, -0.002] as const;
    expect(unitsSummary(drawn([1, 2, 0.1], [[1, 0], tiny, tiny]), 3)).toBe(
      "All 3 units of the code. 2 vary, but draw next to nothing.",
    );
    const both = drawn([1, 2, 0], [[1, 0], tiny, [0, 0]]);
    expect(unitsSummary(both, 3)).toBe(
      "All 3 units of the code. 1 is dead: the same for every image, and of no use. 1 more varies, but draws next to nothing.",
    );
    expect(blankUnits(both)).toEqual([false, true, true]);
  });

  test("how many units of a distribution are active, and which say nothing", () => {
    const active = { threshold: 0.01, count: 2, samples: 2000 };
    expect(unitsSummary({ ...drawn([1, 2]), active }, 2)).toBe(
      "All 2 units of the code. 2 of 2 units are active, none is dead.",
    );
    expect(activeWords({ ...active, count: 1 }, 2)).toBe(
      "1 of 2 units is active. 1 is dead: next to the same for every image, and of no use.",
    );
    expect(activeWords({ ...active, count: 16 }, 50, "row")).toBe(
      "16 of 50 units are active. 34 are dead: next to the same for every row, and of no use.",
    );
    expect(activityWords(active)).toBe(
      "A unit is active where its posterior mean has a variance above 0.01 over 2,000 test samples.",
    );
  });

  test("that none draws anything, where that is so", () => {
    expect(
      blankUnits(
        drawn(
          [1, 2],
          [
            [0, 0],
            [0, 0],
          ],
        ),
      ),
    ).toEqual([true, true]);
  });
});

test("small differences are scaled before they are rounded", () => {
  const small = Float32Array.from({ length: 201 }, (_, at) => (at - 100) * 1e-6);
  const bytes = differenceBytes(small);
  expect([bytes[0], bytes[100], bytes[200]]).toEqual([1, 128, 255]);
  expect(new Set(bytes).size).toBe(201);
  expect([...differenceBytes(new Float32Array(2))]).toEqual([128, 128]);
});

test("the largest difference has the full colour, none the middle one", () => {
  const table = differenceColours(["#ff0000", "#808080", "#0000ff"]);
  const of = (byte: number): number[] => [...table.subarray(3 * byte, 3 * byte + 3)];
  expect(of(128)).toEqual([128, 128, 128]);
  expect(of(1)).toEqual([255, 0, 0]);
  expect(of(0)).toEqual([255, 0, 0]);
  expect(of(255)).toEqual([0, 0, 255]);
});

test("few units share a row", () => {
  expect([2, 8, 32, 64].map(columnsFor)).toEqual([2, 8, 8, 12]);
});
