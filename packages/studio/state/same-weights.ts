import type { WeightsSnapshot } from "../workers/trainer/trainer-api.ts";
import { kept } from "./session.ts";

/** The weights of a kept model that are these, to the bit: it is known by them that a model is kept. These, where there is none. */
export function sameWeights(weights: WeightsSnapshot): WeightsSnapshot {
  return kept.peek().find((model) => areSame(model.weights, weights))?.weights ?? weights;
}

function areSame(one: WeightsSnapshot, other: WeightsSnapshot): boolean {
  return (
    one.size === other.size &&
    [...one].every(([name, values]) => {
      const others = other.get(name);
      return values.length === others?.length && values.every((value, at) => value === others[at]);
    })
  );
}
