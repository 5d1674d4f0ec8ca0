import { proxy, wrap } from "comlink";
import { notLoaded, unreachableWords } from "./engine-words.ts";

/** A worker's functions as another thread calls them. */
export type Called<Api> = {
  readonly [Name in keyof Api]: Api[Name] extends (...given: infer Given) => infer Result
    ? (...given: Given) => Promise<Awaited<Result>>
    : never;
};

/** A worker whose every call settles, and calls nobody back after it has. */
export interface CalledWorker<Api> {
  readonly calls: Called<Api>;
  /** Ends the worker; calls under way are rejected. */
  end(): void;
}

/** What is used here of a worker; a test gives its own. */
export type CallableWorker = Pick<
  Worker,
  "addEventListener" | "removeEventListener" | "postMessage" | "terminate"
>;

/**
 * Calls a worker. What Comlink leaves open is closed here: calls to a worker that cannot answer are rejected, be it that its script
 * cannot be had, that it throws outside of a call, or that an answer cannot be read; and what a call tells on its way comes by
 * another channel than its answer, so that it may come later: it is dropped then.
 * @param title what the worker is to people: `the trainer`
 * @param onGone told when it will never answer again
 */
export function callWorker<Api extends object>(
  worker: CallableWorker,
  title: string,
  onGone: (error: Error) => void = () => undefined,
): CalledWorker<Api> {
  const remote = wrap<Record<string, (...given: unknown[]) => unknown>>(worker);
  const underWay = new Set<(error: Error) => void>();
  let hasAnswered = false;
  let gone: Error | undefined;
  const rejectAll = (error: Error): void => {
    for (const reject of underWay) reject(error);
    underWay.clear();
  };
  const giveUp = (error: Error): void => {
    gone ??= error;
    rejectAll(gone);
  };

  worker.addEventListener("message", () => {
    hasAnswered = true;
  });
  worker.addEventListener("error", (event) => {
    const error = errorOf(event as ErrorEvent, title);
    // One that has answered before goes on: what it threw belongs to the calls under way.
    if (hasAnswered) {
      // Where there are none, it is an error of the page like any other.
      if (underWay.size > 0) event.preventDefault();
      rejectAll(error);
      return;
    }
    event.preventDefault();
    giveUp(error);
    onGone(error);
  });
  worker.addEventListener("messageerror", () =>
    rejectAll(new Error(`an answer of ${title} cannot be read; try again`)),
  );

  const call = (name: string, given: readonly unknown[]): Promise<unknown> => {
    if (gone !== undefined) return Promise.reject(gone);
    let isOver = false;
    return new Promise((resolve, reject) => {
      underWay.add(reject);
      const over = (): void => {
        isOver = true;
        underWay.delete(reject);
      };
      const heard = given.map((one) => calledBack(one, () => isOver || !underWay.has(reject)));
      const method = remote[name] as (...all: unknown[]) => Promise<unknown>;
      method(...heard).then(
        (answer) => {
          over();
          resolve(answer);
        },
        (error) => {
          over();
          reject(error);
        },
      );
    });
  };
  return {
    calls: new Proxy({} as Called<Api>, {
      // A promise would be asked for `then`, and this is none.
      get: (_, name) =>
        typeof name === "string" && name !== "then"
          ? (...given: readonly unknown[]) => call(name, given)
          : undefined,
    }),
    end: () => {
      giveUp(new Error(`${title} was ended`));
      worker.terminate();
    },
  };
}

type Tell = (...news: unknown[]) => unknown;

/** A function, or a record of functions, that the worker may call until the call is over; anything else as it is. */
function calledBack(given: unknown, isOver: () => boolean): unknown {
  const untilOver =
    (tell: Tell): Tell =>
    (...news) =>
      isOver() ? undefined : tell(...news);
  if (typeof given === "function") return proxy(untilOver(given as Tell));
  if (!isRecordOfFunctions(given)) return given;
  return proxy(Object.fromEntries(Object.entries(given).map(([name, tell]) => [name, untilOver(tell)])));
}

function isRecordOfFunctions(given: unknown): given is Readonly<Record<string, Tell>> {
  if (typeof given !== "object" || given === null) return false;
  const values = Object.getPrototypeOf(given) === Object.prototype ? Object.values(given) : [];
  return values.length > 0 && values.every((value) => typeof value === "function");
}

/** A script that cannot be had comes without a message. */
function errorOf({ message }: Partial<ErrorEvent>, title: string): Error {
  return new Error(
    message === undefined || message === "" || message.endsWith(notLoaded)
      ? unreachableWords(title)
      : `${title} has failed: ${message.replace(/^Uncaught (Error: )?/, "")}`,
  );
}
