import * as z from "zod";
import { checkArgument, nameSchema, recordSchema, whole } from "../arguments.ts";
import { requireShape, type SampleShape } from "../data/samples/shape.ts";
import { UsageError } from "../errors.ts";
import { add, subtract } from "../graph/operators/arithmetic.ts";
import { stopGradient } from "../graph/operators/custom-gradient.ts";
import { reshape } from "../graph/operators/shaping.ts";
import type { Value } from "../graph/value.ts";
import { nameOf } from "../kinds/schema.ts";
import { classCountSchema } from "./class-count.ts";
import { codeStandardisation } from "./code-standardisation.ts";
import { codeOf, codes } from "./codes/codes.ts";
import { conditionOf } from "./condition.ts";
import { frozenLayers } from "./frozen-layers.ts";
import { type Layer, requireLayers, type TrainingPass } from "./layer.ts";
import { dense } from "./layers/dense.ts";
import { applyLayers, type Model, type ParameterValues, requireModel } from "./model.ts";
import type { Scaling } from "./scaling.ts";

/** The encoder of an autoencoder and a head, which gives a logit for each class: `[batch, classes]`. */
export interface Classifier {
  readonly name: string;
  readonly sampleShape: SampleShape;
  readonly sampleSize: number;
  /** By what samples that are not bounded are standardised; absent where they are. */
  readonly scaling?: Scaling;
  /** The kind of code that the head is given, and how many values it has. */
  readonly code: string;
  readonly latentSize: number;
  readonly encoder: readonly Layer[];
  readonly head: readonly Layer[];
  /** Both, in order. */
  readonly layers: readonly Layer[];
  readonly classes: number;
}

/** What is put on an encoder. */
export interface ClassifierOptions {
  /** How many classes there are, 2 to 256. */
  readonly classes: number;
  /** Units of hidden layers with relu, the first one first; none unless given: the head is multinomial logistic regression. */
  readonly hidden?: readonly number[];
  /** Whether training moves the encoder, too; it stays as it is unless given. */
  readonly fineTune?: boolean;
}

/** The units of a head's hidden layers. */
export const headSchema: z.ZodType<readonly number[]> = z.array(whole(1, 65_536)).max(20);

const optionsSchema = recordSchema<ClassifierOptions>({
  classes: classCountSchema,
  hidden: headSchema.exactOptional(),
  fineTune: z.boolean().exactOptional(),
});

/**
 * A classifier on the encoder of an autoencoder, whose parameters keep their names; those of the head are `head.dense1.kernel`, ...,
 * `head.output.kernel` and their biases, after `head.code.mean` and `head.code.deviation`, by which codes are standardised. The head is given the code as it is measured: of a Gaussian code the means. A codebook stays
 * as it is, since no gradient of a class reaches it.
 * @throws HourglassError on what is no model, and on options that are none
 */
export function buildClassifier(model: Model, options: ClassifierOptions): Classifier {
  requireModel(model, "buildClassifier");
  const {
    classes,
    hidden = [],
    fineTune = false,
  } = checkArgument(optionsSchema, options, "buildClassifier", "options");
  const { name, sampleShape, sampleSize, scaling, code, latentSize } = model;
  const told = conditionOf(model);
  if (told !== undefined) {
    throw new UsageError(
      `buildClassifier: model: expected an autoencoder that is not told the classes, which a classifier is to find; found ${name}, ` +
        `whose halves are told which of ${told} a sample is of: choose another`,
    );
  }
  const kept = fineTune ? firstOfCodebook(model) : 0;
  const encoder = fineTune
    ? [...model.encoder.slice(0, kept), ...frozenLayers(model.encoder.slice(kept))]
    : frozenLayers(model.encoder);
  const sizes = [latentSize, ...hidden];
  const head = [
    codeStandardisation("head.code", latentSize),
    ...hidden.map((units, index) => dense(`head.dense${index + 1}`, sizes[index] as number, units, "relu")),
    dense("head.output", sizes.at(-1) as number, classes, "linear"),
  ];
  return {
    name: `${name} classifier`,
    ...{ sampleShape, sampleSize, code, latentSize, encoder, head, classes },
    layers: [...encoder, ...head],
    ...(scaling === undefined ? {} : { scaling }),
  };
}

/** The place of the layer that has the codebook; the number of layers where there is none. */
function firstOfCodebook({ code, encoder }: Model): number {
  return codeOf({ code }).entries === undefined ? encoder.length : encoder.length - 1;
}

const classifierSchema = z.object({
  name: nameSchema,
  sampleSize: whole(1),
  code: nameOf(codes),
  latentSize: whole(1),
  classes: classCountSchema,
});

/**
 * A classifier that was given.
 * @throws UsageError on anything else
 */
export function requireClassifier(given: unknown, call: string, name = "classifier"): Classifier {
  checkArgument(classifierSchema, given, call, name, "give what buildClassifier returns");
  const classifier = given as Classifier;
  requireShape(classifier.sampleShape, call, `${name}.sampleShape`);
  for (const part of ["encoder", "head", "layers"] as const) {
    requireLayers(classifier[part], call, `${name}.${part}`);
  }
  return classifier;
}

/** The logits `[batch, classes]` of `[batch, sampleSize]` values as the network sees them. */
export function classLogits(
  classifier: Classifier,
  parameters: ParameterValues,
  samples: Value,
  training?: TrainingPass,
): Value {
  const codes = givenCodes(classifier, parameters, samples, training);
  return applyLayers(classifier.head, parameters, codes, training);
}

/** `[batch, latentSize]`: what the head is given. */
function givenCodes(
  { encoder, code }: Classifier,
  parameters: ParameterValues,
  samples: Value,
  training: TrainingPass | undefined,
): Value {
  const kind = codeOf({ code });
  if (training === undefined || kind.entries === undefined) {
    return kind.code(applyLayers(encoder, parameters, samples, training));
  }
  // The gradient passes to what entries stand for as if nothing had been put in its place, as when the codebook was learnt.
  const before = applyLayers(encoder.slice(0, -1), parameters, samples, training);
  const entries = kind.code(applyLayers(encoder.slice(-1), parameters, stopGradient(before), training));
  const own = reshape(before, entries.shape);
  return add(own, stopGradient(subtract(entries, own)));
}
