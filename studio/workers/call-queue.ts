/** Makes calls wait for one another: each begins when the one before has ended, well or not. */
export type CallQueue = <T>(call: () => Promise<T>) => Promise<T>;

export function createCallQueue(): CallQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (call) => {
    const result = last.then(call, call);
    last = result.catch(() => undefined);
    return result;
  };
}
