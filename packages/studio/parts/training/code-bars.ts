/** More bars than these do not fit beside each other. */
const mostBars = 64;

/**
 * A code as few enough bars: where it has more values than there is room for, each bar is the value farthest from 0 among
 * neighbours.
 */
export function barsOf(code: Float32Array): readonly number[] {
  const each = Math.ceil(code.length / mostBars);
  return Array.from({ length: Math.ceil(code.length / each) }, (_, bar) =>
    code
      .subarray(bar * each, (bar + 1) * each)
      .reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0),
  );
}
