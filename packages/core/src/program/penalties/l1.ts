import { divide, multiply } from "../../graph/operators/arithmetic.ts";
import { abs } from "../../graph/operators/functions.ts";
import { cast } from "../../graph/operators/selection.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { sizeOf } from "../../graph/operators/slicing.ts";
import { type PenaltyKind, weight } from "./penalty-kind.ts";

/** The L1 norm of the code, mean over images. */
export const l1: PenaltyKind<"l1", { readonly weight: number }> = {
  name: "l1",
  title: "L1 penalty",
  makesSparse: true,
  fields: { weight: { ...weight, first: 1e-4 } },
  label: "weight × L1 norm of the code",
  phrase: ({ weight }) => `${weight} times the L1 norm of the code, mean over images`,
  value: ({ codes, values }) => {
    const count = cast(sizeOf(codes, 0), codes.dtype);
    return multiply(divide(reduceSum(abs(codes)), count), values.weight);
  },
};
