import { describe, expect, test } from "vitest";
import {
  adjust,
  type Box,
  fitView,
  inLanes,
  nearestPoint,
  toPlane,
  toScreen,
  unadjusted,
  zoomAt,
} from "./scatter-view.ts";

const box: Box = { left: 40, top: 10, width: 300, height: 200 };
const points = Float32Array.of(-2, -1, 2, 3, 0, 0);
const shown = (): boolean => true;

describe("the view that fits", () => {
  test("shows every point, and one side fills the box", () => {
    const view = fitView(points, box, true);
    expect(view.scaleX).toBe(view.scaleY);
    const [left, bottom] = toScreen(view, box, -2, -1);
    const [right, top] = toScreen(view, box, 2, 3);
    expect(bottom - top).toBeCloseTo(200 * 0.88);
    expect(left).toBeGreaterThan(box.left);
    expect(right).toBeLessThan(box.left + box.width);
  });

  test("fills both sides where a unit may be longer upwards than sideways", () => {
    const view = fitView(points, box, false);
    expect(4 * view.scaleX).toBeCloseTo(300 * 0.88);
    expect(4 * view.scaleY).toBeCloseTo(200 * 0.88);
  });

  test("is finite for no points and for points in one place", () => {
    for (const few of [new Float32Array(), Float32Array.of(1, 1, 1, 1)]) {
      expect(Object.values(fitView(few, box, true)).every(Number.isFinite)).toBe(true);
    }
  });
});

test("from the screen to the plane and back", () => {
  const view = adjust(fitView(points, box, true), { zoom: 3, moveX: 20, moveY: -7 });
  const [x, y] = toPlane(view, box, 123, 45);
  const [back, down] = toScreen(view, box, x, y);
  expect(back).toBeCloseTo(123);
  expect(down).toBeCloseTo(45);
});

test("what lies under the cursor stays there while it is zoomed", () => {
  const fit = fitView(points, box, true);
  const cursor = [box.left + 80, box.top + 50] as const;
  const before = { zoom: 2, moveX: 5, moveY: 9 };
  const under = toPlane(adjust(fit, before), box, ...cursor);
  const after = zoomAt(before, 1.7, cursor[0] - box.left - 150, cursor[1] - box.top - 100);
  const still = toPlane(adjust(fit, after), box, ...cursor);
  expect(still[0]).toBeCloseTo(under[0]);
  expect(still[1]).toBeCloseTo(under[1]);
  expect(after.zoom).toBeCloseTo(3.4);
});

test("zooming ends before the picture is lost", () => {
  expect(zoomAt(unadjusted, 1e9, 0, 0).zoom).toBe(60);
  expect(zoomAt(unadjusted, 1e-9, 0, 0).zoom).toBe(0.5);
});

test("the nearest point is that on the screen, among those that are shown", () => {
  const view = fitView(points, box, false);
  const at = toScreen(view, box, 1.9, 2.8);
  expect(nearestPoint(points, view, box, ...at, shown)).toMatchObject({ index: 1 });
  expect(nearestPoint(points, view, box, ...at, (index) => index !== 1)).toMatchObject({ index: 2 });
  expect(nearestPoint(points, view, box, ...at, () => false)).toBeUndefined();
  const exact = nearestPoint(points, view, box, ...toScreen(view, box, 0, 0), shown);
  expect(exact?.distance).toBeCloseTo(0);
});

test("points on a line lie in lanes of their class", () => {
  const spread = inLanes(Float32Array.of(5, 0, 6, 0, 7, 0), Uint8Array.of(0, 3, 3));
  expect([spread[0], spread[2], spread[4]]).toEqual([5, 6, 7]);
  expect(Math.abs(spread[1]!)).toBeLessThan(0.5);
  expect(Math.round(spread[3]!)).toBe(3);
  expect(spread[3]).not.toBe(spread[5]);
});
