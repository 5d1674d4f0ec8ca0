import { expect, test } from "vitest";
import { parseProgress } from "./job-progress.ts";
import { parseQueuedRun, type QueuedRun, queuedData, queuedId } from "./queued-run.ts";

const run: QueuedRun = { study: "/shared/mine", run: "deep-seed-1", name: "a".repeat(64) };

test("what a queue holds is read back, and what is none of ours is refused by its place", () => {
  expect(parseQueuedRun(JSON.parse(JSON.stringify(queuedData(run))))).toEqual(run);
  for (const [data, problem] of [
    [null, "a job of the queue: expected a record with format, study, run, name, found null"],
    [{ ...queuedData(run), run: "../../etc" }, "run: expected a name that a folder can have"],
    [{ ...queuedData(run), name: "short" }, "name: expected a SHA-256"],
    [{ ...queuedData(run), code: "process.exit()" }, "code"],
    [{ ...run, format: 2 }, "format: expected 1, found 2"],
  ] as const) {
    expect(() => parseQueuedRun(data)).toThrow(problem);
  }
});

test("a run has one id in a queue, which no other run has, of another study neither", () => {
  expect(queuedId(run)).toBe(queuedId({ ...run }));
  // A colon would be a separator of BullMQ.
  expect(queuedId(run)).toMatch(/^[0-9a-f-]+$/);
  const others = [{ study: "/shared/other" }, { run: "twin-seed-1" }, { name: "b".repeat(64) }];
  const ids = others.map((other) => queuedId({ ...run, ...other }));
  expect(new Set([queuedId(run), ...ids]).size).toBe(4);
});

test("progress that says nothing is none", () => {
  const progress = { part: "training", fraction: 0.5, text: "epoch 1/2" };
  expect(parseProgress({ ...progress, more: 1 })).toEqual(progress);
  for (const found of [undefined, 0, {}, { ...progress, fraction: 2 }])
    expect(parseProgress(found)).toBeUndefined();
});
