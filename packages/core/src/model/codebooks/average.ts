import { add, divide, multiply } from "../../graph/operators/arithmetic.ts";
import { maximum } from "../../graph/operators/selection.ts";
import { reshape } from "../../graph/operators/shaping.ts";
import { scalar } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { type CodebookKind, codebookFields } from "./codebook-kind.ts";

const usualDecay = 0.99;
/** An entry without any is started anew: model/layers/vector-quantized.ts. */
const smallestCount = 1e-9;

/**
 * Each entry is the moving average of the values that it was the nearest one to: van den Oord, Vinyals and Kavukcuoglu, "Neural discrete
 * representation learning", 2017, appendix A.1. Sums are kept as the codebook times its counts, which is the same.
 */
export const average: CodebookKind<
  "average",
  { readonly entries: number; readonly size: number; readonly decay?: number }
> = {
  name: "average",
  title: "moving averages",
  fields: {
    ...codebookFields,
    decay: {
      title: "what a step leaves of the averages",
      placeholder: "DECAY",
      minimum: 0,
      maximum: 0.9999,
      first: usualDecay,
      optional: true,
    },
  },
  trainable: false,
  decay: ({ decay = usualDecay }) => decay,
  next: (before, counts, sums, decay) => {
    const [entries] = before.codebook.shape as readonly [number, number];
    const column = (values: Value): Value => reshape(values, [entries, 1]);
    const kept = multiply(multiply(before.codebook, column(before.counts)), decay);
    const whole = add(kept, multiply(sums, 1 - decay));
    return divide(whole, column(maximum(counts, scalar(smallestCount))));
  },
};
