/**
 * Makes calls wait for one another: each begins when the one before has ended, well or not. Calls that are urgent, since a hand
 * waits for the answer, come before those that are not.
 */
export type CallQueue = <T>(call: () => Promise<T>, isUrgent?: boolean) => Promise<T>;

export function createCallQueue(): CallQueue {
  const urgent: (() => Promise<void>)[] = [];
  const others: (() => Promise<void>)[] = [];
  let isRunning = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    for (
      let next = urgent.shift() ?? others.shift();
      next !== undefined;
      next = urgent.shift() ?? others.shift()
    ) {
      await next();
    }
    isRunning = false;
  };
  return (call, isUrgent = false) =>
    new Promise((resolve, reject) => {
      (isUrgent ? urgent : others).push(() => call().then(resolve, reject));
      if (!isRunning) void run();
    });
}
