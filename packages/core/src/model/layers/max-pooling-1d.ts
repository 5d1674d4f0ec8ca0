import { maximum } from "../../graph/operators/selection.ts";
import { reshape } from "../../graph/operators/shaping.ts";
import { slice } from "../../graph/operators/slicing.ts";
import { type Dimension, ShapeError } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import type { FeatureShape, Layer } from "../layer.ts";
import { withoutParameters } from "../reshaping.ts";
import { onImages, seriesFeatures } from "./features.ts";
import type { LayerKind } from "./layer-kind.ts";
import { factor } from "./options.ts";

export const maxPooling1dKind: LayerKind<"max-pooling-1d", { readonly size: number }, "size"> = {
  name: "max-pooling-1d",
  options: { size: factor },
  takes: "series",
  example: { size: 3 },
  build: (name, shape, { size }) => maxPooling1d(name, shape, size),
};

/**
 * The largest value of every window of `size` that do not overlap; values left over at the end are dropped. Where values tie,
 * the first takes the gradient, as in PyTorch.
 * @param inputShape `[channels, length]`
 * @throws ShapeError when the series is shorter than a window
 */
export function maxPooling1d(name: string, inputShape: FeatureShape, size: number): Layer {
  const [channels, length] = seriesFeatures(name, inputShape);
  const windows = Math.floor(length / size);
  if (windows < 1) {
    throw new ShapeError(`layer ${name}: windows of ${size} on series [batch, ${inputShape.join(", ")}]`);
  }
  const pool = (rows: Value): Value => {
    const batch = rows.shape.at(-1) as Dimension;
    const whole = slice(rows, 2, 0, windows * size);
    const byWindow = reshape(whole, [channels, windows, size, batch]);
    const places = Array.from({ length: size }, (_, place) => slice(byWindow, 2, place, place + 1));
    // Of equal values the gradient goes to the second: here the one that came before.
    const largest = places.reduce((before, next) => maximum(next, before));
    return reshape(largest, [channels, 1, windows, batch]);
  };
  return withoutParameters(
    name,
    "max-pooling-1d",
    `max-pooling ${size},`,
    inputShape,
    [channels, windows],
    (x) => onImages(x, pool),
  );
}
