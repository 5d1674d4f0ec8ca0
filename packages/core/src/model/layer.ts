import * as z from "zod";
import { checkArgument, functionSchema, nameSchema, refuse, whole } from "../arguments.ts";
import { requireValue, type Value } from "../graph/value.ts";
import { type ActivationName, activationSchema } from "./activation.ts";
import { classCountSchema } from "./class-count.ts";
import type { Noise } from "./noise.ts";
import type { Parameter } from "./parameter.ts";

/** Sizes without the batch axis: `[features]`, or `[channels, height, width]`. */
export type FeatureShape = readonly number[];

/** A step of a network: an immutable record that can put itself into a graph. */
export interface Layer {
  /** Unique in its model, such as `encoder.code`; errors of shape name it. */
  readonly name: string;
  /** The kind of layer, as architectures name it: `dense`. */
  readonly kind: string;
  /** For people: `dense 784 -> 32, relu`. */
  readonly description: string;
  /** The activation that it applies, where it applies one. */
  readonly activation?: ActivationName;
  readonly parameters: readonly Parameter[];
  /** How many classes there are, where it must be told the class of each sample. */
  readonly classes?: number;
  /**
   * Whether the parameters, each as rows, are best kept as one matrix while training: the layer joins them anyway, and
   * the optimiser has one tensor instead of several.
   */
  readonly stacked: boolean;
  readonly inputShape: FeatureShape;
  readonly outputShape: FeatureShape;
  /** Multiply-adds of its matrix products and convolutions for one image, forward. */
  readonly multiplyAdds: number;
  /**
   * Its result on `[batch, ...inputShape]`; `parameters` are in the order of the record's own.
   * @param training while it is trained; without, the layer is used as it was learnt
   * @param classes of the samples, one-hot, `[batch, classes]`, or `[1, classes]` of all; given where the layer has {@link Layer.classes}
   */
  readonly apply: (x: Value, parameters: readonly Value[], training?: TrainingPass, classes?: Value) => Value;
}

/** What a layer may use, and must tell, while it is trained. */
export interface TrainingPass {
  readonly noise: Noise;
  /** Notes what a parameter that is not trainable becomes after this step. */
  readonly update: (statistic: Parameter, next: Value) => void;
  /** Changes what the optimiser makes of a trainable parameter in this step: `moved` is its value after it. */
  readonly project: (parameter: Parameter, change: (moved: Value) => Value) => void;
  /** How much of the training is over before this step: a float32 scalar from 0 to 1. */
  readonly progress: () => Value;
}

const shapeSchema = z.array(whole(1));
const parameterSchema: z.ZodType<Parameter> = z.object({
  name: nameSchema,
  shape: shapeSchema,
  trainable: z.boolean(),
  initialize: functionSchema<Parameter["initialize"]>(),
});
const layersSchema: z.ZodType<readonly Layer[]> = z.array(
  z.object({
    name: nameSchema,
    description: z.string(),
    parameters: z.array(parameterSchema),
    stacked: z.boolean(),
    inputShape: shapeSchema,
    outputShape: shapeSchema,
    multiplyAdds: whole(0),
    apply: functionSchema<Layer["apply"]>(),
    kind: nameSchema,
    activation: activationSchema.exactOptional(),
    classes: classCountSchema.exactOptional(),
  }),
);

const passSchema = z.object({
  noise: z.object({ bits: functionSchema<Noise["bits"]>() }),
  update: functionSchema<TrainingPass["update"]>(),
  project: functionSchema<TrainingPass["project"]>(),
  progress: functionSchema<TrainingPass["progress"]>(),
});

/** The layer, whose `apply` looks at what it is given. @throws UsageError on what are no values of a graph */
export function guardedLayer(layer: Layer): Layer {
  const { name, parameters: own } = layer;
  return {
    ...layer,
    apply: (x, parameters, training, classes) => {
      requireValue(x, name, "x");
      if (!Array.isArray(parameters) || parameters.length !== own.length) {
        refuse(`a list of ${own.length}, a value for each parameter`, parameters, name, "parameters");
      }
      for (const [index, value] of parameters.entries()) requireValue(value, name, `parameters[${index}]`);
      if (training !== undefined) checkArgument(passSchema, training, name, "training");
      if (classes !== undefined) requireValue(classes, name, "classes");
      return layer.apply(x, parameters, training, classes);
    },
  };
}

/** Lists that were found to be of layers. */
const known = new WeakSet<object>();

/** @throws UsageError on anything but a list of layers */
export function requireLayers(given: unknown, call: string, name: string): void {
  if (typeof given === "object" && given !== null && known.has(given)) return;
  checkArgument(layersSchema, given, call, name, "give layers as dense makes them");
  known.add(given as object);
}
