import { expect, test } from "vitest";
import { createChannelErrors } from "./channel-errors.ts";

test("a channel's error is in its own unit, beside the error of saying its mean", () => {
  const counter = createChannelErrors(3);
  // Two batches of places: 1, 3 and 5 in the first channel; 100, 300 and 500 in the second; the third does not vary.
  counter.add(Float32Array.of(1, 100, 7, 3, 300, 7), Float32Array.of(2, 100, 7, 2, 300, 8));
  counter.add(Float32Array.of(5, 500, 7), Float32Array.of(6, 800, 7));
  const [first, second, third] = counter.result();
  expect(first).toEqual({
    channel: 0,
    rootMeanSquare: 1,
    standardDeviation: Math.sqrt(8 / 3),
    unexplained: expect.closeTo(3 / 8, 12),
  });
  expect(second?.rootMeanSquare).toBeCloseTo(Math.sqrt(300 ** 2 / 3), 10);
  expect(second?.standardDeviation).toBeCloseTo(100 * Math.sqrt(8 / 3), 10);
  expect(second?.unexplained).toBeCloseTo((300 ** 2 / 3 / (8 / 3)) * 1e-4, 10);
  expect(third).toEqual({ channel: 2, rootMeanSquare: Math.sqrt(1 / 3), standardDeviation: 0 });
});

test("saying the mean leaves all of the variance unexplained", () => {
  const counter = createChannelErrors(1);
  counter.add(Float32Array.of(1, 3), Float32Array.of(2, 2));
  expect(counter.result()).toEqual([{ channel: 0, rootMeanSquare: 1, standardDeviation: 1, unexplained: 1 }]);
});
