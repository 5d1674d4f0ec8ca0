import { expect, test } from "vitest";
import { latest } from "./latest.ts";

test("of calls that come meanwhile, only the last is done", async () => {
  const done: number[] = [];
  const gates: (() => void)[] = [];
  const ask = latest(async (value: number) => {
    await new Promise<void>((resolve) => gates.push(resolve));
    done.push(value);
  });
  const first = ask(1);
  void ask(2);
  const last = ask(3);
  gates[0]!();
  await new Promise((resolve) => setTimeout(resolve, 0));
  gates[1]!();
  await Promise.all([first, last]);
  expect(done).toEqual([1, 3]);
});

test("after a failure the next call is done", async () => {
  const ask = latest(async (value: number) => {
    if (value === 1) throw new Error("broken");
  });
  await expect(ask(1)).rejects.toThrow("broken");
  await expect(ask(2)).resolves.toBeUndefined();
});
