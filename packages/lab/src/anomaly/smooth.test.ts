import { expect, test } from "vitest";
import { smooth } from "./smooth.ts";

test("a bright pixel spreads as the binomial filter says, and not over the edge", () => {
  const shape = { height: 3, width: 4, channels: 1 };
  const image = new Float32Array(12);
  image[5] = 16;
  expect([...smooth(image, shape)]).toEqual([1, 2, 1, 0, 2, 4, 2, 0, 1, 2, 1, 0]);
  const corner = new Float32Array(12);
  corner[11] = 16;
  expect([...smooth(corner, shape)]).toEqual([0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 2, 4]);
});

test("images and channels do not mix", () => {
  const shape = { height: 1, width: 2, channels: 2 };
  const images = Float32Array.of(4, 0, 0, 8, 0, 0, 0, 0);
  expect([...smooth(images, shape)]).toEqual([1, 1, 0.5, 2, 0, 0, 0, 0]);
});
