/** More bars than these do not fit beside each other. */
const mostBars = 64;

/**
 * A code as few enough bars: where it has more values than there is room for, each bar is the value farthest from 0 among
 * neighbours.
 * @param most bars
 */
export function barsOf(code: Float32Array, most: number = mostBars): readonly number[] {
  const each = Math.ceil(code.length / most);
  return Array.from({ length: Math.ceil(code.length / each) }, (_, bar) =>
    code
      .subarray(bar * each, (bar + 1) * each)
      .reduce((farthest, value) => (Math.abs(value) > Math.abs(farthest) ? value : farthest), 0),
  );
}
