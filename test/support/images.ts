import { cast } from "hourglass-core/internal/graph/operators/selection.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import type { Layer } from "hourglass-core/internal/model/layer.ts";
import type { TestInput } from "./gradient.ts";
import { at, type Numbers, sampleNumbers, tabulate } from "./numbers.ts";

/** `layer` on float64 tensors, for central differences: what it does in float32. */
export function inFloat32(layer: Layer): (...inputs: readonly Value[]) => Value {
  return (x, ...parameters) => {
    const given = parameters.map((parameter) => cast(parameter, "float32"));
    return cast(layer.apply(cast(x as Value, "float32"), given), "float64");
  };
}

/** A batch of images for a layer, whose size its graph does not know, and values of its parameters. */
export function inputsOf(layer: Layer, batch: number): readonly TestInput[] {
  const images = sampleNumbers([batch, ...layer.inputShape], "images");
  const parameters = layer.parameters.map(({ name, shape }) => ({ given: sampleNumbers(shape, name) }));
  return [{ given: images, shape: ["batch", ...layer.inputShape] }, ...parameters];
}

/**
 * The convolution of images `[batch, channels, height, width]` with zeros around them by its definition, under a kernel
 * `[filters, channels, size, size]`.
 */
export function plainConvolution(x: Numbers, kernel: Numbers, bias: Numbers, stride = 1): Numbers {
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  const [filters, , size] = kernel.shape as [number, number, number];
  const middle = (size - 1) / 2;
  const sizes = [Math.ceil(height / stride), Math.ceil(width / stride)];
  return tabulate([batch, filters, ...sizes], ([b, f, i, j]) => {
    let sum = at(bias, [f!]);
    for (let c = 0; c < channels; c++) {
      for (let r = 0; r < size; r++) {
        for (let s = 0; s < size; s++) {
          const [row, column] = [stride * i! + r - middle, stride * j! + s - middle];
          if (row < 0 || row >= height || column < 0 || column >= width) continue;
          sum += at(kernel, [f!, c, r, s]) * at(x, [b!, c, row, column]);
        }
      }
    }
    return sum;
  });
}

/** The largest of each whole window. */
export function plainMaxPooling(x: Numbers, size: number): Numbers {
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  const sizes = [Math.floor(height / size), Math.floor(width / size)];
  return tabulate([batch, channels, ...sizes], ([b, c, i, j]) => {
    const window = tabulate([size, size], ([r, s]) => at(x, [b!, c!, size * i! + r!, size * j! + s!]));
    return Math.max(...window.data);
  });
}
