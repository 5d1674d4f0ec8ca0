import { add, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { withGradient } from "../../graph/operators/custom-gradient.ts";
import { relu } from "../../graph/operators/functions.ts";
import { matMul } from "../../graph/operators/product.ts";
import { cast, greater, select } from "../../graph/operators/selection.ts";
import { reduceSum, reshape } from "../../graph/operators/shaping.ts";
import { concat, sizeOf } from "../../graph/operators/slicing.ts";
import { scalar } from "../../graph/operators/source.ts";
import { inLayer, ShapeError } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { counted } from "../../words.ts";
import { initializerSchema } from "../initializers/initializers.ts";
import { guardedLayer, type Layer } from "../layer.ts";
import { kernelParameter, type Parameter, vectorParameter } from "../parameter.ts";
import { type Selection, selectionOf, selectionSchema } from "../selections/selections.ts";
import { requireFeatures, rowSize } from "./features.ts";
import type { LayerKind } from "./layer-kind.ts";
import { units } from "./options.ts";

interface DictionaryOptions {
  readonly units: number;
  readonly selection: string;
  readonly initializer?: string | undefined;
}

export const dictionaryKind: LayerKind<"dictionary", DictionaryOptions> = {
  name: "dictionary",
  options: { units, selection: selectionSchema, initializer: initializerSchema },
  takes: "row",
  learns: true,
  makesSparse: true,
  example: { units: 6, selection: "top-k:2" },
  build: (name, shape, { units, selection, initializer }) =>
    dictionary(name, rowSize(shape), units, selection, initializer),
};

/** The encoder's half of a dictionary, which its atoms are made for. */
export interface DictionaryLayer extends Layer {
  readonly selection: Selection;
  /** The kernel, `[inputSize, units]`, which the atoms start as, transposed. */
  readonly kernel: Parameter;
  /** What is subtracted from the input, and what the atoms are added to: `[inputSize]`. */
  readonly centre: Parameter;
  /** Of each unit the number of samples that training has seen since it was last active: `[units]`. */
  readonly idle: Parameter;
  /** The parameters of the selection. */
  readonly selecting: readonly Parameter[];
}

/** The last dictionary among layers. */
export function dictionaryAmong(layers: readonly Layer[]): DictionaryLayer | undefined {
  return layers.findLast((layer): layer is DictionaryLayer => layer.kind === dictionaryKind.name);
}

/**
 * The encoder of a sparse autoencoder: x to pre-activations p = relu(W (x - c) + b), of which a selection makes the code. Gives the code and p beside
 * each other, `[batch, 2 x units]`. The centre c is the bias of the decoder's atoms: Bricken and others, "Towards monosemanticity: Decomposing
 * language models with dictionary learning", 2023; Gao and others, "Scaling and evaluating sparse autoencoders", 2024, section 2. Its kernel starts in
 * random directions of length 1, b and c start at 0. It counts for each unit the samples since it was last active, up to 2^32.
 * @param word of the selection: `top-k:32`
 * @throws ShapeError where the selection keeps more units than there are
 */
export function dictionary(
  name: string,
  inputSize: number,
  unitCount: number,
  word: string,
  initializer?: string,
): DictionaryLayer {
  const selection = selectionOf(word);
  const { kind, values } = selection;
  const least = kind.leastUnits?.(values) ?? 1;
  if (least > unitCount) {
    throw new ShapeError(
      `layer ${name}: selection ${word} keeps ${counted(least, "unit")}, and the dictionary has ${unitCount}`,
    );
  }
  const chosen = kind.layer(name, unitCount, values);
  const kernel = unitColumns(
    kernelParameter(
      `${name}.kernel`,
      [inputSize, unitCount],
      { fanIn: inputSize, fanOut: unitCount },
      initializer,
    ),
  );
  const centre = vectorParameter(`${name}.centre`, inputSize);
  const idle = vectorParameter(`${name}.idle`, unitCount, 0, false);
  const layer = guardedLayer({
    name,
    kind: dictionaryKind.name,
    description: `dictionary ${inputSize} -> ${unitCount}, ${kind.keeps(values)}`,
    parameters: [kernel, vectorParameter(`${name}.bias`, unitCount), centre, idle, ...chosen.parameters],
    stacked: false,
    inputShape: [inputSize],
    outputShape: [2 * unitCount],
    multiplyAdds: inputSize * unitCount,
    apply: (x, parameters, training) =>
      inLayer(name, () => {
        requireFeatures(x, [inputSize]);
        const [kernelValue, bias, centreValue, idleValue, ...others] = parameters as readonly [
          Value,
          Value,
          Value,
          Value,
          ...Value[],
        ];
        const preActivations = relu(centredProduct(x, kernelValue, bias, centreValue));
        const code = chosen.apply(preActivations, others, training);
        const zero = scalar(0, x.dtype);
        const isActive = greater(reduceSum(code, [0]), zero);
        const samples = cast(sizeOf(x, 0), x.dtype);
        training?.update(idle, select(isActive, zero, add(idleValue, samples)));
        return concat([code, preActivations], 1);
      }),
  });
  return { ...layer, selection, kernel, centre, idle, selecting: chosen.parameters };
}

/**
 * (x - centre) kernel + bias. The derived gradient for the centre would be the sum over the batch of a product as large as that of the layer: the
 * product of the sum is the same, and takes a batch's part of the time.
 */
function centredProduct(x: Value, kernel: Value, bias: Value, centre: Value): Value {
  const [size, width] = kernel.shape as readonly [number, number];
  const centred = subtract(x, centre);
  return withGradient(matMul(centred, kernel, { bias }), [x, kernel, bias, centre], (gradient) => {
    const sum = reduceSum(gradient, [0]);
    const ofCentre = matMul(reshape(sum, [1, width]), kernel, { transposeB: true });
    return [
      matMul(gradient, kernel, { transposeB: true }),
      matMul(centred, gradient, { transposeA: true }),
      sum,
      multiply(reshape(ofCentre, [size]), -1),
    ];
  });
}

/** A kernel whose columns start with length 1. */
function unitColumns(kernel: Parameter): Parameter {
  const [rows, columns] = kernel.shape as readonly [number, number];
  return {
    ...kernel,
    initialize: (random) => {
      const values = kernel.initialize(random);
      const squares = new Float64Array(columns);
      for (const [index, value] of values.entries()) {
        squares[index % columns] = (squares[index % columns] as number) + value ** 2;
      }
      for (let index = 0; index < rows * columns; index++) {
        const length = Math.sqrt(squares[index % columns] as number);
        // Of a kernel of zeros there are no directions.
        if (length > 0) values[index] = (values[index] as number) / length;
      }
      return values;
    },
  };
}
