/**
 * `work`, one call at a time: of the calls that come while one is under way only the last is done, afterwards. For what a
 * moving hand or a training model asks for faster than it can be answered.
 */
export function latest<T extends readonly unknown[]>(
  work: (...given: T) => Promise<void>,
): (...given: T) => Promise<void> {
  let running: Promise<void> | undefined;
  let next: T | undefined;
  const run = async (): Promise<void> => {
    try {
      while (next !== undefined) {
        const given = next;
        next = undefined;
        await work(...given);
      }
    } finally {
      running = undefined;
    }
  };
  return (...given) => {
    next = given;
    running ??= run();
    return running;
  };
}
