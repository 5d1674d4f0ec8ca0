import { topK as layerOfLargest } from "../layers/top-k.ts";
import { keptField, type SelectionKind } from "./selection-kind.ts";

/**
 * The `k` largest of each sample, of those that are positive: Gao and others, "Scaling and evaluating sparse autoencoders", 2024, section 2.3. Values
 * equal to the k-th largest are kept as well.
 */
export const topK: SelectionKind<"top-k", { readonly k: number }> = {
  name: "top-k",
  title: "the k largest",
  fields: { k: keptField },
  keeps: ({ k }) => `the ${k} largest`,
  leastUnits: ({ k }) => k,
  layer: (name, units, { k }) => layerOfLargest(name, units, { k }),
};
