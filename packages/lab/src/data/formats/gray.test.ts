import { expect, test } from "vitest";
import { toGray } from "./gray.ts";

test("colours become their luma, row by row", () => {
  const pixels = Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 255, 255, 255, 0, 0, 0);
  const gray = toGray({ height: 2, width: 3, channels: 3, pixels });
  // 0.299, 0.587 and 0.114 of 255; 2.99 + 11.74 + 3.42.
  expect(gray).toEqual({ height: 2, width: 3, channels: 1, pixels: Uint8Array.of(76, 150, 29, 18, 255, 0) });
});

test("a gray picture stays as it is", () => {
  const picture = { height: 1, width: 2, channels: 1, pixels: Uint8Array.of(3, 4) };
  expect(toGray(picture)).toBe(picture);
});
