import { transposeMatrix } from "../graph/operators/image-layout.ts";
import { reshape } from "../graph/operators/shaping.ts";
import { concat, slice } from "../graph/operators/slicing.ts";
import type { Value } from "../graph/value.ts";
import { type Layered, layersOf } from "../model/network.ts";
import type { Parameter } from "../model/parameter.ts";

/**
 * A tensor that training keeps: one parameter, as it is or transposed, or those of a layer as the rows of one matrix,
 * `[inputs + 1, outputs]` for a kernel and its bias.
 */
export interface TrainedTensor {
  readonly parameters: readonly Parameter[];
}

/** What gradients move in a network, in order; a parameter that layers share belongs to the first of them. */
export function trainedTensors(network: Layered): readonly TrainedTensor[] {
  const known = new Set<Parameter>();
  return layersOf(network).flatMap(({ parameters, stacked }) => {
    const own = parameters.filter((parameter) => parameter.trainable && !known.has(parameter));
    for (const parameter of own) known.add(parameter);
    return stacked ? [{ parameters: own }] : own.map((parameter) => ({ parameters: [parameter] }));
  });
}

/** A trained tensor from the values of its parameters. */
export function stack(of: TrainedTensor, values: readonly Value[]): Value {
  const { parameters } = of;
  if (isTransposed(of)) return transposeMatrix(values[0] as Value);
  if (parameters.length === 1) return values[0] as Value;
  const rows = parameters.map((parameter, index) => reshape(values[index] as Value, rowShape(parameter)));
  return concat(rows, 0);
}

/** The shape in which a trained tensor is kept. */
export function stackedShape(of: TrainedTensor): readonly number[] {
  const [{ shape }] = of.parameters as readonly [Parameter, ...Parameter[]];
  if (isTransposed(of)) return shape.toReversed();
  if (of.parameters.length === 1) return shape;
  return shape.with(
    0,
    of.parameters.reduce((rows, parameter) => rows + (rowShape(parameter)[0] as number), 0),
  );
}

/** The values of its parameters from a trained tensor. */
export function unstack(of: TrainedTensor, tensor: Value): readonly Value[] {
  const { parameters } = of;
  if (isTransposed(of)) return [transposeMatrix(tensor)];
  if (parameters.length === 1) return [tensor];
  let start = 0;
  return parameters.map((parameter) => {
    const end = start + (rowShape(parameter)[0] as number);
    const part = reshape(slice(tensor, 0, start, end), parameter.shape);
    start = end;
    return part;
  });
}

/**
 * The kernel of a layer that narrows much is kept transposed. Products read it so where it lies, and its gradient is then the
 * product of the narrow result, transposed, and the wide input: the runtime copies what it reads transposed, here the
 * smaller of the two.
 */
function isTransposed({ parameters }: TrainedTensor): boolean {
  const [{ shape }, ...others] = parameters as readonly [Parameter, ...Parameter[]];
  const [inputs, outputs] = shape as readonly [number, number];
  return others.length === 0 && shape.length === 2 && inputs >= muchNarrower * outputs;
}

/** With less, there is little to gain: 784 x 512 took longer. */
const muchNarrower = 8;

/** A vector is one row. */
function rowShape({ shape }: Parameter): readonly number[] {
  return shape.length === 1 ? [1, ...shape] : shape;
}
