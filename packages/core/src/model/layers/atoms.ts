import { divide, multiply } from "../../graph/operators/arithmetic.ts";
import { sqrt } from "../../graph/operators/functions.ts";
import { matMul } from "../../graph/operators/product.ts";
import { maximum } from "../../graph/operators/selection.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { scalar } from "../../graph/operators/source.ts";
import { inLayer, ShapeError } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { counted } from "../../words.ts";
import { guardedLayer, type Layer } from "../layer.ts";
import type { Parameter } from "../parameter.ts";
import { type DictionaryLayer, dictionaryAmong } from "./dictionary.ts";
import { requireFeatures, rowSize } from "./features.ts";
import type { LayerKind, NoOptions } from "./layer-kind.ts";

export const atomsKind: LayerKind<"atoms", NoOptions> = {
  name: "atoms",
  options: {},
  takes: "row",
  learns: true,
  example: {},
  build: (name, shape, _, { encoder }) => {
    const dictionary = dictionaryAmong(encoder);
    if (dictionary === undefined) {
      throw new ShapeError(
        "expected a dictionary layer at the end of the encoder, whose atoms it has: put one there, or take a dense layer",
      );
    }
    return atoms(name, rowSize(shape), dictionary);
  },
};

/** An atom of zeros has no direction, and stays as it is. */
const smallestLength = 1e-20;

/**
 * The decoder of a sparse autoencoder: c + the sum of the atoms, each as often as the code says, `[batch, units]` to `[batch, inputSize]` of its
 * dictionary. The atoms, `[units, inputSize]`, start as the kernel of the dictionary, transposed (tied start), and have length 1 after every step of
 * training; c is the dictionary's centre. Gao and others, "Scaling and evaluating sparse autoencoders", 2024, section 2 and appendix A.1.
 * @throws ShapeError where the code does not have a value for each unit
 */
export function atoms(name: string, unitCount: number, dictionary: DictionaryLayer): Layer {
  const { kernel: drawn, centre } = dictionary;
  const [size, width] = drawn.shape as readonly [number, number];
  if (width !== unitCount) {
    throw new ShapeError(
      `layer ${name}: atoms for ${counted(width, "unit")} of ${dictionary.name}, but finds [batch, ${unitCount}]`,
    );
  }
  const kernel: Parameter = {
    name: `${name}.kernel`,
    shape: [unitCount, size],
    trainable: true,
    drawnAs: drawn.name,
    initialize: (random) => transposed(drawn.initialize(random), size, unitCount),
  };
  return guardedLayer({
    name,
    kind: atomsKind.name,
    description: `${counted(unitCount, "atom")} of ${counted(size, "value")}, each of length 1`,
    parameters: [kernel, centre],
    stacked: false,
    inputShape: [unitCount],
    outputShape: [size],
    multiplyAdds: unitCount * size,
    apply: (code, parameters, training) =>
      inLayer(name, () => {
        requireFeatures(code, [unitCount]);
        const [kernelValue, bias] = parameters as readonly [Value, Value];
        training?.project(kernel, withUnitRows);
        return matMul(code, kernelValue, { bias });
      }),
  });
}

function withUnitRows(kernel: Value): Value {
  const lengths = sqrt(reduceSum(multiply(kernel, kernel), [1], true));
  return divide(kernel, maximum(lengths, scalar(smallestLength)));
}

/** `[rows, columns]`, row-major, as `[columns, rows]`. */
function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(
    values,
    (_, index) => values[(index % rows) * columns + Math.floor(index / rows)] as number,
  );
}
