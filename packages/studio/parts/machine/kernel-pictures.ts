import {
  channelsOf,
  isImageShape,
  type SampleShape,
  sampleSize,
} from "hourglass-core/internal/data/samples/shape.ts";
import type { Layer } from "hourglass-core/internal/model/layer.ts";
import { hasKernel } from "hourglass-core/internal/program/feature-maps.ts";

/** The weights of a layer as pictures: each is as many values as its height and width say. */
export interface KernelPictures {
  /** What a picture is. */
  readonly kind: "what a unit looks for" | "what a value draws" | "a filter" | "all weights";
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
  /** Pictures side by side; 1 unless they come in lines. */
  readonly columns?: number;
  /** How many of all are shown. */
  readonly shown: number;
  readonly all: number;
}

/** More pictures are not looked at, and would take time at every renewal. */
const mostPictures = 64;
/** Of filters of many channels: so many filters, and so many channels of each. */
const mostChannels = 16;
/** A heat map has so many rows and columns at most; of neighbours the weight farthest from 0 is shown. */
const mostCells = 128;

/** The layer of a row that multiplies with weights; `undefined` where none does. */
export function kernelLayer(layers: readonly Layer[], names: readonly string[]): Layer | undefined {
  return layers.find((layer) => names.includes(layer.name) && hasKernel(layer));
}

/**
 * The kernel of a layer as what it means: of units that see pixels the weights of each over the image, of values that make pixels what each adds to
 * the image, of convolutions the filters; else a heat map of all.
 * @param kernel as the layer's first parameter has it
 */
export function kernelPictures(layer: Layer, kernel: Float32Array, sample: SampleShape): KernelPictures {
  const [parameter] = layer.parameters;
  const shape = parameter?.shape ?? [];
  if (shape.length > 2) return filterPictures(layer, kernel, shape);
  const [inputs, outputs] = [layer.inputShape[0] ?? 1, kernel.length / (layer.inputShape[0] ?? 1)];
  // One that is shared with the encoder lies the other way round.
  const isShared = shape[0] !== inputs;
  const at = (input: number, output: number): number =>
    kernel[isShared ? output * inputs + input : input * outputs + output] ?? 0;
  if (isImageShape(sample)) {
    const { height, width } = sample;
    const pixels = sampleSize(sample);
    const channels = channelsOf(sample);
    /** The mean over the colours of a pixel. */
    const pictures = (
      count: number,
      weight: (unit: number, value: number) => number,
      kind: KernelPictures["kind"],
    ): KernelPictures => {
      const shown = Math.min(count, mostPictures);
      const values = new Float32Array(shown * height * width);
      for (let place = 0; place < values.length; place++) {
        const [unit, pixel] = [Math.floor(place / (height * width)), place % (height * width)];
        for (let channel = 0; channel < channels; channel++) {
          values[place]! += weight(unit, pixel * channels + channel) / channels;
        }
      }
      return { kind, values, height, width, shown, all: count };
    };
    if (inputs === pixels)
      return pictures(outputs, (unit, value) => at(value, unit), "what a unit looks for");
    if (outputs === pixels) return pictures(inputs, (unit, value) => at(unit, value), "what a value draws");
  }
  return heatMap(inputs, outputs, at);
}

/** Kernels `[filters, channels, ...]`, of transposed convolutions `[channels, filters, ...]`: a line a filter where there are several channels. */
function filterPictures(layer: Layer, kernel: Float32Array, shape: readonly number[]): KernelPictures {
  const [first = 1, second = 1, ...sides] = shape;
  const [height = 1, width = 1] = sides.length === 2 ? sides : [1, sides[0] ?? 1];
  const filters = layer.outputShape[0] ?? first;
  // Where both numbers are the same the kind tells: only an adjoint has the channels first.
  const hasFiltersFirst = first === filters && layer.kind !== "transposed-convolution";
  const channels = hasFiltersFirst ? second : first;
  const [shownFilters, shownChannels] =
    channels === 1 || filters === 1
      ? [Math.min(filters, mostPictures), Math.min(channels, mostPictures)]
      : [Math.min(filters, mostChannels), Math.min(channels, mostChannels)];
  const size = height * width;
  const values = new Float32Array(shownFilters * shownChannels * size);
  for (let filter = 0; filter < shownFilters; filter++) {
    for (let channel = 0; channel < shownChannels; channel++) {
      const from = hasFiltersFirst ? filter * second + channel : channel * second + filter;
      values.set(kernel.subarray(from * size, (from + 1) * size), (filter * shownChannels + channel) * size);
    }
  }
  return {
    ...{ kind: "a filter" as const, values, height, width },
    ...(channels > 1 && filters > 1 ? { columns: shownChannels } : {}),
    ...{ shown: shownFilters * shownChannels, all: filters * channels },
  };
}

/** A row a value that comes in, a column a value that goes out. */
function heatMap(
  inputs: number,
  outputs: number,
  at: (input: number, output: number) => number,
): KernelPictures {
  const [height, width] = [Math.min(inputs, mostCells), Math.min(outputs, mostCells)];
  const values = new Float32Array(height * width);
  for (let input = 0; input < inputs; input++) {
    for (let output = 0; output < outputs; output++) {
      const cell = Math.floor((input * height) / inputs) * width + Math.floor((output * width) / outputs);
      const weight = at(input, output);
      if (Math.abs(weight) > Math.abs(values[cell]!)) values[cell] = weight;
    }
  }
  return { kind: "all weights", values, height, width, shown: 1, all: 1 };
}
