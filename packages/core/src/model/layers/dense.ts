import * as z from "zod";
import { checkArgument, nameSchema, whole } from "../../arguments.ts";
import { affine, biasAsRow } from "../../graph/operators/affine.ts";
import { inLayer, ShapeError } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { counted } from "../../words.ts";
import { type ActivationName, activationSchema, activations } from "../activation.ts";
import { initializerSchema } from "../initializers/initializers.ts";
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
  readonly initializer?: string | undefined;
}

export const denseKind: LayerKind<"dense", DenseOptions, "activation"> = {
  name: "dense",
  options: { units, activation, tiedTo: z.string().optional(), initializer: initializerSchema },
  takes: "row",
  learns: true,
  example: { units: 5, activation: "tanh" },
  build: (name, shape, { units, activation, tiedTo, initializer }, { encoder }) => {
    if (tiedTo !== undefined && initializer !== undefined) {
      throw new ShapeError(`tied to ${tiedTo}, it has no kernel of its own: leave its initializer out`);
    }
    return dense(name, rowSize(shape), units, activation, layerToShare(tiedTo, encoder), initializer);
  },
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
 * A fully connected layer: activation(x kernel + bias), kernel `[inputSize, outputSize]`, bias `[outputSize]`,
 * which starts at zero.
 * @param tied a layer whose kernel it uses as well, transposed (Vincent and others, "Stacked denoising autoencoders",
 * 2010, section 2.2): one from `outputSize` to `inputSize`
 * @param initializer how its own kernel starts: "glorot-uniform" by default, "he-normal", "normal:0.05"
 */
export function dense(
  name: string,
  inputSize: number,
  outputSize: number,
  activation: ActivationName,
  tied?: Layer,
  initializer?: string,
): Layer {
  checkArgument(nameSchema, name, "dense", "name");
  checkArgument(sizeSchema, inputSize, "dense", "inputSize");
  checkArgument(sizeSchema, outputSize, "dense", "outputSize");
  checkArgument(activationSchema, activation, "dense", "activation");
  checkArgument(initializerSchema, initializer, "dense", "initializer");
  if (tied !== undefined) requireLayers([tied], "dense", "tied");
  const fans = { fanIn: inputSize, fanOut: outputSize };
  const source = tied === undefined ? "" : `, kernel of ${tied.name}`;
  return guardedLayer({
    name,
    kind: "dense",
    activation,
    description: `dense ${inputSize} -> ${outputSize}${source}, ${activation}`,
    parameters: [
      tied === undefined
        ? kernelParameter(`${name}.kernel`, [inputSize, outputSize], fans, initializer)
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
      return inLayer(name, () =>
        activations.of(activation).apply(affine(x, kernel, bias, tied !== undefined)),
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
