/**
 * Progress on stderr, with an estimate of the time left from how long each kind of step took before.
 * @param {Map<string, number>} steps how often each is still to come
 * @param {number} guess seconds of a step that has not been seen
 */
export function createProgress(steps, guess) {
  /** @type {Map<string, number>} */
  const seconds = new Map();
  return {
    /**
     * Says what is under way and does it.
     * @template T
     * @param {string} step one of `steps`
     * @param {string} text
     * @param {() => Promise<T>} work
     */
    async during(step, text, work) {
      let left = 0;
      for (const [name, count] of steps) left += count * (seconds.get(name) ?? guess);
      process.stderr.write(`${text} (about ${showSeconds(left)} left)\n`);
      const started = performance.now();
      try {
        return await work();
      } finally {
        seconds.set(step, (performance.now() - started) / 1000);
        steps.set(step, Math.max(0, (steps.get(step) ?? 0) - 1));
      }
    },
    /** @param {string} step that will not come again */
    drop(step) {
      steps.delete(step);
    },
  };
}

/** @param {number} seconds */
function showSeconds(seconds) {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
