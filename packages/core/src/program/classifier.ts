import type { Program } from "../graph/onnx/serialise.ts";
import { exp } from "../graph/operators/functions.ts";
import { logSoftmax } from "../graph/operators/log-softmax.ts";
import { inputLabel } from "../graph/operators/source.ts";
import { type Classifier, classLogits, requireClassifier } from "../model/classifier.ts";
import { networkParameters } from "../model/network.ts";
import { requireWeights, type Weights } from "../model/parameter.ts";
import { modelInputs } from "./model-inputs.ts";
import { floatInput, standardise } from "./samples.ts";

/**
 * `images` float32 `[batch, sampleSize]` in [0, 1] (of other samples under their name, in their own units) to `probabilities` float32
 * `[batch, classes]`, the softmax of the logits.
 * @throws HourglassError on what is no classifier, and on weights of another
 */
export function classifierProgram(classifier: Classifier, weights: Weights): Program {
  requireClassifier(classifier, "classifierProgram");
  const wanted = networkParameters(classifier);
  requireWeights(wanted, weights, "classifierProgram");
  const given = floatInput(classifier);
  const { parameters, listed } = modelInputs([given], wanted);
  const samples = standardise(classifier, parameters, given.value);
  return {
    name: "classifier",
    description: `The ${classifier.name}: ${inputLabel(given.value)} to probabilities.`,
    inputs: listed().inputs,
    outputs: [
      {
        name: "probabilities",
        value: exp(logSoftmax(classLogits(classifier, parameters, samples))),
        description: `the probability of each of ${classifier.classes} classes`,
      },
    ],
    weights,
  };
}
