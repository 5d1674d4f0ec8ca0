import type { PenaltyKind } from "./penalty-kind.ts";

const kept = { minimum: 1, maximum: 65_536, whole: true, step: 1 } as const;

/** Only the largest values of a code are kept, by a layer after it: model/layers/top-k.ts. */
export const topk: PenaltyKind<"topk", { readonly k: number; readonly from?: number }> = {
  name: "topk",
  title: "only the k largest",
  makesSparse: true,
  fields: {
    k: { title: "k", placeholder: "K", ...kept, first: 4 },
    from: { title: "k at the start of training", placeholder: "FROM", ...kept, first: 16, optional: true },
  },
  rule: { words: "FROM >= K", holds: ({ k, from = k }) => Number(from) >= Number(k) },
  codeActivation: "linear",
  layers: ({ k, from }) => [{ type: "top-k", k, ...(from === undefined ? {} : { from }) }],
  changes: ({ k, from = k }) => from > k,
  course: (word, epochs) =>
    `the number of values kept (--penalty ${word}) falls until the middle of ${epochs}`,
  leastCodeSize: ({ k, from = k }) => from,
};
