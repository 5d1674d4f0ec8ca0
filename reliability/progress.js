/**
 * Tells every ten seconds how far a campaign is, and how long it will take.
 * @param {string} what is done
 * @param {number} total
 */
export function createProgress(what, total) {
  const started = performance.now();
  let printed = started;
  let done = 0;
  return () => {
    done++;
    const now = performance.now();
    if (now - printed < 10_000) return;
    printed = now;
    const left = ((now - started) / done) * (total - done);
    console.log(`${what}: ${done} of ${total}, about ${Math.ceil(left / 60_000)} min left`);
  };
}
