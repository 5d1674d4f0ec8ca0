import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { describe, expect, test } from "vitest";
import { sampleColumns } from "../../../../../test/support/tables.ts";
import { drawDifference, drawingNotes, drawSample } from "./draw-sample.ts";
import { type Raster, symmetricRange } from "./raster.ts";

/** Rows of pixels in a column, from the first to the last, that are of a colour rather than of the ground, the frame or the middle. */
function painted({ width, height, data }: Raster, column: number): readonly [number, number] | undefined {
  const rows = Array.from({ length: height - 2 }, (_, row) => row + 1).filter((row) => {
    const [red, green, blue] = data.subarray((row * width + column) * 3, (row * width + column) * 3 + 3);
    return Math.max(red!, green!, blue!) - Math.min(red!, green!, blue!) > 40;
  });
  return rows.length === 0 ? undefined : [rows[0]!, rows.at(-1)!];
}

function colorAt({ width, data }: Raster, column: number, row: number): readonly number[] {
  return [...data.subarray((row * width + column) * 3, (row * width + column) * 3 + 3)];
}

describe("a row", () => {
  const statistics = { mean: Float32Array.of(10, 100, 0, 5), deviation: Float32Array.of(1, 50, 0.1, 1) };
  const drawn = { sample: { kind: "row", columns: 4 }, statistics } as const;
  const size = { width: 42, height: 62 };

  test("of a table's row what the model sees is drawn: words are no quantities, and what is missing has no bar", () => {
    const sample: SampleShape = { kind: "row", columns: sampleColumns.length, table: sampleColumns };
    const statistics = {
      mean: Float32Array.of(50, 0, 5, 2, 100, 0),
      deviation: Float32Array.of(10, 1, 1, 1, 20, 1),
    };
    // Twelve values: four quantities, a gap, four of the mode, three of the pump.
    const wide = { width: 12 * 10 + 2, height: 62 };
    const row = Float32Array.of(70, 1, Number.NaN, Math.E ** 2 - 1, 60, 2);
    const { data, width } = drawSample(row, { sample, statistics }, wide);
    const isPainted = (bar: number, y: number): boolean => {
      const start = (y * width + 1 + 10 * bar + 4) * 3;
      const [red = 0, green = 0, blue = 0] = data.subarray(start, start + 3);
      return !(red === 255 && green === 255 && blue === 255);
    };
    const [above, below] = [26, 36];
    const painted = Array.from({ length: 12 }, (_, bar) =>
      isPainted(bar, above) ? 1 : isPainted(bar, below) ? -1 : 0,
    );
    // load high, pressure missing, count at its mean, day early; the gap; run; neither A nor B.
    expect(painted).toEqual([1, 0, 0, -1, 1, 0, 1, 0, 0, 0, 0, 1]);
    expect(drawingNotes(sample)[0]).toContain("1 for the word of each column of words");
  });

  test("is bars: up above the mean of the column, down below, cut off at 3 deviations", () => {
    const raster = drawSample(Float32Array.of(11, 0, 0.9, 5), drawn, size);
    expect([raster.width, raster.height, raster.isDrawing]).toEqual([42, 62, true]);
    // 60 pixels inside the frame are 6 deviations.
    expect(painted(raster, 3)).toEqual([21, 30]);
    expect(painted(raster, 13)).toEqual([31, 50]);
    expect(painted(raster, 23)).toEqual([1, 30]);
    expect(painted(raster, 33)).toBeUndefined();
    expect(colorAt(raster, 3, 25)).not.toEqual(colorAt(raster, 13, 40));
  });

  test("looks the same in other units", () => {
    const one = drawSample(Float32Array.of(11, 0, 0.05, 5), drawn, size);
    const scaled = {
      ...drawn,
      statistics: {
        mean: statistics.mean.map((mean) => 8 * mean),
        deviation: statistics.deviation.map((by) => 8 * by),
      },
    };
    expect(drawSample(Float32Array.of(88, 0, 0.4, 40), scaled, size)).toEqual(one);
  });

  test("of more columns than there are pixels has a bar a pixel, the mean of neighbours", () => {
    const columns = 80;
    const values = Float32Array.from({ length: columns }, (_, column) => (column < 2 ? 3 * column : -1));
    const raster = drawSample(values, { sample: { kind: "row", columns } }, size);
    // 40 bars of two columns: the first is 0 and 3.
    expect(painted(raster, 1)).toEqual([16, 30]);
    for (const column of [2, 20, 40]) expect(painted(raster, column)).toEqual([31, 40]);
    expect(drawingNotes({ kind: "row", columns }, size)[0]).toContain(
      "40 bars, each the mean of neighbouring columns",
    );
    expect(drawingNotes(drawn.sample, size)[0]).toContain("a bar a column");
  });

  test("has no bar for what is no number", () => {
    const raster = drawSample(Float32Array.of(Number.NaN, 100, Number.POSITIVE_INFINITY, 6), drawn, size);
    expect([3, 13, 23].map((column) => painted(raster, column))).toEqual([undefined, undefined, undefined]);
    expect(painted(raster, 33)).toEqual([21, 30]);
  });

  test("a difference has no difference in the middle", () => {
    const raster = drawDifference(Float32Array.of(1, -50, 0, 0), drawn, symmetricRange(50));
    const twice = drawDifference(Float32Array.of(2, -100, 0, 0), drawn, symmetricRange(50));
    expect(painted(raster, 10)?.[1]).toBe(painted(twice, 10)?.[1]);
    expect(painted(raster, 10)![0]).toBeGreaterThan(painted(twice, 10)![0]);
    expect(painted(raster, 60)![1]).toBeLessThan(painted(twice, 60)![1]);
    expect(painted(raster, 100)).toBeUndefined();
  });
});

describe("a series", () => {
  const size = { width: 42, height: 62 };
  const statistics = { mean: Float32Array.of(0, 500), deviation: Float32Array.of(1, 100) };

  test("is a line a channel over its steps, between 3 deviations below the mean and above", () => {
    const steps = 5;
    const values = Float32Array.from({ length: 2 * steps }, (_, index) =>
      index % 2 === 0 ? (index / 2) * 1.5 - 3 : 700,
    );
    const sample = { kind: "series", steps, channels: 2 } as const;
    const raster = drawSample(values, { sample, statistics }, size);
    // The first channel rises from the lower edge to the upper one; the second stays two deviations above.
    expect(painted(raster, 1)).toEqual([10, 60]);
    expect(painted(raster, 40)).toEqual([1, 11]);
    const blue = colorAt(raster, 21, 30);
    const orange = colorAt(raster, 21, 10);
    expect(blue[2]).toBeGreaterThan(blue[0]!);
    expect(orange[0]).toBeGreaterThan(orange[2]!);
    expect(drawingNotes(sample)[0]).toContain("channel 0 blue and 1 orange");
  });

  test("of more steps than there are pixels shows all that it passes", () => {
    const steps = 4_000;
    const values = Float32Array.from({ length: steps }, (_, step) => (step % 2 === 0 ? 2 : -2));
    const raster = drawSample(values, { sample: { kind: "series", steps, channels: 1 } }, size);
    for (const column of [1, 17, 40]) expect(painted(raster, column)).toEqual([10, 51]);
  });

  test("of a single step is a level line, and of no number none", () => {
    const drawn = { sample: { kind: "series", steps: 1, channels: 1 } } as const;
    const raster = drawSample(Float32Array.of(1), drawn, size);
    expect(painted(raster, 1)).toEqual(painted(raster, 40));
    expect(painted(raster, 1)).toBeDefined();
    expect(painted(drawSample(Float32Array.of(Number.NaN), drawn, size), 20)).toBeUndefined();
  });
});

test("an image is its pixels, and needs no words", () => {
  const sample = { height: 1, width: 2, channels: 1 };
  expect(drawSample(Uint8Array.of(1, 200), { sample })).toEqual({
    ...{ width: 2, height: 1, channels: 1 },
    data: Uint8Array.of(1, 200),
  });
  expect(drawSample(Float32Array.of(0, 1), { sample }).data).toEqual(Uint8Array.of(0, 255));
  expect(drawingNotes(sample)).toEqual([]);
});
