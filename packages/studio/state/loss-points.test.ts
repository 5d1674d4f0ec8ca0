import { expect, test } from "vitest";
import { type EpochSoFar, extendCurve } from "./loss-points.ts";
import type { LossPoint } from "./session.ts";

const progress = (epoch: number, imagesOfEpoch: number, trainingLoss: number): EpochSoFar => ({
  ...{ epoch, imagesOfEpoch, trainingLoss },
  imagesPerEpoch: 100,
});

function curveOf(reports: readonly EpochSoFar[]): readonly LossPoint[] {
  return reports.reduce<readonly LossPoint[]>(
    (points, report, at) => extendCurve(points, reports[at - 1], report),
    [],
  );
}

test("a point is the mean over the new images, in their middle", () => {
  // 0.4 over the first 50, then 0.2 over the other 50; the next epoch begins anew.
  const points = curveOf([progress(1, 50, 0.4), progress(1, 100, 0.3), progress(2, 50, 0.1)]);
  expect(points.map(({ epoch }) => epoch)).toEqual([0.25, 0.75, 1.25]);
  expect(points.map(({ training }) => Number(training.toFixed(6)))).toEqual([0.4, 0.2, 0.1]);
});

test("a small rest of an epoch joins the point before it", () => {
  // 90 images of 0.2 and 10 of 0.7: the mean is 0.25.
  const [point, ...more] = curveOf([progress(1, 90, 0.2), progress(1, 100, 0.25)]);
  expect(more).toEqual([]);
  expect(point?.training).toBeCloseTo(0.25, 12);
  expect(point?.epoch).toBeCloseTo(0.5, 12);
  expect(point?.images).toBe(100);
});

test("single steps are points of their own", () => {
  expect(curveOf([progress(1, 80, 0.3), progress(1, 82, 0.29), progress(1, 84, 0.28)])).toHaveLength(3);
});

test("a long training keeps a bounded number of points, and its images", () => {
  const points = curveOf(Array.from({ length: 3000 }, (_, at) => progress(at + 1, 100, 1 / (at + 1))));
  expect(points.length).toBeLessThanOrEqual(2000);
  expect(points.reduce((sum, { images }) => sum + images, 0)).toBe(300_000);
});
