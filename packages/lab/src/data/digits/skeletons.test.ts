import { expect, test } from "vitest";
import { skeletons } from "./skeletons.ts";

test("every class can be written in several styles", () => {
  expect(skeletons).toHaveLength(10);
  for (const styles of skeletons) expect(styles.length).toBeGreaterThanOrEqual(3);
});

test("the knots of every style lie about a digit of height 1, with corners from 0 to 1", () => {
  for (const [digit, styles] of skeletons.entries()) {
    for (const style of styles) {
      expect(style.weight).toBeGreaterThan(0);
      const heights = style.strokes.flat().map(([, y]) => y);
      expect(Math.max(...heights) - Math.min(...heights), `height of a ${digit}`).toBeGreaterThan(0.7);
      for (const stroke of style.strokes) {
        expect(stroke.length).toBeGreaterThanOrEqual(2);
        expect(stroke.length, "the hand holds 16 knots").toBeLessThanOrEqual(16);
        for (const [x, y, corner = 0] of stroke) {
          expect(x).toBeGreaterThanOrEqual(-0.3);
          expect(x).toBeLessThanOrEqual(1.1);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(1);
          expect(corner).toBeGreaterThanOrEqual(0);
          expect(corner).toBeLessThanOrEqual(1);
        }
      }
    }
  }
});
