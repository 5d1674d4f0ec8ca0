import { add } from "../graph/operators/arithmetic.ts";
import { reshape } from "../graph/operators/shaping.ts";
import { constant } from "../graph/operators/source.ts";
import { timesSize } from "../graph/type.ts";
import type { Value } from "../graph/value.ts";
import type { Architecture } from "./architecture.ts";
import type { Layer } from "./layer.ts";
import { type Layered, layersOf } from "./network.ts";

/** What layers are given in a graph: values of parameters, by name. */
type LayerValues = ReadonlyMap<string, Value>;

// A network may be told the class of each sample.

/** The name under which the classes, one-hot, stand among the values that the layers of a network are given. */
const conditionName = "condition";

/** How many classes layers tell apart by what they are told; `undefined` where none of them is told the class of a sample. */
export function conditionOfLayers(layers: readonly Layer[]): number | undefined {
  return layers.find(({ classes }) => classes !== undefined)?.classes;
}

/** The same of layers as an architecture has them. */
export function conditionOfArchitecture({ encoder, decoder }: Architecture): number | undefined {
  const layer = [...encoder, ...decoder].find(({ type }) => type === "class-condition");
  return layer !== undefined && "classes" in layer ? layer.classes : undefined;
}

/** The same of a network. */
export const conditionOf = (network: Layered): number | undefined => conditionOfLayers(layersOf(network));

/** Parameters with the classes of the samples beside them. @param classes one-hot, `[batch, classes]`, or `[1, classes]` of all */
export function withCondition(parameters: LayerValues, classes: Value): LayerValues {
  return new Map([...parameters, [conditionName, classes]]);
}

/** The classes among them. */
export const conditionAmong = (parameters: LayerValues): Value | undefined => parameters.get(conditionName);

/** The same for a batch in which each sample comes `times` times, one after the other. */
export function repeatedCondition(parameters: LayerValues, times: number): LayerValues {
  const classes = conditionAmong(parameters);
  if (classes === undefined || times === 1) return parameters;
  const [batch, count] = classes.shape as readonly [string, number];
  const zeros = constant(Array<number>(times).fill(0), [1, times, 1], "float32");
  const all = add(reshape(classes, [batch, 1, count]), zeros);
  return withCondition(parameters, reshape(all, [timesSize(times, batch), count]));
}
