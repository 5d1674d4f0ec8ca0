import { expect, test } from "vitest";
import { channelStatistics } from "./channel-statistics.ts";

test("mean and population deviation are those of each column, and 1 for one that does not vary", () => {
  const values = Float32Array.of(1, 1e6, 7, 3, 1e6 + 2, 7, 5, 1e6 + 4, 7);
  const { mean, deviation } = channelStatistics({ kind: "row", count: 3, columns: 3, values });
  expect([...mean]).toEqual([3, 1e6 + 2, 7]);
  expect([...deviation]).toEqual([Math.fround(Math.sqrt(8 / 3)), Math.fround(Math.sqrt(8 / 3)), 1]);
});

test("of a series they are over samples and steps", () => {
  const values = Float32Array.of(0, 10, 2, 10, 4, 10, 6, 10);
  const { mean, deviation } = channelStatistics({ kind: "series", count: 2, steps: 2, channels: 2, values });
  expect([...mean]).toEqual([3, 10]);
  expect([...deviation]).toEqual([Math.fround(Math.sqrt(5)), 1]);
});

test("what float32 rounds is no variation", () => {
  const values = Float32Array.from({ length: 1000 }, () => 0.1);
  expect([...channelStatistics({ kind: "row", count: 1000, columns: 1, values }).deviation]).toEqual([1]);
});
