import { checkArgument } from "../arguments.ts";
import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import { add, multiply, subtract } from "../graph/operators/arithmetic.ts";
import { log } from "../graph/operators/functions.ts";
import { clip } from "../graph/operators/selection.ts";
import { reduceSum } from "../graph/operators/shaping.ts";
import type { Value } from "../graph/value.ts";
import { decodeToLogits, encode, type Model, modelParameters, requireModel } from "../model/model.ts";
import { layersOf } from "../model/network.ts";
import { outputOf } from "../model/outputs/outputs.ts";
import { withArticle } from "../words.ts";
import { type Corruption, corrupt, levelInput, measuredCorruptionSchema } from "./corruptions/corruptions.ts";
import type { StoredError } from "./losses/loss-kind.ts";
import { lossOf, storedErrors } from "./losses/losses.ts";
import { modelInputs } from "./model-inputs.ts";
import type { NoisyProgram } from "./noise-inputs.ts";
import { readSamples, sampleInput } from "./samples.ts";

/**
 * The evaluation program: `images` uint8 `[batch, sampleSize]` (of other samples under their name, float32) and every parameter to `mse`
 * and, where samples are bounded, `bce` (nats), float32 `[batch]`, means over the values of each sample as the model sees them.
 * Where the output is not the sigmoid, `bce` is that of the reconstructions held to [1e-7, 1 - 1e-7], as Keras holds them.
 * @param corruption spoils what the encoder sees, its level being the input `level`; errors are against the clean sample
 * @throws UsageError on what is no model, and what is no corruption
 */
export function evaluatorProgram(model: Model, corruption?: Corruption): NoisyProgram {
  requireModel(model, "evaluatorProgram");
  checkArgument(measuredCorruptionSchema.optional(), corruption, "evaluatorProgram", "corruption");
  const { sampleShape } = model;
  const { title, value } = kindOfSamples(sampleShape);
  const given = sampleInput(model, "batch");
  const level = corruption && levelInput(corruption);
  const asked = level === undefined ? [given] : [given, level];
  const { parameters, noise, listed } = modelInputs(asked, modelParameters(model), layersOf(model));
  const samples = readSamples(model, parameters, given.value);
  const seen =
    corruption === undefined ? samples : corrupt(samples, corruption, { sampleShape, noise }, level?.value);
  const logits = decodeToLogits(model, parameters, encode(model, parameters, seen));
  return {
    name: "evaluator",
    description: `Errors of the ${model.name} autoencoder, one ${withArticle(title)}.`,
    ...listed(),
    outputs: storedErrors(sampleShape).map((name) => ({
      name,
      value: multiply(errorOf(model, name, logits, samples), 1 / model.sampleSize),
      description: `${lossOf(name).kind.phrase({})}, mean over the ${value.many} of the ${title}`,
    })),
  };
}

/** What a reconstruction is held to where it is no probability by itself: Keras's epsilon. */
const smallestProbability = 1e-7;

/** An error summed over the values of each sample. */
function errorOf(model: Model, name: StoredError, logits: Value, targets: Value): Value {
  // Of what is shown, words have errors as numbers have: of their probabilities.
  const { parts: _, ...output } = outputOf(model);
  const { kind, ofImages } = lossOf(name, output);
  if (kind.needsOutput === undefined || kind.needsOutput === output.name) return ofImages(logits, targets);
  const p = clip(output.apply(logits), smallestProbability, 1 - smallestProbability);
  const likelihoods = add(multiply(targets, log(p)), multiply(subtract(1, targets), log(subtract(1, p))));
  return multiply(reduceSum(likelihoods, [1]), -1);
}
