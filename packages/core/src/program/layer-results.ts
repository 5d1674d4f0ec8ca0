import type { Value } from "../graph/value.ts";
import type { Layer } from "../model/layer.ts";
import { applyLayer, type ParameterValues } from "../model/model.ts";

/** What every layer gives, by its name. */
export function layerResults(
  layers: readonly Layer[],
  parameters: ParameterValues,
  input: Value,
): Map<string, Value> {
  const results = new Map<string, Value>();
  let x = input;
  for (const layer of layers) {
    x = applyLayer(layer, parameters, x);
    results.set(layer.name, x);
  }
  return results;
}
