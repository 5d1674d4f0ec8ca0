import type { ScatterPicture } from "./scatter-picture.ts";
import { type Box, toScreen } from "./scatter-view.ts";
import { haloed } from "./strokes.ts";
import { classColor } from "./theme.ts";

/** More classes than these would be words over words. */
const mostLabels = 24;
const labelSize = 15;

/** Names each class that is shown at the median of its points. */
export function drawClassLabels(context: CanvasRenderingContext2D, picture: ScatterPicture): void {
  const { appearance, plane, points, view, box } = picture;
  const { theme, classNames } = appearance;
  const labels = plane?.labels;
  if (labels === undefined || classNames.length < 2 || classNames.length > mostLabels) return;
  context.font = `700 ${labelSize}px ${theme.textFont}`;
  const places = [...classMedians(points, labels)]
    .filter(([label]) => !appearance.hidden.has(label))
    .map(([label, [across, up]]) => {
      const [x, y] = toScreen(view, box, across, up);
      const name = classNames[label] ?? String(label);
      return { label, name, x, y, width: context.measureText(name).width };
    });
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const { label, name, x, y } of spreadApart(places, labelSize, box)) {
    haloed(context, name, x, y, classColor(theme, label), theme.paper, 4);
  }
}

/**
 * The median of each class, side by side: a middle that no outlier moves.
 * @param points `[N, 2]`
 */
export function classMedians(
  points: Float32Array,
  labels: Uint8Array,
): ReadonlyMap<number, readonly [number, number]> {
  const columns = new Map<number, readonly [number[], number[]]>();
  for (let index = 0; 2 * index < points.length; index++) {
    const label = labels[index];
    if (label === undefined) continue;
    let own = columns.get(label);
    if (own === undefined) {
      own = [[], []];
      columns.set(label, own);
    }
    own[0].push(points[2 * index]!);
    own[1].push(points[2 * index + 1]!);
  }
  return new Map([...columns].map(([label, [xs, ys]]) => [label, [median(xs), median(ys)]]));
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

interface PlacedWord {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Where a word is tried, in its own heights: further from its place it would say something of others. */
const tries = [0, 1, -1, 2, -2];

/** Words that lie on one another are moved apart, up or down, as little as that takes; none leaves the box. */
export function spreadApart<T extends PlacedWord>(
  words: readonly T[],
  height: number,
  box: Box,
): readonly T[] {
  const placed: T[] = [];
  const isFree = (x: number, y: number, width: number): boolean =>
    placed.every(
      (other) => Math.abs(other.x - x) > (other.width + width) / 2 + 2 || Math.abs(other.y - y) >= height,
    );
  const [top, bottom] = [box.top + height / 2, box.top + box.height - height / 2];
  for (const word of words.toSorted((a, b) => a.y - b.y)) {
    const [left, right] = [box.left + word.width / 2, box.left + box.width - word.width / 2];
    const x = Math.max(left, Math.min(right, word.x));
    const ys = tries.map((times) => Math.max(top, Math.min(bottom, word.y + times * height)));
    placed.push({ ...word, x, y: ys.find((y) => isFree(x, y, word.width)) ?? ys[0]! });
  }
  return placed;
}
