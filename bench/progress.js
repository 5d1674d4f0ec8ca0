/**
 * A kind of step that comes several times; in other sessions it takes longer or shorter.
 * @typedef {object} Step
 * @property {string} kind
 * @property {string} [session]
 */

/**
 * Progress on stderr, with an estimate of the time left from how long steps of the same kind took before, those of the
 * same session where there were any.
 * @param {readonly (Step & { count: number, guess: number })[]} planned how often each comes, and seconds of one should
 *   none of its kind have been seen
 */
export function createProgress(planned) {
  const steps = planned.map((step) => ({ ...step }));
  /** @type {Map<string, number>} */
  const ofKind = new Map();
  /** @type {Map<string, number>} */
  const ofStep = new Map();
  const find = (/** @type {Step} */ { kind, session }) =>
    steps.find((step) => step.kind === kind && step.session === session);
  return {
    /**
     * Says what is under way and does it.
     * @template T
     * @param {Step} step one of those planned
     * @param {string} text
     * @param {() => Promise<T>} work
     */
    async during(step, text, work) {
      let left = 0;
      for (const { count, guess, ...other } of steps) {
        left += count * (ofStep.get(keyOf(other)) ?? ofKind.get(other.kind) ?? guess);
      }
      process.stderr.write(`${text} (about ${showSeconds(left)} left)\n`);
      const started = performance.now();
      try {
        return await work();
      } finally {
        const seconds = (performance.now() - started) / 1000;
        ofKind.set(step.kind, seconds);
        ofStep.set(keyOf(step), seconds);
        const known = find(step);
        if (known !== undefined) known.count = Math.max(0, known.count - 1);
      }
    },
    /** @param {Step} step that will not come again */
    drop(step) {
      const known = find(step);
      if (known !== undefined) known.count = 0;
    },
  };
}

/** @param {Step} step */
function keyOf({ kind, session = "" }) {
  return `${kind} ${session}`;
}

/** @param {number} seconds */
function showSeconds(seconds) {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
