import { expect, test } from "vitest";
import { type IsolationSurroundings, isolate } from "./isolation.ts";

interface Trial {
  readonly done: string[];
  readonly at: IsolationSurroundings;
}

function trial(change: Partial<IsolationSurroundings> = {}, marked = false): Trial {
  const done: string[] = [];
  let isMarked = marked;
  const at: IsolationSurroundings = {
    ...{ crossOriginIsolated: false, isSecureContext: true, isFramed: false },
    isControlled: () => false,
    hasSharedMemory: () => true,
    register: async () => done.push("registered"),
    mark: {
      get: () => isMarked,
      set: () => {
        isMarked = true;
        done.push("marked");
      },
      clear: () => {
        isMarked = false;
      },
    },
    reload: () => done.push("loaded again"),
    ...change,
  };
  return { done, at };
}

test("where the server sends the headers nothing is done", async () => {
  const { done, at } = trial({ crossOriginIsolated: true });
  expect(await isolate(at)).toEqual({ isolated: true, words: "threads are on, by the server's headers" });
  expect(done).toEqual([]);
});

test("where memory cannot be shared there is one thread, isolated or not", async () => {
  const { done, at } = trial({ crossOriginIsolated: true, hasSharedMemory: () => false });
  expect(await isolate(at)).toEqual({
    isolated: false,
    words: "one thread: this browser has no memory that threads can share",
  });
  expect(done).toEqual([]);
});

test("elsewhere the service worker comes first, then the mark, then the second load", async () => {
  const { done, at } = trial();
  expect(await isolate(at)).toBeUndefined();
  expect(done).toEqual(["registered", "marked", "loaded again"]);
});

test("the second load takes the mark away, so that a forced reload works again", async () => {
  const { at } = trial({ crossOriginIsolated: true, isControlled: () => true }, true);
  expect(await isolate(at)).toMatchObject({ words: "threads are on, by the page's service worker" });
  expect(at.mark.get()).toBe(false);
});

test("a page that was loaded again in vain is not loaded a third time", async () => {
  const { done, at } = trial({}, true);
  expect(await isolate(at)).toEqual({
    isolated: false,
    words: "one thread: the browser gives this page no threads",
  });
  expect(done).toEqual([]);
});

test.each<[string, Partial<IsolationSurroundings>, string]>([
  ["http on another host", { isSecureContext: false }, "https or localhost only"],
  ["a frame", { isFramed: true }, "open it in a tab of its own"],
  ["a private window", { register: undefined }, "this window allows no service worker"],
  ["a host that forbids it", { register: () => Promise.reject(new Error("403")) }, "was refused"],
])("%s: one thread, and the reason in words", async (_, change, words) => {
  const { done, at } = trial(change);
  const isolation = await isolate(at);
  expect(isolation?.isolated).toBe(false);
  expect(isolation?.words).toContain(words);
  expect(done).toEqual([]);
});

test("without storage to remember it, the page is not loaded again", async () => {
  const { at: usual, done } = trial();
  const broken = (): never => {
    throw new DOMException("denied", "SecurityError");
  };
  const isolation = await isolate({ ...usual, mark: { ...usual.mark, get: broken, set: broken } });
  expect(isolation?.isolated).toBe(false);
  expect(done).not.toContain("loaded again");
});
