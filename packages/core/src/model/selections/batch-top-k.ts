import { batchTopK as layerOfLargest } from "../layers/batch-top-k.ts";
import { keptField, type SelectionKind } from "./selection-kind.ts";

/**
 * The `k` times batch largest of a batch together, of those that are positive: Bussmann, Leask and Nanda, "BatchTopK sparse autoencoders", 2024,
 * section 3. After training, those above a threshold, the moving average of the least value that a step kept.
 */
export const batchTopK: SelectionKind<"batch-top-k", { readonly k: number }> = {
  name: "batch-top-k",
  title: "the k largest, on average over a batch",
  fields: { k: keptField },
  keeps: ({ k }) => `the ${k} largest, on average over a batch`,
  leastUnits: ({ k }) => k,
  layer: (name, units, { k }) => layerOfLargest(name, units, k),
};
