import { z } from "zod";
import { checkArgument, nameSchema, whole } from "../../arguments.ts";
import { factored, multiply } from "../../graph/operators/arithmetic.ts";
import { withGradient } from "../../graph/operators/custom-gradient.ts";
import { matMul } from "../../graph/operators/product.ts";
import { reshape } from "../../graph/operators/shaping.ts";
import { concat, pad } from "../../graph/operators/slicing.ts";
import { inLayer, ShapeError } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { counted } from "../../words.ts";
import { type ActivationName, activationSchema, activations } from "../activation.ts";
import { guardedLayer, type Layer, requireLayers } from "../layer.ts";
import { kernelParameter, type Parameter, vectorParameter } from "../parameter.ts";
import { rowSize } from "./features.ts";
import type { LayerKind } from "./layer-kind.ts";
import { activation, units } from "./options.ts";

interface DenseOptions {
  readonly units: number;
  readonly activation: ActivationName;
  /** A dense layer of the encoder, by its name, whose kernel one of the decoder uses, transposed. */
  readonly tiedTo?: string | undefined;
}

export const denseKind: LayerKind<"dense", DenseOptions, "activation"> = {
  name: "dense",
  options: { units, activation, tiedTo: z.string().optional() },
  takes: "row",
  learns: true,
  example: { units: 5, activation: "tanh" },
  build: (name, shape, { units, activation, tiedTo }, { encoder }) =>
    dense(name, rowSize(shape), units, activation, layerToShare(tiedTo, encoder)),
};

function layerToShare(name: string | undefined, encoder: readonly Layer[]): Layer | undefined {
  if (name === undefined) return undefined;
  const layer = encoder.find((one) => one.name === name);
  if (layer !== undefined) return layer;
  const names = encoder.filter(({ parameters }) => parameters.length > 0).map((one) => one.name);
  throw new ShapeError(
    `tied to ${name}: expected a layer of the encoder, for one of the decoder` +
      (names.length === 0 ? "" : `: ${names.join(", ")}`),
  );
}

/**
 * A fully connected layer: activation(x kernel + bias), kernel `[inputSize, outputSize]` from Glorot's uniform
 * distribution, bias `[outputSize]` zero.
 * @param tied a layer whose kernel it uses as well, transposed (Vincent and others, "Stacked denoising autoencoders",
 * 2010, section 2.2): one from `outputSize` to `inputSize`
 */
export function dense(
  name: string,
  inputSize: number,
  outputSize: number,
  activation: ActivationName,
  tied?: Layer,
): Layer {
  checkArgument(nameSchema, name, "dense", "name");
  checkArgument(sizeSchema, inputSize, "dense", "inputSize");
  checkArgument(sizeSchema, outputSize, "dense", "outputSize");
  checkArgument(activationSchema, activation, "dense", "activation");
  if (tied !== undefined) requireLayers([tied], "dense", "tied");
  const source = tied === undefined ? "" : `, kernel of ${tied.name}`;
  return guardedLayer({
    name,
    kind: "dense",
    activation,
    description: `dense ${inputSize} -> ${outputSize}${source}, ${activation}`,
    parameters: [
      tied === undefined
        ? kernelParameter(`${name}.kernel`, [inputSize, outputSize], inputSize, outputSize)
        : kernelToShare(tied, inputSize, outputSize),
      vectorParameter(`${name}.bias`, outputSize),
    ],
    // A kernel that is shared is kept with the layer that has it.
    stacked: tied === undefined && biasAsRow(inputSize, outputSize),
    inputShape: [inputSize],
    outputShape: [outputSize],
    multiplyAdds: inputSize * outputSize,
    apply: (x, parameters) => {
      const [kernelValue, biasValue] = parameters as readonly [Value, Value];
      return inLayer(name, () =>
        activations
          .of(activation)
          .apply(
            tied === undefined
              ? affine(x, kernelValue, biasValue)
              : matMul(x, kernelValue, { transposeB: true, bias: biasValue }),
          ),
      );
    },
  });
}

const sizeSchema = whole(1);

/** @throws ShapeError where it does not have the shape that this layer's kernel would have, transposed */
function kernelToShare({ name, parameters }: Layer, inputSize: number, outputSize: number): Parameter {
  const kernel = parameters[0];
  if (kernel?.shape.join() !== `${outputSize},${inputSize}`) {
    throw new ShapeError(
      `tied to ${name}, it needs a dense layer from ${outputSize} to ${counted(inputSize, "value")} there, ` +
        `found ${kernel === undefined ? "no kernel" : `a kernel [${kernel.shape.join(", ")}]`}`,
    );
  }
  return kernel;
}

/**
 * Where the result is wider than the input, the bias is one more row of the kernel, and the input gets a column of ones:
 * that widens the product by one row, while to add the bias, and to sum its gradient, are passes over the whole result.
 */
function biasAsRow(inputSize: number, outputSize: number): boolean {
  return inputSize < outputSize;
}

/** x kernel + bias */
function affine(x: Value, kernel: Value, bias: Value): Value {
  const [inputSize, outputSize] = kernel.shape as readonly [number, number];
  // Widened below, wrong shapes would be refused all the same, but not in terms that the caller knows.
  if (x.shape.at(-1) !== inputSize || !biasAsRow(inputSize, outputSize)) return matMul(x, kernel, { bias });
  const ones = pad(x, 1, 0, 1, 1);
  const rows = concat([kernel, reshape(bias, [1, outputSize])], 0);
  const product = matMul(ones, rows);
  if (inputSize > cheaplyCopied) return product;
  // Without the row of the bias, the gradient for x has no column that would be computed and cut off: one above a multiple
  // of the runtime's vectors costs as much as a vector.
  return withGradient(product, [x, rows], (gradient) => {
    // Both products are small beside the gradient: a pass over them costs less than one over it.
    const { tensor, factor } = factored(gradient);
    return [
      multiply(matMul(tensor, kernel, { transposeB: true }), factor),
      multiply(matMul(ones, tensor, { transposeA: true }), factor),
    ];
  });
}

/** Rows of a kernel that can be taken from the matrix it shares with its bias in less time than that saves. */
const cheaplyCopied = 64;
