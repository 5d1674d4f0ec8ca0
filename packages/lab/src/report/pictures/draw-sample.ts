import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import {
  channelsOf,
  columnsSeen,
  isImageShape,
  placesOf,
  type SampleShape,
  seenSize,
} from "hourglass-core/internal/data/samples/shape.ts";
import { standardised } from "hourglass-core/internal/inference/seen-values.ts";
import { capitalise, listed, withArticle } from "hourglass-core/internal/words.ts";
import type { Pictures } from "../../evaluation/evaluation.ts";
import { toBytes } from "../../evaluation/pictures.ts";
import { colorNamed, type DrawingSize, mostDeviations } from "./drawing-canvas.ts";
import { type ColorRange, differenceRaster, imageRaster, type Raster } from "./raster.ts";
import { barsOf, barsRaster } from "./sample-bars.ts";
import { linesRaster } from "./sample-lines.ts";

/** What samples are, and by which statistics of their channels those that are not bounded are drawn alike. */
export interface Drawn extends Pick<Pictures, "sample"> {
  readonly statistics?: Pictures["statistics"] | undefined;
}

/** Unless told otherwise: twice the pixels of a tile across, for screens with fine ones. */
const usualSize: DrawingSize = { width: 168, height: 112 };
/** Where there are very many. */
export const smallSize: DrawingSize = { width: 48, height: 32 };

const channelColors = ["blue", "orange", "green", "pink", "violet", "black"];

/**
 * A sample as a picture, by the number of its places: of two an image, of one lines over steps, of none bars. All but images are
 * drawn by how many deviations a value is from the mean of its channel, so that pictures beside each other compare; of the rows of a
 * table what a model sees is drawn, as the place of a word is no quantity.
 * @param values as sets have samples, or an image's pixels in [0, 1]
 */
export function drawSample(values: SampleValues, drawn: Drawn, size: DrawingSize = usualSize): Raster {
  const { sample, statistics } = drawn;
  if (isImageShape(sample)) {
    return imageRaster(values instanceof Uint8Array ? values : toBytes(values), sample);
  }
  return drawDeviations(standardised(sample, values as Float32Array, statistics), sample, size);
}

/**
 * The difference of two samples: of images in colours, of others as {@link drawSample} draws a sample, but from no difference in
 * the middle.
 */
export function drawDifference(difference: Float32Array, drawn: Drawn, range: ColorRange): Raster {
  const { sample, statistics } = drawn;
  if (isImageShape(sample)) return differenceRaster(difference, sample, range);
  const channels = channelsOf(sample);
  const deviations = difference.map((value, index) => value / (statistics?.deviation[index % channels] ?? 1));
  return drawDeviations(deviations, sample, usualSize);
}

function drawDeviations(deviations: Float32Array, sample: SampleShape, size: DrawingSize): Raster {
  if (placesOf(sample).length === 0) return barsRaster(deviations, size);
  const colors = channelColors.map((_, index) => colorNamed(`run-${index}`));
  return linesRaster(deviations, channelsOf(sample), colors, size);
}

/** How a sample is drawn, as a sentence for notes and captions; none for images, which need no explanation. */
export function drawingNotes(sample: SampleShape, size: DrawingSize = usualSize): readonly string[] {
  if (isImageShape(sample)) return [];
  const { title } = kindOfSamples(sample);
  const named = capitalise(withArticle(title));
  const middle = "mean over the training split";
  return placesOf(sample).length === 0
    ? [
        `${named} is drawn as ${barWords(sample, size)}: upwards where it lies above the column's ${middle}, downwards where it lies below${otherBars(sample)}; ${edges}.`,
      ]
    : [`${named} is drawn as ${lineWords(sample)}: the middle is the channel's ${middle}; ${edges}.`];
}

/** How {@link drawDifference} draws, likewise. */
export function differenceNotes(sample: SampleShape): readonly string[] {
  if (isImageShape(sample)) return [];
  return placesOf(sample).length === 0
    ? [`A difference is drawn upwards where a column gains and downwards where it loses; ${edges}.`]
    : [`In the middle of a difference a channel gains and loses nothing; ${edges}.`];
}

/** Notes as they follow another sentence. */
export function following(notes: readonly string[]): readonly string[] {
  return notes.map((note) => ` ${note}`);
}

const edges = `the edges are ${mostDeviations} standard deviations away, and what lies beyond is cut off`;

function barWords(sample: SampleShape, size: DrawingSize): string {
  const values = seenSize(sample);
  const bars = barsOf(values, size);
  const isSeenOtherwise = columnsSeen(sample) !== undefined;
  if (bars < values) {
    return `${bars} bars, each the mean of neighbouring ${isSeenOtherwise ? "values that the model sees" : "columns"}`;
  }
  return isSeenOtherwise ? "a bar for each value that the model sees" : "a bar a column, in their order";
}

/** What else is drawn of the rows of a table, of which a value may be several that a model sees. */
function otherBars(sample: SampleShape): string {
  return columnsSeen(sample) === undefined
    ? ""
    : "; then 1 for each quantity that is missing, and 1 for the word of each column of words";
}

/** Which channel has which colour. */
function lineWords(sample: SampleShape): string {
  const channels = channelsOf(sample);
  if (channels === 1) return "a line over its steps";
  const named = channelColors.slice(0, channels).map((color, channel) => `${channel} ${color}`);
  const again = channels > channelColors.length ? ", then the same colours again" : "";
  return `a line a channel over its steps (channel ${listed(named, "and")}${again})`;
}
