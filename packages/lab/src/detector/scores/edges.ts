import type { ImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import { add, multiply, subtract } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { convolve } from "hourglass-core/internal/graph/operators/convolution.ts";
import { relu, sqrt } from "hourglass-core/internal/graph/operators/functions.ts";
import { transposeMatrix } from "hourglass-core/internal/graph/operators/image-layout.ts";
import { reshape, transpose } from "hourglass-core/internal/graph/operators/shaping.ts";
import { concat, slice } from "hourglass-core/internal/graph/operators/slicing.ts";
import { constant } from "hourglass-core/internal/graph/operators/source.ts";
import { paddingOf, type Window } from "hourglass-core/internal/graph/operators/window.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";

/** What {@link edges} are. */
export const edgesInWords: string =
  "both as edges: of the image smoothed by the 3 x 3 binomial filter, the rises in eight directions, each smoothed twice more";

/** Every 45 degrees, from the right. */
const directions = Array.from({ length: 8 }, (_, direction) => {
  const angle = (direction * Math.PI) / 4;
  return { x: Math.cos(angle), y: Math.sin(angle) };
});

/** A direction takes of a rise what lies along it above what would if the rise went towards the next direction: 0 from 45 degrees on. */
const besideIt = Math.SQRT1_2;

const everyPlace: Window = { stride: 1, padding: paddingOf(1) };

/**
 * `[batch, height * width * channels]` images smoothed twice by the 3 x 3 binomial filter, (1, 2, 1) / 4 along both sides; beyond its edges
 * an image is black.
 */
export function smoothedTwice(images: Value, shape: ImageShape): Value {
  return asRows(smooth(smooth(asPlanes(images, shape), everyPlace), everyPlace));
}

/**
 * How strongly `[batch, height * width * channels]` images rise in eight directions: differences of the pixels at both sides of a pixel in the
 * smoothed image, shared out to the one or two directions that are nearest; each of these eight maps smoothed twice, and every second
 * row and column of it. Strokes that are a little off still meet, and those of another direction do not: histograms of oriented
 * gradients (Dalal and Triggs, 2005), with eight bins and without blocks.
 * @returns `[batch, values]`; of an image less than three pixels wide and high, zeros
 */
export function edges(images: Value, shape: ImageShape): Value {
  const { height, width } = shape;
  const smoothed = smooth(asPlanes(images, shape), everyPlace);
  const across = rises(
    smoothed,
    [0, 0, 0, -1, 0, 1, 0, 0, 0],
    insides(shape, (_row, column) => isInside(column, width)),
  );
  const down = rises(
    smoothed,
    [0, -1, 0, 0, 0, 0, 0, 1, 0],
    insides(shape, (row) => isInside(row, height)),
  );
  const beside = multiply(sqrt(add(multiply(across, across), multiply(down, down))), besideIt);
  const secondPlaces: Window = {
    stride: 2,
    // Where the last row or column is one that is kept, what would follow it is black.
    padding: { top: 1, left: 1, bottom: height % 2, right: width % 2 },
  };
  const maps = directions.map(({ x, y }) => {
    const along = add(multiply(across, x), multiply(down, y));
    return smooth(smooth(relu(subtract(along, beside)), everyPlace), secondPlaces);
  });
  return asRows(concat(maps, 0));
}

/** Whether a place along a side of an image has others on both sides. */
function isInside(place: number, length: number): boolean {
  return place > 0 && place < length - 1;
}

/** 1 at the places that are asked for, else 0, `[1, height, width, 1]`. */
function insides({ height, width }: ImageShape, isAsked: (row: number, column: number) => boolean): Value {
  const places = Array.from({ length: height * width }, (_, at) =>
    Number(isAsked(Math.floor(at / width), at % width)),
  );
  return constant(places, [1, height, width, 1], "float32");
}

function rises(planes: Value, taps: readonly number[], inside: Value): Value {
  return multiply(eachChannel(planes, taps, everyPlace), inside);
}

/** (1, 2, 1) along both sides. */
const binomial = [1, 2, 1, 2, 4, 2, 1, 2, 1].map((tap) => tap / 16);

function smooth(planes: Value, window: Window): Value {
  return eachChannel(planes, binomial, window);
}

/** The same 3 x 3 filter on every channel of `[channels, height, width, batch]`. */
function eachChannel(planes: Value, taps: readonly number[], window: Window): Value {
  const channels = planes.shape[0] as number;
  const kernel = constant([...taps], [1, 1, 3, 3], "float32");
  const filtered = Array.from({ length: channels }, (_, channel) =>
    convolve(channels === 1 ? planes : slice(planes, 0, channel, channel + 1), kernel, window),
  );
  return channels === 1 ? (filtered[0] as Value) : concat(filtered, 0);
}

/** `[batch, height * width * channels]` as `[channels, height, width, batch]`. */
function asPlanes(images: Value, { height, width, channels }: ImageShape): Value {
  const batch = images.shape[0] as number | string;
  const pixels = reshape(transposeMatrix(images), [height, width, channels, batch]);
  return transpose(pixels, [2, 0, 1, 3]);
}

/** `[channels, height, width, batch]` as `[batch, values]`, in an order of their own. */
function asRows(planes: Value): Value {
  const [channels, height, width, batch] = planes.shape as readonly [number, number, number, number | string];
  return transposeMatrix(reshape(planes, [channels * height * width, batch]));
}
