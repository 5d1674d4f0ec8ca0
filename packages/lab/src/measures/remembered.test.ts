import { expect, test } from "vitest";
import { remembered } from "./remembered.ts";

test("computes once, with the hooks of the first call", async () => {
  const shares: number[] = [];
  let times = 0;
  const compute = remembered(async ({ onProgress }) => {
    onProgress?.(1);
    return ++times;
  });
  expect(
    await Promise.all([compute({ onProgress: (share) => shares.push(share) }), compute(), compute()]),
  ).toEqual([1, 1, 1]);
  expect(shares).toEqual([1]);
});

test("what failed or was stopped is computed again", async () => {
  const compute = remembered(async ({ signal }) => {
    signal?.throwIfAborted();
    return "done";
  });
  await expect(compute({ signal: AbortSignal.abort(new Error("stopped")) })).rejects.toThrow("stopped");
  expect(await compute()).toBe("done");
});
