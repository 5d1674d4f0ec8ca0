import type { SampleValues } from "../data/samples/part.ts";
import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import { channelsOf, isImageShape, placesOf, type SampleShape } from "../data/samples/shape.ts";
import type { Pictures } from "../evaluation/evaluation.ts";
import { toBytes } from "../evaluation/pictures.ts";
import { listed, withArticle } from "../words.ts";
import { colorNamed, type DrawingSize, mostDeviations } from "./drawing-canvas.ts";
import { type ColorRange, differenceRaster, imageRaster, type Raster } from "./raster.ts";
import { barsOf, barsRaster } from "./sample-bars.ts";
import { linesRaster } from "./sample-lines.ts";

/** What samples are, and by which statistics of their channels those that are not bounded are drawn alike. */
export type Drawn = Pick<Pictures, "sample" | "statistics">;

/** Unless told otherwise: twice the pixels of a tile across, for screens with fine ones. */
const usualSize: DrawingSize = { width: 168, height: 112 };
/** Where there are very many. */
export const smallSize: DrawingSize = { width: 48, height: 32 };

const channelColors = ["blue", "orange", "green", "pink", "violet", "black"];

/**
 * A sample as a picture, by the number of its places: of two an image, of one lines over steps, of none bars. All but images are
 * drawn by how many deviations a value is from the mean of its channel, so that pictures beside each other compare.
 * @param values as sets have samples, or an image's pixels in [0, 1]
 */
export function drawSample(values: SampleValues, drawn: Drawn, size: DrawingSize = usualSize): Raster {
  const { sample, statistics } = drawn;
  if (isImageShape(sample)) {
    return imageRaster(values instanceof Uint8Array ? values : toBytes(values), sample);
  }
  return drawDeviations(values, statistics?.mean, drawn, size);
}

/**
 * The difference of two samples: of images in colours, of others as {@link drawSample} draws a sample, but from no difference in
 * the middle.
 */
export function drawDifference(difference: Float32Array, drawn: Drawn, range: ColorRange): Raster {
  const { sample } = drawn;
  if (isImageShape(sample)) return differenceRaster(difference, sample, range);
  return drawDeviations(difference, undefined, drawn, usualSize);
}

function drawDeviations(
  values: SampleValues,
  mean: Float32Array | undefined,
  { sample, statistics }: Drawn,
  size: DrawingSize,
): Raster {
  const channels = channelsOf(sample);
  const standardised = Float32Array.from(values, (value, index) => {
    const channel = index % channels;
    return (value - (mean?.[channel] ?? 0)) / (statistics?.deviation[channel] ?? 1);
  });
  if (placesOf(sample).length === 0) return barsRaster(standardised, size);
  const colors = channelColors.map((_, index) => colorNamed(`run-${index}`));
  return linesRaster(standardised, channels, colors, size);
}

/** How a sample is drawn, as a sentence; none for images, which need no explanation. */
export function drawingWords(sample: SampleShape, size: DrawingSize = usualSize): string | undefined {
  return wordsOf(sample, size, {
    middle: "mean over the training split",
    up: "the value is above",
    down: "below",
  });
}

/** How {@link drawDifference} draws; none for images. */
export function differenceWords(sample: SampleShape): string | undefined {
  return wordsOf(sample, usualSize, { middle: "", up: "something is added", down: "it is taken away" });
}

interface MiddleWords {
  /** What of a channel stands in the middle; nothing of a difference. */
  readonly middle: string;
  readonly up: string;
  readonly down: string;
}

function wordsOf(
  sample: SampleShape,
  size: DrawingSize,
  { middle, up, down }: MiddleWords,
): string | undefined {
  if (isImageShape(sample)) return undefined;
  const { title } = kindOfSamples(sample);
  const channels = channelsOf(sample);
  const edges = `the edges are ${mostDeviations} standard deviations away, where what lies beyond is cut`;
  if (placesOf(sample).length === 0) {
    const bars = barsOf(channels, size);
    const each = bars === channels ? "a bar a column" : `${bars} bars, each the mean of neighbouring columns`;
    const mean = middle === "" ? "" : ` the column's ${middle}`;
    return `${capitalised(withArticle(title))} is drawn as ${each}, in their order: upwards where ${up}${mean}, downwards where ${down}; ${edges}.`;
  }
  return `${capitalised(withArticle(title))} is drawn as a line a channel over its steps${colorWords(channels)}: the middle is ${middle === "" ? "no difference" : `the channel's ${middle}`}, ${edges}.`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Which channel has which colour. */
function colorWords(channels: number): string {
  if (channels === 1) return "";
  const named = channelColors.slice(0, channels).map((color, channel) => `${channel} ${color}`);
  const again = channels > channelColors.length ? ", then the same colours again" : "";
  return ` (${listed(named, "and")}${again})`;
}
