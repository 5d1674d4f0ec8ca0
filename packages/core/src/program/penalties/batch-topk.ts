import type { PenaltyKind } from "./penalty-kind.ts";

/** Only the largest values of the codes of a batch are kept, by a layer after the code: model/layers/batch-top-k.ts. */
export const batchTopk: PenaltyKind<"batch-topk", { readonly k: number }> = {
  name: "batch-topk",
  title: "only the k largest, on average over a batch",
  makesSparse: true,
  fields: {
    k: { title: "k", placeholder: "K", minimum: 1, maximum: 65_536, whole: true, step: 1, first: 4 },
  },
  codeActivation: "relu",
  layers: ({ k }) => [{ type: "batch-top-k", k }],
  leastCodeSize: ({ k }) => k,
};
