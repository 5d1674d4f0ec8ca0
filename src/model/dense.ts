import { z } from "zod";
import { checkArgument, nameSchema, whole } from "../arguments.ts";
import { affine, biasAsRow } from "../graph/operators/affine.ts";
import { inLayer, ShapeError } from "../graph/type.ts";
import type { Value } from "../graph/value.ts";
import { counted } from "../words.ts";
import { type ActivationName, activationNames, activations } from "./activation.ts";
import { guardedLayer, type Layer, requireLayers } from "./layer.ts";
import { kernelParameter, type Parameter, vectorParameter } from "./parameter.ts";

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
  checkArgument(z.enum(activationNames), activation, "dense", "activation");
  if (tied !== undefined) requireLayers([tied], "dense", "tied");
  const source = tied === undefined ? "" : `, kernel of ${tied.name}`;
  return guardedLayer({
    name,
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
      const [kernel, bias] = parameters as readonly [Value, Value];
      return inLayer(name, () => activations[activation](affine(x, kernel, bias, tied !== undefined)));
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
