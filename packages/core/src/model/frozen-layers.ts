import type { Layer } from "./layer.ts";
import type { Parameter } from "./parameter.ts";

/**
 * Layers that training leaves as they were learnt: gradients do not move their parameters, statistics do not follow the batches, and
 * nothing is dropped.
 */
export function frozenLayers(layers: readonly Layer[]): readonly Layer[] {
  const known = new Map<Parameter, Parameter>();
  const frozen = (parameter: Parameter): Parameter => {
    const found = known.get(parameter) ?? { ...parameter, trainable: false };
    known.set(parameter, found);
    return found;
  };
  return layers.map((layer) => ({
    ...layer,
    parameters: layer.parameters.map(frozen),
    stacked: false,
    apply: (x, parameters, _training, classes) => layer.apply(x, parameters, undefined, classes),
  }));
}
