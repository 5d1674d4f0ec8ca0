import { HourglassError } from "../errors.ts";

/** What holds memory until it is released. */
export interface Releasable {
  release(): Promise<void>;
}

type Method = (...given: never[]) => Promise<unknown>;

/**
 * The same, safe to release at any time: that waits for what is under way, a second time it does nothing, and what is asked
 * afterwards is refused. All methods return promises.
 * @param what it is, for messages: `the autoencoder`
 */
export function releasable<T extends Releasable>(what: string, object: T): T {
  const underWay = new Set<Promise<unknown>>();
  let released: Promise<void> | undefined;
  const guarded =
    (method: Method): Method =>
    (...given) => {
      const answer = (async () => {
        if (released !== undefined) throw new HourglassError(`${what} was released: create it anew`);
        return await method(...given);
      })();
      const forget = (): void => void underWay.delete(answer);
      underWay.add(answer);
      answer.then(forget, forget);
      return answer;
    };
  const entries = Object.entries(object).map(([name, value]) => [
    name,
    typeof value === "function" ? guarded(value as Method) : value,
  ]);
  return {
    ...(Object.fromEntries(entries) as T),
    release: () => {
      released ??= Promise.allSettled(underWay).then(() => object.release());
      return released;
    },
  };
}
