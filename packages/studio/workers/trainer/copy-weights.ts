import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import type { WeightsSnapshot } from "./trainer-api.ts";

/** Weights that nothing else holds. */
export function copyOf(weights: Weights): WeightsSnapshot {
  return new Map(Array.from(weights, ([name, values]) => [name, values.slice()]));
}
