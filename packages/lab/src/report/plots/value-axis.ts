import { extent, ticks } from "d3-array";
import { textWidth } from "./text-width.ts";

const least = 46;
/** The tick, and what stands between it, its label and the edge. */
const beside = 18;
/** Free pixels between two labels. */
const between = 12;

/** The left margin in pixels for the labels of a vertical axis that shows these values. */
export function valueMargin(values: readonly number[], fontSize: number): number {
  const [bottom = 0, top = 1] = extent(values);
  return Math.max(least, Math.ceil(widest(bottom, top, 5, fontSize)) + beside);
}

/** The margin in pixels at an end of a horizontal axis: half of a label may reach beyond it. */
export function endMargin(values: readonly number[], fontSize: number, most: number): number {
  const [left = 0, right = 1] = extent(values);
  return Math.max(24, Math.ceil(widest(left, right, most, fontSize) / 2) + 4);
}

/** How many ticks a horizontal axis of `width` pixels has room for: at most `most`. */
export function tickCount(values: readonly number[], width: number, fontSize: number, most: number): number {
  const [left = 0, right = 1] = extent(values);
  for (let count = most; count > 2; count--) {
    const labels = ticks(left, right, count).length;
    if (labels * (widest(left, right, count, fontSize) + between) <= width) return count;
  }
  return 2;
}

/** The widest label of an axis; all have as many decimals. */
function widest(start: number, end: number, count: number, fontSize: number): number {
  // An axis of one value writes it with six decimals.
  if (start === end) return textWidth(end.toFixed(6), fontSize);
  const values = ticks(start, end, count);
  const decimals = Math.max(0, ...values.map((value) => String(value).split(".")[1]?.length ?? 0));
  const written = (value: number): string =>
    value.toLocaleString("en-US", {
      minimumFractionDigits: Math.min(decimals, 12),
      maximumFractionDigits: 12,
    });
  return Math.max(0, ...values.map((value) => textWidth(written(value), fontSize)));
}
