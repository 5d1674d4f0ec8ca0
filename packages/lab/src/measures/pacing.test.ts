import { expect, test } from "vitest";
import { partOf, pause } from "./pacing.ts";

test("an abort is heard at the next pause, which turns the event loop", async () => {
  const controller = new AbortController();
  const fractions: number[] = [];
  const hooks = { signal: controller.signal, onProgress: (fraction: number) => fractions.push(fraction) };
  await pause(hooks, 0.25);
  setTimeout(() => controller.abort(new Error("enough")), 0);
  await expect(pause(hooks, 0.5)).rejects.toThrow("enough");
  expect(fractions).toEqual([0.25, 0.5]);
});

test("a part tells its share of the whole, and has the signal of the whole", () => {
  const fractions: number[] = [];
  const { signal } = new AbortController();
  const part = partOf({ signal, onProgress: (fraction) => fractions.push(fraction) }, 0.5, 0.75);
  part.onProgress?.(0);
  part.onProgress?.(1);
  expect(fractions).toEqual([0.5, 0.75]);
  expect(part.signal).toBe(signal);
  expect(partOf({}, 0, 1)).toEqual({});
});
