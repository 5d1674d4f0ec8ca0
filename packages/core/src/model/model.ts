import * as z from "zod";
import { checkArgument, isRecord, nameSchema, refuse, repeated, seedSchema, whole } from "../arguments.ts";
import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import { requireShape, type SampleShape, sampleSize, seenSize } from "../data/samples/shape.ts";
import { UsageError } from "../errors.ts";
import { ShapeError } from "../graph/type.ts";
import type { Value } from "../graph/value.ts";
import { nameOf } from "../kinds/schema.ts";
import { counted, sizeWords } from "../words.ts";
import { type Architecture, parseArchitecture } from "./architecture.ts";
import { codeOf, codes, defaultCode } from "./codes/codes.ts";
import { conditionAmong } from "./condition.ts";
import { type FeatureShape, type Layer, requireLayers, type TrainingPass } from "./layer.ts";
import { networkParameters, trainableCount } from "./network.ts";
import { defaultOutput, outputFor, outputOf, outputs } from "./outputs/outputs.ts";
import { type Parameter, seededWeights, type Weights } from "./parameter.ts";
import { featureCount } from "./reshaping.ts";
import { type Scaling, scalingOf } from "./scaling.ts";

/**
 * An autoencoder: an encoder from `[batch, seenSize]` values (pixels in [0, 1], standardised numbers, words one-hot) to `[batch,
 * latentSize]` codes, and a decoder from codes to `[batch, seenSize]` values of which its output makes the reconstruction: logits, where
 * that is the sigmoid. Losses start from the logits, where cross-entropy is exact. A model sees as many values as a sample has, but
 * of the rows of a table, where a word is several (`seenSize` of shape.ts).
 */
export interface Model {
  readonly name: string;
  /** Of the samples that it takes: images, rows, series. */
  readonly sampleShape: SampleShape;
  /** The number of values of a sample. */
  readonly sampleSize: number;
  readonly latentSize: number;
  /** What the encoder gives, by the name of its kind: the code, or a distribution over codes. */
  readonly code: string;
  readonly encoder: readonly Layer[];
  readonly decoder: readonly Layer[];
  /** What makes the reconstruction of what the decoder gives, by its name; `sigmoid` unless given. */
  readonly output?: string;
  /** By what samples that are not bounded are standardised; absent where they are. */
  readonly scaling?: Scaling;
  /** What it was built from; absent where it was put together from layers. */
  readonly architecture?: Architecture;
}

/**
 * An autoencoder from its layers.
 * @param output `sigmoid` unless given, or `linear` for samples that are not bounded
 * @throws ShapeError naming two neighbouring layers whose sizes differ
 * @throws UsageError on what are no layers, on two parameters of one name, and on an output that cannot give such samples
 */
export function createModel(
  name: string,
  sampleShape: SampleShape,
  encoder: readonly Layer[],
  decoder: readonly Layer[],
  code: string = defaultCode,
  output?: string,
): Model {
  checkArgument(nameSchema, name, "createModel", "name");
  const shape = requireShape(sampleShape, "createModel", "sampleShape");
  requireLayers(encoder, "createModel", "encoder");
  requireLayers(decoder, "createModel", "decoder");
  checkArgument(nameOf(codes), code, "createModel", "code");
  if (output !== undefined) checkArgument(nameOf(outputs), output, "createModel", "output");
  const made = outputFor(shape, output);
  const { title } = kindOfSamples(shape);
  const size = seenSize(shape);
  const encoded = chain([size], `the ${title}`, encoder);
  if (encoded.shape.length !== 1) {
    throw new ShapeError(`${encoded.from} gives [${batched(encoded.shape)}], but a code is [batch, values]`);
  }
  const encodedSize = featureCount(encoded.shape);
  const { valuesEach, misfit, layer, entries, dictionary } = codeOf({ code });
  // What such a code is made of, its own layer has.
  const lacksLayer =
    (entries !== undefined || dictionary !== undefined) && encoder.at(-1)?.kind !== layer?.name;
  if (encodedSize % valuesEach !== 0 || lacksLayer) {
    throw new ShapeError(`${encoded.from} gives [batch, ${encodedSize}], but a ${code} code is ${misfit}`);
  }
  const latentSize = encodedSize / valuesEach;
  const decoded = chain([latentSize], valuesEach === 1 ? encoded.from : "the code", decoder);
  if (decoded.shape.join() !== String(size)) {
    throw new ShapeError(
      `${decoded.from} gives [${batched(decoded.shape)}], but the ${title} is [batch, ${size}]`,
    );
  }
  const scaling = scalingOf(shape);
  const parts = { encoder, decoder, ...(scaling === undefined ? {} : { scaling }) };
  requireOneCondition([...encoder, ...decoder]);
  requireHoldable(modelParameters(parts));
  const other = made === defaultOutput ? {} : { output: made };
  return { name, sampleShape: shape, sampleSize: sampleSize(shape), latentSize, code, ...parts, ...other };
}

/** An array, and a file of ONNX, has at most 2 GiB. */
const mostValues = 2 ** 29 - 1;

/** Bytes of memory that training takes for a parameter, with its gradient and moments, by measurements. */
export const trainingBytes = 80;

/** @throws ShapeError where two layers are told classes of different numbers: a sample has one class */
function requireOneCondition(layers: readonly Layer[]): void {
  const [first, ...others] = layers.filter(({ classes }) => classes !== undefined);
  const other = others.find(({ classes }) => classes !== first?.classes);
  if (first === undefined || other === undefined) return;
  throw new ShapeError(
    `layer ${first.name} is told one of ${first.classes} classes, and layer ${other.name} one of ${other.classes}: give both the same number`,
  );
}

/** @throws UsageError where two parameters have one name, or all together are more than a file holds */
function requireHoldable(parameters: readonly Parameter[]): void {
  const twice = repeated(parameters.map(({ name }) => name));
  if (twice !== undefined) {
    throw new UsageError(`two parameters are called ${twice}: give one of the two layers another name`);
  }
  const values = parameters.reduce((total, { shape }) => total + featureCount(shape), 0);
  if (values > mostValues) {
    throw new UsageError(
      `a model has at most ${counted(mostValues, "parameter")} (2 GiB), and this one has ${counted(values, "parameter")}, ` +
        `which would take about ${sizeWords(trainingBytes * values)} of memory to train: give its layers fewer units`,
    );
  }
}

const modelSchema = z.object({
  name: nameSchema,
  sampleSize: whole(1),
  latentSize: whole(1),
  code: nameOf(codes),
  output: nameOf(outputs).optional(),
});

/**
 * A model that was given.
 * @throws UsageError on anything else
 */
export function requireModel(given: unknown, call: string, name = "model"): Model {
  const advice = "give what buildModel, buildArchitecture or createModel returns";
  const facts = checkArgument(modelSchema, given, call, name, advice);
  const model = given as Model;
  const shape = requireShape(model.sampleShape, call, `${name}.sampleShape`);
  requireLayers(model.encoder, call, `${name}.encoder`);
  requireLayers(model.decoder, call, `${name}.decoder`);
  if (model.architecture !== undefined)
    parseArchitecture(model.architecture, `${call}: ${name}.architecture`);
  const made = createModel(facts.name, shape, model.encoder, model.decoder, facts.code, facts.output);
  if (made.sampleSize !== facts.sampleSize || made.latentSize !== facts.latentSize) {
    throw new UsageError(
      `${call}: ${name}: the layers make codes of ${made.latentSize} values of ${kindOfSamples(shape).plural} of ${made.sampleSize}, ` +
        `but the model says ${facts.latentSize} and ${facts.sampleSize}; ${advice}`,
    );
  }
  return model;
}

/** The shape after `layers`, and what gives it. @throws ShapeError naming both where one does not follow the other */
function chain(
  shape: FeatureShape,
  from: string,
  layers: readonly Layer[],
): { readonly shape: FeatureShape; readonly from: string } {
  return layers.reduce(
    (before, layer) => {
      if (layer.inputShape.join() !== before.shape.join()) {
        throw new ShapeError(
          `layer ${layer.name} takes [${batched(layer.inputShape)}], but ${before.from} gives [${batched(before.shape)}]`,
        );
      }
      return { shape: layer.outputShape, from: `layer ${layer.name}` };
    },
    { shape, from },
  );
}

const batched = (shape: FeatureShape): string => ["batch", ...shape].join(", ");

/**
 * Every parameter in the order of the layers, those that are not trainable included; one that layers share comes once. Those that
 * samples are standardised by come last.
 */
export function modelParameters(model: Pick<Model, "encoder" | "decoder" | "scaling">): readonly Parameter[] {
  if (!isRecord(model)) refuse("a record with encoder, decoder", model, "modelParameters", "model");
  const { encoder, decoder } = model;
  requireLayers(encoder, "modelParameters", "model.encoder");
  requireLayers(decoder, "modelParameters", "model.decoder");
  return networkParameters(model);
}

/** The number of trainable values. */
export function parameterCount(model: Pick<Model, "encoder" | "decoder">): number {
  modelParameters(model);
  return trainableCount(model);
}

/**
 * Initial values: every parameter draws from a sequence of its own, so that its place does not matter.
 * @param seed a whole number from 0 to 2^32 - 1
 */
export function initialWeights(model: Model, seed: number): Weights {
  requireModel(model, "initialWeights");
  checkArgument(seedSchema, seed, "initialWeights", "seed");
  return seededWeights(modelParameters(model), seed);
}

/** Values of the parameters in a graph, by name; with the classes of the samples, where layers are told them (condition.ts). */
export type ParameterValues = ReadonlyMap<string, Value>;

/** `[batch, seenSize]` values, as a model sees them, to what the last layer of the encoder gives, of which the kind of code makes codes. */
export function encoderOutput(
  model: Model,
  parameters: ParameterValues,
  samples: Value,
  training?: TrainingPass,
): Value {
  return applyLayers(model.encoder, parameters, samples, training);
}

/** `[batch, seenSize]` values, as a model sees them, to `[batch, latentSize]` codes: for a Gaussian code, to the means. */
export function encode(
  model: Model,
  parameters: ParameterValues,
  samples: Value,
  training?: TrainingPass,
): Value {
  return codeOf(model).code(encoderOutput(model, parameters, samples, training));
}

/** `[batch, latentSize]` codes to the `[batch, seenSize]` values of which the output makes reconstructions: logits, for the sigmoid. */
export function decodeToLogits(
  model: Model,
  parameters: ParameterValues,
  codes: Value,
  training?: TrainingPass,
): Value {
  return applyLayers(model.decoder, parameters, codes, training);
}

/** `[batch, latentSize]` codes to `[batch, seenSize]` reconstructions, as a model sees samples. */
export function decode(model: Model, parameters: ParameterValues, codes: Value): Value {
  return outputOf(model).apply(decodeToLogits(model, parameters, codes));
}

/** What layers make of `input`, one after the other. */
export function applyLayers(
  layers: readonly Layer[],
  parameters: ParameterValues,
  input: Value,
  training: TrainingPass | undefined,
): Value {
  return layers.reduce((x, layer) => applyLayer(layer, parameters, x, training), input);
}

/** What a layer makes of `input`, which is told the classes of the samples where it needs them. */
export function applyLayer(
  layer: Layer,
  parameters: ParameterValues,
  input: Value,
  training?: TrainingPass,
): Value {
  const values = layer.parameters.map(({ name }) => parameters.get(name) as Value);
  return layer.apply(
    input,
    values,
    training,
    layer.classes === undefined ? undefined : conditionAmong(parameters),
  );
}
