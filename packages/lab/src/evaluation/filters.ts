import type { ImageShape, SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import type { Layer } from "hourglass-core/internal/model/layer.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import { hasKernel } from "hourglass-core/internal/program/feature-maps.ts";

/** What the units of the first layer look for: their weights, laid out as the pixels that they multiply. */
export interface Filters {
  /** For people: `dense 784 -> 32, relu`. */
  readonly layer: string;
  readonly kind: "dense" | "convolution";
  /** Whether its units are those of the code. */
  readonly givesCode: boolean;
  /** Units of the layer; not all need be shown. */
  readonly total: number;
  /** Sizes of a filter: those of the image, or of the window of a convolution. */
  readonly shape: SampleShape;
  readonly filters: readonly Filter[];
}

export interface Filter {
  readonly unit: number;
  /** `[height, width, channels]`. */
  readonly weights: Float32Array;
}

/**
 * The filters of the first layer of the encoder that has a kernel: the columns of a dense one, the windows of a
 * convolution. Of more than `most` those of `preferred` units where the layer gives the code, else the longest.
 */
export function firstFilters(
  model: Model,
  weights: Weights,
  preferred: readonly number[],
  most: number,
): Filters | undefined {
  const layer = model.encoder.find(hasKernel);
  const kernel = layer?.parameters.find(({ shape }) => shape.length > 1);
  const values = kernel === undefined ? undefined : weights.get(kernel.name);
  if (layer === undefined || kernel === undefined || values === undefined) return undefined;
  const convolutional = kernel.shape.length === 4;
  // Only what multiplies the image itself can be laid out as one.
  if (!convolutional && kernel.shape[0] !== model.sampleSize) return undefined;
  const all = convolutional
    ? windowsOf(values, kernel.shape as Window)
    : columnsOf(values, kernel.shape as readonly [number, number]);
  const givesCode = all.length === model.latentSize && isCode(layer, model);
  return {
    layer: layer.description,
    kind: convolutional ? "convolution" : "dense",
    givesCode,
    total: all.length,
    shape: convolutional ? windowShape(kernel.shape as Window) : model.sampleShape,
    filters: choose(all, givesCode ? preferred : [], most),
  };
}

type Window = readonly [filters: number, channels: number, height: number, width: number];

/** A layer after which nothing else learns, of a code that is what the encoder gives. */
function isCode(layer: Layer, model: Model): boolean {
  return codeOf(model).valuesEach === 1 && model.encoder.findLast(hasKernel) === layer;
}

function choose(filters: readonly Float32Array[], preferred: readonly number[], most: number): Filter[] {
  const fit = filters.length <= most;
  const shown = fit ? [...filters.keys()] : preferred.length > 0 ? preferred : longest(filters, most);
  return shown.map((unit) => ({ unit, weights: filters[unit]! }));
}

function longest(filters: readonly Float32Array[], most: number): number[] {
  const squares = filters.map((weights) => {
    let sum = 0;
    for (const weight of weights) sum += weight ** 2;
    return sum;
  });
  return [...filters.keys()]
    .sort((a, b) => squares[b]! - squares[a]! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
}

/** `[inputs, units]` to a filter a unit. */
function columnsOf(kernel: Float32Array, [inputs, units]: readonly [number, number]): Float32Array[] {
  const columns = Array.from({ length: units }, () => new Float32Array(inputs));
  columns.forEach((column, unit) => {
    for (let row = 0; row < inputs; row++) column[row] = kernel[row * units + unit]!;
  });
  return columns;
}

/** `[filters, channels, height, width]` to `[height, width, channels]` a filter. */
function windowsOf(kernel: Float32Array, shape: Window): Float32Array[] {
  const [filters, channels, height, width] = shape;
  const area = height * width;
  return Array.from({ length: filters }, (_, filter) =>
    Float32Array.from({ length: area * channels }, (_, index) => {
      const [position, channel] = [Math.floor(index / channels), index % channels];
      return kernel[(filter * channels + channel) * area + position]!;
    }),
  );
}

function windowShape([, channels, height, width]: Window): ImageShape {
  return { height, width, channels };
}
