import { matMul } from "../graph/operators/product.ts";
import { inLayer } from "../graph/type.ts";
import type { Value } from "../graph/value.ts";
import { type ActivationName, activations } from "./activation.ts";
import type { Layer } from "./layer.ts";
import { glorotUniform, type Parameter, zeros } from "./parameter.ts";

/**
 * A fully connected layer: activation(x kernel + bias), kernel `[inputSize, outputSize]` from Glorot's uniform
 * distribution, bias `[outputSize]` zero.
 */
export function dense(
  name: string,
  inputSize: number,
  outputSize: number,
  activation: ActivationName,
): Layer {
  const kernel: Parameter = {
    name: `${name}.kernel`,
    shape: [inputSize, outputSize],
    initialize: glorotUniform(inputSize, outputSize, inputSize * outputSize),
  };
  const bias: Parameter = { name: `${name}.bias`, shape: [outputSize], initialize: zeros(outputSize) };
  return {
    name,
    description: `dense ${inputSize} -> ${outputSize}, ${activation}`,
    parameters: [kernel, bias],
    inputSize,
    outputSize,
    multiplyAdds: inputSize * outputSize,
    apply: (x, parameters) => {
      const [kernelValue, biasValue] = parameters as readonly [Value, Value];
      return inLayer(name, () => activations[activation](matMul(x, kernelValue, { bias: biasValue })));
    },
  };
}
