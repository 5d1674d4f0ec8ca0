import type { SeenColumns } from "../../data/columns/seen-columns.ts";
import { exp, sigmoid } from "../../graph/operators/functions.ts";
import { logSoftmax } from "../../graph/operators/log-softmax.ts";
import { concat, slice } from "../../graph/operators/slicing.ts";
import type { Value } from "../../graph/value.ts";
import type { OutputKind } from "./output-kind.ts";

/**
 * Of rows of a table with words or gaps: numbers are what the decoder gives, a gap has the probability that a value is missing, and
 * the words of a column have a probability each (softmax).
 */
export function columnsOutput({ parts }: SeenColumns): OutputKind {
  return {
    name: "columns",
    title: "numbers linear, words softmax",
    fields: {},
    bounded: false,
    range: "numbers (-inf, inf), words and gaps [0, 1]",
    parts,
    apply: (given) =>
      concat(
        parts.map(({ nature, start, size }) => reconstructed[nature](slice(given, 1, start, start + size))),
        1,
      ),
  };
}

const reconstructed = {
  quantity: (given: Value) => given,
  gap: sigmoid,
  word: (given: Value) => exp(logSoftmax(given)),
};
