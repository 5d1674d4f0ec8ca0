import { expect, test } from "vitest";
import { levelOfEdge } from "./ground-picture.ts";

const shape = { height: 3, width: 4, channels: 1 };

test("the level of a grey picture is that of most of its edge, whatever is in its middle", () => {
  // The second of two pictures: light, with a dark stroke that leaves at the right.
  const light = [250, 250, 250, 250, 250, 0, 0, 0, 250, 250, 250, 250];
  const samples = Uint8Array.from([...Array(12).fill(7), ...light]);
  expect(levelOfEdge(samples, 12, shape)).toBe(250);
  expect(levelOfEdge(samples, 0, shape)).toBe(7);
});

test("pictures with colours of their own are left as they are", () => {
  expect(levelOfEdge(new Uint8Array(36).fill(9), 0, { ...shape, channels: 3 })).toBe(0);
});
