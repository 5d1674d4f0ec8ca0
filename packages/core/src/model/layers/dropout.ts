import type { z } from "zod";
import { real } from "../../arguments.ts";
import { multiply } from "../../graph/operators/arithmetic.ts";
import { select } from "../../graph/operators/selection.ts";
import { reshape } from "../../graph/operators/shaping.ts";
import { scalar } from "../../graph/operators/source.ts";
import type { FeatureShape, Layer } from "../layer.ts";
import { bernoulli } from "../noise.ts";
import { featureCount, withoutParameters } from "../reshaping.ts";
import type { LayerKind } from "./layer-kind.ts";

export const dropoutKind: LayerKind<"dropout", { readonly rate: number }> = {
  name: "dropout",
  options: { rate: real(0, 0.99) as z.ZodType<number, number> },
  takes: "any",
  example: { rate: 0.2 },
  build: (name, shape, { rate }) => dropout(name, shape, rate),
};

/**
 * Sets values to 0 with probability `rate` while training, and multiplies the others by 1 / (1 - rate), so that
 * nothing is left to do afterwards: Srivastava and others, "Dropout: a simple way to prevent neural networks from
 * overfitting", 2014, in the inverted form of Keras and PyTorch.
 */
export function dropout(name: string, shape: FeatureShape, rate: number): Layer {
  return withoutParameters(name, "dropout", `dropout ${rate} of`, shape, shape, (x, _, training) => {
    if (training === undefined || rate === 0) return x;
    const dropped = bernoulli(training.noise.bits(name, featureCount(shape)), scalar(rate));
    const left = select(reshape(dropped, x.shape), scalar(0, x.dtype), x);
    return multiply(left, 1 / (1 - rate));
  });
}
