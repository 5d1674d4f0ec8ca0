import type { Table } from "hourglass-core/internal/data/columns/columns.ts";
import { seeRows } from "hourglass-core/internal/data/columns/see-rows.ts";
import type { ChannelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import {
  channelsOf,
  columnsSeen,
  isImageShape,
  placesOf,
  type SampleShape,
  sampleSize,
  tableOf,
} from "hourglass-core/internal/data/samples/shape.ts";
import { colour } from "./colours.ts";
import { imageData } from "./pixel-data.ts";

/** How samples are drawn. */
export interface SampleLook {
  readonly shape: SampleShape;
  /** Of each channel, by which numbers that are not bounded are drawn: the mean in the middle. As they are unless given. */
  readonly statistics?: ChannelStatistics | undefined;
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A place for a sample on a canvas, in its pixels. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What is so many deviations from the mean lies at the edge; what is more is cut off there. */
export const mostDeviations = 3;

/** Pixels of a drawing of numbers, and of each where there are many. */
const [usualSize, smallSize] = [
  { width: 144, height: 96 },
  { width: 72, height: 48 },
];
/** More drawings than these would be a canvas of many millions of pixels. */
const mostUsual = 100;

/** The size of one of so many drawings: images pixel by pixel. */
export function drawingSize(
  shape: SampleShape,
  count = 1,
): { readonly width: number; readonly height: number } {
  if (isImageShape(shape)) return { width: shape.width, height: shape.height };
  return count > mostUsual ? smallSize : usualSize;
}

/** One of several samples, a view. */
export function sampleAt(values: SampleValues, { shape }: SampleLook, index: number): SampleValues {
  const size = sampleSize(shape);
  return values.subarray(index * size, (index + 1) * size);
}

/**
 * Draws a sample: by the number of its places a picture, lines over the steps, or bars of the columns.
 * @param ink in place of the page's colours; the ground is left as it is
 */
export function drawSample(
  context: Context,
  values: SampleValues,
  look: SampleLook,
  frame: Frame,
  ink?: string,
): void {
  const { shape } = look;
  if (isImageShape(shape)) {
    const { height, width, channels } = shape;
    context.putImageData(imageData(values as Uint8Array, height, width, channels), frame.left, frame.top);
    return;
  }
  const { left, top, width, height } = frame;
  if (ink === undefined) {
    context.fillStyle = colour("--drawing");
    // What one sees through between grounds parts them.
    context.fillRect(left + 1, top + 1, width - 2, height - 2);
    context.fillStyle = colour("--line");
    context.fillRect(left, top + height / 2 - 0.5, width, 1);
  }
  const seen = withinDeviations(values, look);
  if (placesOf(shape).length === 0) drawBars(context, seen, frame, ink);
  else drawLines(context, seen, channelsOf(shape), frame, ink);
}

/**
 * By mean and deviation of each channel, of 1: -1 and 1 are {@link mostDeviations} from the mean. Of a table's row a word is a bar of
 * its own, up to the edge, and what is missing is none.
 */
function withinDeviations(values: SampleValues, { shape, statistics }: SampleLook): Float32Array {
  const columns = columnsSeen(shape);
  if (columns !== undefined && statistics !== undefined) {
    const seen = seeRows(tableOf(shape) as Table, values as Float32Array, statistics);
    const bars = columns.parts.flatMap(({ nature, start, size }) => {
      const some = [...seen.subarray(start, start + size)];
      if (nature === "gap") return [];
      return nature === "word"
        ? some
        : some.map((value) => Math.max(-1, Math.min(1, value / mostDeviations)));
    });
    return Float32Array.from(bars);
  }
  const channels = channelsOf(shape);
  return Float32Array.from(values, (value, at) => {
    const mean = statistics?.mean[at % channels] ?? 0;
    const deviation = statistics?.deviation[at % channels] ?? 1;
    return Math.max(-1, Math.min(1, (value - mean) / deviation / mostDeviations));
  });
}

/** A bar a column, up where it is above its mean; neighbours share one by their mean where there is no room. */
function drawBars(
  context: Context,
  columns: Float32Array,
  { left, top, width, height }: Frame,
  ink: string | undefined,
): void {
  const bars = barHeights(columns, Math.floor(width / 2));
  const step = width / bars.length;
  const middle = top + height / 2;
  for (const [at, value] of bars.entries()) {
    context.fillStyle = ink ?? colour(value < 0 ? "--plot-second" : "--plot-first");
    const length = Math.abs(value) * (height / 2);
    const gap = Math.min(2, step / 4);
    context.fillRect(left + at * step + gap / 2, value < 0 ? middle : middle - length, step - gap, length);
  }
}

/** At most so many bars: where there are more columns, each is the mean of as many neighbours. */
export function barHeights(columns: Float32Array, most: number): readonly number[] {
  const each = Math.ceil(columns.length / most);
  return Array.from({ length: Math.ceil(columns.length / each) }, (_, bar) => {
    const some = columns.subarray(bar * each, (bar + 1) * each);
    return some.reduce((sum, value) => sum + value, 0) / some.length;
  });
}

const lineColours = ["--run-0", "--run-1", "--run-2", "--run-3", "--run-4", "--run-5"] as const;

/** A line a channel over the steps. */
function drawLines(
  context: Context,
  values: Float32Array,
  channels: number,
  { left, top, width, height }: Frame,
  ink: string | undefined,
): void {
  const steps = values.length / channels;
  context.lineWidth = Math.max(1.2, height / 44);
  context.lineJoin = "round";
  // A line at the edge is not cut in half.
  const inset = context.lineWidth / 2;
  const x = (step: number): number => left + ((step + 0.5) * width) / steps;
  const y = (value: number): number => top + height / 2 - value * (height / 2 - inset);
  for (let channel = 0; channel < channels; channel++) {
    context.strokeStyle = ink ?? colour(lineColours[channel % lineColours.length]!);
    context.beginPath();
    for (let step = 0; step < steps; step++) context.lineTo(x(step), y(values[step * channels + channel]!));
    context.stroke();
  }
}

/** How samples are drawn, in words; images need none. */
export function drawingWords(shape: SampleShape): string {
  if (isImageShape(shape)) return "";
  const range = `${mostDeviations} standard deviations`;
  if (columnsSeen(shape) !== undefined) {
    return `Each is drawn as bars: of a number up from the middle where it is above its mean, down where it is below, ${range} to the edge; of a column of words one a word, up to the edge at the word that it is.`;
  }
  return placesOf(shape).length === 0
    ? `Each is drawn as bars, one a column: up from the middle where it is above its mean, down where it is below, ${range} to the edge.`
    : `Each is drawn as lines over its steps, one a channel: the mean of a channel in the middle, ${range} to the edges.`;
}
