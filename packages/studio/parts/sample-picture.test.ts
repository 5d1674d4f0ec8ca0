import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { barHeights, drawingSize, drawingWords, drawSample } from "./sample-picture.ts";

// A page without canvases, whose colours are called as their variables are.
beforeAll(() => {
  vi.stubGlobal("getComputedStyle", () => ({ getPropertyValue: (name: string) => name }));
  vi.stubGlobal("document", { createElement: () => ({ getContext: () => null }) });
});
afterAll(() => {
  vi.unstubAllGlobals();
});

/** Notes what is drawn: rectangles with their colours, and points of lines. */
function notingCanvas(): {
  readonly context: CanvasRenderingContext2D;
  readonly rectangles: (readonly [colour: string, ...box: number[]])[];
  readonly lines: { readonly colour: string; readonly points: (readonly [x: number, y: number])[] }[];
} {
  const rectangles: (readonly [string, ...number[]])[] = [];
  const lines: { colour: string; points: (readonly [number, number])[] }[] = [];
  const context = {
    ...{ fillStyle: "", strokeStyle: "", lineWidth: 1, lineJoin: "" },
    fillRect: (...box: number[]) => rectangles.push([context.fillStyle, ...box]),
    beginPath: () => lines.push({ colour: context.strokeStyle, points: [] }),
    lineTo: (x: number, y: number) => lines.at(-1)?.points.push([x, y]),
    stroke: () => undefined,
  };
  return { context: context as unknown as CanvasRenderingContext2D, rectangles, lines };
}

const frame = { left: 10, top: 0, width: 40, height: 60 };

test("a row is bars about the mean of each column, cut off at three deviations", () => {
  const { context, rectangles } = notingCanvas();
  const look = {
    shape: { kind: "row", columns: 4 } as const,
    statistics: { mean: Float32Array.of(5, 0, 0, 0), deviation: Float32Array.of(2, 1, 1, 1) },
  };
  drawSample(context, Float32Array.of(11, -1.5, 0, 99), look, frame);
  const [ground, middle, ...bars] = rectangles;
  expect([ground, middle?.[2]]).toEqual([["--drawing", 11, 1, 38, 58], 29.5]);
  expect(bars).toEqual([
    ["--plot-first", 11, 0, 8, 30],
    ["--plot-second", 21, 30, 8, 15],
    ["--plot-first", 31, 30, 8, 0],
    ["--plot-first", 41, 0, 8, 30],
  ]);
});

test("a row of a table has a bar for each number that it has and one for each of the words that it may be", () => {
  const { context, rectangles } = notingCanvas();
  const table = [
    { name: "mode", kind: "words", words: ["idle"] },
    { name: "load", kind: "number", missing: true },
    { name: "speed", kind: "number" },
  ] as const;
  const look = {
    shape: { kind: "row", columns: 3, table } as const,
    statistics: { mean: Float32Array.of(0, 5, 1), deviation: Float32Array.of(1, 2, 1) },
  };
  drawSample(context, Float32Array.of(1, Number.NaN, 2.5), look, frame);
  const [, , ...bars] = rectangles;
  // Load is missing, speed half way up; not idle, but another word.
  expect(bars.map(([, left, , , height]) => [left, height])).toEqual([
    [11, 0],
    [21, 15],
    [31, 0],
    [41, 30],
  ]);
});

test("a series is a line a channel over its steps", () => {
  const { context, lines } = notingCanvas();
  const look = { shape: { kind: "series", steps: 2, channels: 2 } as const };
  drawSample(context, Float32Array.of(0, 3, -99, 1.5), look, frame, "ink");
  const edge = 60 / 44 / 2;
  expect(lines.map(({ colour }) => colour)).toEqual(["ink", "ink"]);
  expect(lines[0]?.points[0]).toEqual([20, 30]);
  expect(lines[0]?.points[1]?.[1]).toBeCloseTo(60 - edge);
  expect(lines[1]?.points[0]?.[1]).toBeCloseTo(edge);
  expect(lines[1]?.points[1]).toEqual([40, 30 - (30 - edge) / 2]);
});

test("columns for which there is no room share a bar", () => {
  expect(barHeights(Float32Array.of(1, 0, -1, 0, 0.5), 3)).toEqual([0.5, -0.5, 0.5]);
  expect(barHeights(Float32Array.of(1, -1), 3)).toEqual([1, -1]);
});

test("images are drawn pixel by pixel, many others small", () => {
  expect(drawingSize({ height: 20, width: 30, channels: 3 }, 400)).toEqual({ height: 20, width: 30 });
  const row = { kind: "row", columns: 4 } as const;
  expect(drawingSize(row, 400).width).toBeLessThan(drawingSize(row).width);
  expect(drawingWords({ height: 1, width: 1, channels: 1 })).toBe("");
  expect(drawingWords(row)).toContain("bars, one a column");
  expect(drawingWords({ kind: "series", steps: 9, channels: 1 })).toContain("lines over its steps");
});
