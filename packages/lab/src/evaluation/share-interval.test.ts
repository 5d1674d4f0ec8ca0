import { expect, test } from "vitest";
import { shareInterval } from "./share-interval.ts";

// scipy.stats.binomtest(k, n).proportion_ci(method="wilson"), SciPy 1.10.1.
test.each([
  [0, 10, 0.0, 0.27753279986288926],
  [10, 10, 0.7224672001371109, 1.0],
  [1, 3, 0.06149194472039626, 0.7923403991979523],
  [5262, 10000, 0.5164054565253231, 0.5359744219600535],
  [9990, 10000, 0.9981600556125619, 0.9994567140135028],
])("%s of %i", (right, count, low, high) => {
  const interval = shareInterval(right / count, count);
  expect(interval[0]).toBeCloseTo(low, 12);
  expect(interval[1]).toBeCloseTo(high, 12);
});
