import { expose } from "comlink";
import { afterEach, expect, test } from "vitest";
import { type CallableWorker, type CalledWorker, callWorker } from "./worker-calls.ts";

interface Api {
  double(value: number): Promise<number>;
  slow(tell: (text: string) => void): Promise<string>;
  failing(hooks: { readonly tell: (text: string) => void }): Promise<void>;
  never(): Promise<void>;
}

const api: Api = {
  double: async (value) => 2 * value,
  slow: async (tell) => {
    await tell("on its way");
    return "done";
  },
  failing: async ({ tell }) => {
    // On a channel of its own, and so after the answer.
    setTimeout(() => tell("late"), 20);
    throw new Error("broken");
  },
  never: () => new Promise(() => undefined),
};

let ports: readonly MessagePort[] = [];
afterEach(() => {
  for (const port of ports) port.close();
});

/** A worker that lives in this thread. */
function workerHere(onGone?: (error: Error) => void): CalledWorker<Api> & { readonly endpoint: EventTarget } {
  const { port1, port2 } = new MessageChannel();
  ports = [port1, port2];
  expose(api, port2);
  port1.start();
  const endpoint = Object.assign(port1, { terminate: () => undefined }) as unknown as CallableWorker;
  return { ...callWorker<Api>(endpoint, "the worker", onGone), endpoint: port1 };
}

const failure = (message?: string): Event =>
  Object.assign(new Event("error", { cancelable: true }), message === undefined ? {} : { message });
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));

test("calls are answered, and told of on their way", async () => {
  const { calls } = workerHere();
  const told: string[] = [];
  expect(await calls.double(4)).toBe(8);
  expect(await calls.slow((text) => told.push(text))).toBe("done");
  expect(told).toEqual(["on its way"]);
});

test("what comes after the end of a call is dropped", async () => {
  const { calls } = workerHere();
  const told: string[] = [];
  const tell = (text: string): void => {
    told.push(text);
  };
  await expect(calls.failing({ tell })).rejects.toThrow("broken");
  await soon();
  expect(told).toEqual([]);
});

test("a worker that cannot be had rejects every call, those to come as well", async () => {
  const told: string[] = [];
  const { calls, endpoint } = workerHere(({ message }) => told.push(message));
  const waiting = calls.never();
  endpoint.dispatchEvent(failure());
  await expect(waiting).rejects.toThrow("the worker could not be loaded: expected its files");
  await expect(calls.double(1)).rejects.toThrow("the worker could not be loaded");
  expect(told).toHaveLength(1);
});

test("one that throws after it has answered rejects the calls under way, and goes on", async () => {
  const { calls, endpoint } = workerHere();
  await calls.double(1);
  const waiting = calls.never();
  const thrown = failure("Uncaught Error: out of paper");
  endpoint.dispatchEvent(thrown);
  await expect(waiting).rejects.toThrow("the worker has failed: out of paper");
  expect(thrown.defaultPrevented).toBe(true);
  expect(await calls.double(2)).toBe(4);
  const unheard = failure("Uncaught Error: again");
  endpoint.dispatchEvent(unheard);
  // Nobody waits: it is told as an error of the page is.
  expect(unheard.defaultPrevented).toBe(false);
});

test("an answer that cannot be read, and the end of a worker, reject the calls under way", async () => {
  const { calls, endpoint, end } = workerHere();
  const waiting = calls.never();
  endpoint.dispatchEvent(new Event("messageerror"));
  await expect(waiting).rejects.toThrow("an answer of the worker cannot be read");
  const another = calls.never();
  end();
  await expect(another).rejects.toThrow("the worker was ended");
});
