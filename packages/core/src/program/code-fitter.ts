import * as z from "zod";
import { checkArgument } from "../arguments.ts";
import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import { UsageError } from "../errors.ts";
import { gradients } from "../graph/differentiate.ts";
import type { Program, ProgramInput } from "../graph/onnx/serialise.ts";
import { add, multiply } from "../graph/operators/arithmetic.ts";
import { loop } from "../graph/operators/loop.ts";
import { clip, greater, select } from "../graph/operators/selection.ts";
import { expandLike, reduceSum, reshape } from "../graph/operators/shaping.ts";
import { sizeOf } from "../graph/operators/slicing.ts";
import { constant, input, scalar } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import type { ActivationKind } from "../model/activations/activation-kind.ts";
import { codeRange, unfreeCode } from "../model/free-code.ts";
import {
  decodeToLogits,
  type Model,
  modelParameters,
  type ParameterValues,
  requireModel,
} from "../model/model.ts";
import { outputOf } from "../model/outputs/outputs.ts";
import { requireWeights, type Weights } from "../model/parameter.ts";
import { partParameters } from "./coder.ts";
import { lossOf } from "./losses/losses.ts";
import { modelInputs } from "./model-inputs.ts";
import type { AdamOptions } from "./optimizers/adam.ts";
import { optimizerOf } from "./optimizers/optimizers.ts";
import { readSamples, sampleInput } from "./samples.ts";
import { numbersAt, numbersFrom } from "./step-numbers.ts";

/** As in algorithm 1 of its paper. */
const adamOptions: AdamOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, epsilonTo: "corrected" };

/**
 * A program that fits the code of each sample to it: Adam on the sum of the squared errors of their reconstructions, with the decoder as it
 * was learnt. A code has gradients of its own sample alone, so that samples do not influence each other. Each keeps the best of the codes
 * that it met, the first included: none becomes worse. Values are held to the range of the activation that gives codes. (Codes that
 * are refined by gradients: Kim, Wiseman, Miller, Sontag and Rush, "Semi-amortized variational autoencoders", 2018, section 3.)
 *
 * Inputs: `images` uint8 `[batch, sampleSize]` (of other samples under their name, float32), `codes` float32 `[batch, latentSize]` (where
 * they begin), `deviations` float32 `[latentSize]` (of each value of a code: steps are in this unit, so that the scale of a value does not
 * matter, and one of deviation 0 stays) and `learning_rate` float32 `[steps]`. Outputs: `fitted_codes` like `codes`, and `sse_before`
 * and `sse_after` float32 `[batch]`, squared errors summed over the values of each sample as the model sees them.
 * @param precision in which Adam's numbers of each step are computed, once a run
 * @throws UsageError on what is no model, and where values of its codes are not free: entries of a codebook, atoms, a choice of values
 * @throws HourglassError on weights of another model
 */
export function codeFitterProgram(
  model: Model,
  weights: Weights,
  precision: "float64" | "float32" = "float64",
): Program {
  requireModel(model, "codeFitterProgram");
  requireFreeCode(model);
  checkArgument(z.enum(["float64", "float32"]), precision, "codeFitterProgram", "precision");
  const { title, plural, value } = kindOfSamples(model.sampleShape);
  const samples = sampleInput(model, "batch");
  const { codes, deviations, learningRate, list } = fittingInputs(model);
  const { parameters, listed } = modelInputs(
    [samples, ...list],
    partParameters("decoder", model),
    model.decoder,
  );
  const errorsOf = squaredErrors(model, parameters, readSamples(model, parameters, samples.value));
  const hold = holdTo(codeRange(model));

  const steps = sizeOf(learningRate, 0);
  const numbers = numbersFrom(scalar(0, "int64"), learningRate, adamOptions, precision);
  const zeros = expandLike(constant([0], [1, 1], "float32"), codes);
  const before = errorsOf(codes);
  const { carried } = loop(steps, "steps", [codes, zeros, zeros, codes, before], (iteration, state) => {
    const [code, first, second, bestCode, leastError] = state as readonly [Value, Value, Value, Value, Value];
    const errors = errorsOf(code);
    const [slope] = gradients(reduceSum(errors), [code]) as readonly [Value];
    // Of a move from where the code is, in deviations.
    const { parameter: move, slots } = optimizerOf(adamOptions).update(
      { parameter: zeros, slots: [first, second] },
      multiply(slope, deviations),
      numbersAt(numbers, iteration),
      adamOptions,
    );
    const next = hold(add(code, multiply(move, deviations)));
    return { next: [next, ...slots, ...better(code, errors, bestCode, leastError)], stacked: [] };
  });
  const [last, , , bestCode, leastError] = carried as readonly [Value, Value, Value, Value, Value];
  const [fitted, after] = better(last, errorsOf(last), bestCode, leastError);
  return {
    name: "code_fitter",
    description: `Fits codes of the ${model.name} autoencoder to ${plural} by gradient descent on their squared errors.`,
    inputs: listed().inputs,
    outputs: [
      { name: "fitted_codes", value: fitted, description: "the best codes that were met" },
      ...[
        { name: "sse_before", value: before, of: "the codes that were given" },
        { name: "sse_after", value: after, of: "the fitted codes" },
      ].map(({ name, value: errors, of }) => ({
        name,
        value: reshape(errors, ["batch"]),
        description: `squared error with ${of}, summed over the ${value.many} of the ${title}`,
      })),
    ],
    weights: requireWeights(modelParameters(model), weights, "codeFitterProgram"),
  };
}

/** @throws UsageError where a code is not made of values that may move by little */
function requireFreeCode(model: Model): void {
  const unfree = unfreeCode(model);
  if (unfree === undefined) return;
  throw new UsageError(
    `codeFitterProgram: model: expected one with codes whose values are free, found ${unfree}`,
  );
}

function fittingInputs({ latentSize }: Model): {
  readonly codes: Value;
  readonly deviations: Value;
  readonly learningRate: Value;
  readonly list: readonly ProgramInput[];
} {
  const codes = input("codes", { dtype: "float32", shape: ["batch", latentSize] });
  const deviations = input("deviations", { dtype: "float32", shape: [latentSize] });
  const learningRate = input("learning_rate", { dtype: "float32", shape: ["steps"] });
  return {
    ...{ codes, deviations, learningRate },
    list: [
      { value: codes, description: "codes that fitting begins with" },
      { value: deviations, description: "standard deviation of each value of a code: the unit of steps" },
      { value: learningRate, description: "Adam's learning rate in each step, in deviations" },
    ],
  };
}

/** The squared errors of codes, summed over the values of each sample, `[batch, 1]`; of words of a table those of their probabilities. */
function squaredErrors(model: Model, parameters: ParameterValues, targets: Value): (codes: Value) => Value {
  const { parts: _, ...output } = outputOf(model);
  const { trainable } = lossOf("mse", output);
  return (codes) => reshape(trainable(decodeToLogits(model, parameters, codes), targets), ["batch", 1]);
}

/** Codes and errors where these are less than the least so far, else those. An error that is no number is not. */
function better(code: Value, errors: Value, bestCode: Value, leastError: Value): readonly [Value, Value] {
  const isLess = greater(leastError, errors);
  return [select(isLess, code, bestCode), select(isLess, errors, leastError)];
}

function holdTo(limits: ActivationKind["range"]): (codes: Value) => Value {
  return limits === undefined ? (codes) => codes : (codes) => clip(codes, ...limits);
}
