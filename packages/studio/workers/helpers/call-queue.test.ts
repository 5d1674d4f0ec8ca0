import { expect, test } from "vitest";
import { createCallQueue } from "./call-queue.ts";

/** Calls that note when they begin and end. */
function noted(): { readonly log: string[]; readonly call: (name: string) => () => Promise<string> } {
  const log: string[] = [];
  const call = (name: string) => async () => {
    log.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 1));
    log.push(`${name} ends`);
    return name;
  };
  return { log, call };
}

test("calls wait for one another and give their own results", async () => {
  const { log, call } = noted();
  const inTurn = createCallQueue();
  expect(await Promise.all([inTurn(call("a")), inTurn(call("b"))])).toEqual(["a", "b"]);
  expect(log).toEqual(["a begins", "a ends", "b begins", "b ends"]);
});

test("an urgent call comes before those that wait, not before the one under way", async () => {
  const { log, call } = noted();
  const inTurn = createCallQueue();
  await Promise.all([inTurn(call("a")), inTurn(call("b")), inTurn(call("hand"), true)]);
  expect(log.filter((line) => line.endsWith("begins"))).toEqual(["a begins", "hand begins", "b begins"]);
});

test("a failure is the caller's alone", async () => {
  const { call } = noted();
  const inTurn = createCallQueue();
  const failed = inTurn(async () => {
    throw new Error("broken");
  });
  const next = inTurn(call("next"));
  await expect(failed).rejects.toThrow("broken");
  expect(await next).toBe("next");
});
