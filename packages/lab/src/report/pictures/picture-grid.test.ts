import { decode } from "fast-png";
import { expect, test } from "vitest";
import { composeRows, renderFigureRows } from "./picture-grid.ts";
import type { Raster } from "./raster.ts";

const grey = (width: number, ...data: number[]): Raster => ({
  width,
  height: data.length / width,
  channels: 1,
  data: Uint8Array.from(data),
});

test("enlarges each picture to the tile without smoothing, on a transparent ground", () => {
  const { width, height, data } = composeRows([[grey(2, 10, 20)], [grey(1, 30), grey(1, 40)]], 4);
  expect([width, height]).toEqual([4 + 6 + 4, 2 + 6 + 4]);
  const pixel = (x: number, y: number): number[] => [
    ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
  ];
  expect([pixel(0, 0), pixel(1, 1), pixel(2, 0), pixel(3, 1)]).toEqual([
    [10, 10, 10, 255],
    [10, 10, 10, 255],
    [20, 20, 20, 255],
    [20, 20, 20, 255],
  ]);
  expect(pixel(5, 0)).toEqual([0, 0, 0, 0]);
  expect(pixel(13, 11)).toEqual([40, 40, 40, 255]);
});

test("a picture wider than the tile keeps its pixels", () => {
  expect(composeRows([[grey(8, 1, 2, 3, 4, 5, 6, 7, 8)]], 4)).toMatchObject({ width: 8, height: 1 });
});

test("the figure stacks originals, codes and reconstructions", () => {
  const example = {
    index: 0,
    bce: 0,
    mse: 0,
    sse: 0,
    original: new Uint8Array(12).fill(200),
    code: Float32Array.of(1, 2),
    reconstruction: new Uint8Array(12).fill(100),
  };
  const png = renderFigureRows({
    sample: { height: 3, width: 4, channels: 1 },
    codeShape: { rows: 1, columns: 2 },
    examples: [example, example],
  });
  const { width, height, data } = decode(png);
  expect([width, height]).toEqual([84 + 6 + 84, 63 + 6 + 42 + 6 + 63]);
  expect([...data.subarray(0, 4)]).toEqual([200, 200, 200, 255]);
  expect([...data.subarray(-4)]).toEqual([100, 100, 100, 255]);
});
