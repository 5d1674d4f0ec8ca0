import type { CodeRange } from "../../workers/explorer/explorer-api.ts";

/** So many values of a code are shown at once. */
export const valuesPerPage = 32;

/** The order in which values of a code are shown: as they are while all can be seen, else those that vary most first. */
export function valueOrder({ low, high }: Pick<CodeRange, "low" | "high">): readonly number[] {
  const values = Array.from(low.keys());
  if (values.length <= valuesPerPage) return values;
  const width = (value: number): number => (high[value] as number) - (low[value] as number);
  return values.sort((a, b) => width(b) - width(a) || a - b);
}

/** Between which limits a slider moves a value: what is usual for it, and what it has. A value that never varies still moves. */
export function sliderLimits(
  { low, high }: Pick<CodeRange, "low" | "high">,
  value: number,
  has: number,
): readonly [number, number] {
  const least = low[value] as number;
  const most = high[value] as number;
  const isDead = most - least < 1e-6;
  return [Math.min(least, has), Math.max(isDead ? least + 1 : most, has)];
}
