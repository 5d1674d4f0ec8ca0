import { expect, test } from "vitest";
import { sequentialColors } from "../../../pictures/color-map.ts";
import { entryRaster, ranksOf } from "./entry-raster.ts";

test("ranks are by use, the first of equals first", () => {
  expect(ranksOf([5, 9, 0, 5])).toEqual([1 / 3, 0, 1, 2 / 3]);
  expect(ranksOf([7])).toEqual([0]);
});

test("a picture has a pixel a place, in the colour of the entry's rank", () => {
  const ranks = ranksOf([5, 9, 0]);
  const grid = entryRaster(Int32Array.of(0, 1, 2, 1, 1, 0), [2, 3], ranks);
  expect(grid).toMatchObject({ width: 3, height: 2, channels: 3 });
  expect([...grid.data.subarray(0, 3)]).toEqual([...sequentialColors(0.5)]);
  expect([...grid.data.subarray(3, 6)]).toEqual([...sequentialColors(0)]);
  expect([...grid.data.subarray(6, 9)]).toEqual([...sequentialColors(1)]);
  expect(entryRaster(Int32Array.of(0, 1, 2, 1), [4], ranks)).toMatchObject({ width: 4, height: 1 });
});
