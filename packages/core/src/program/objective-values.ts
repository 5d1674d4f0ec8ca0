import { add, divide, multiply, subtract } from "../graph/operators/arithmetic.ts";
import { cast } from "../graph/operators/selection.ts";
import { reduceSum } from "../graph/operators/shaping.ts";
import { sizeOf } from "../graph/operators/slicing.ts";
import type { Value } from "../graph/value.ts";
import type { CodeDistribution } from "../model/codes/code-kind.ts";
import { codeOf } from "../model/codes/codes.ts";
import { repeatedCondition } from "../model/condition.ts";
import type { TrainingPass } from "../model/layer.ts";
import { decodeToLogits, encoderOutput, type Model, type ParameterValues } from "../model/model.ts";
import type { Noise } from "../model/noise.ts";
import { outputOf } from "../model/outputs/outputs.ts";
import { augmented } from "./augmentations/augmentations.ts";
import { binarize } from "./binarize.ts";
import { type Corruption, corrupt, hiddenValues } from "./corruptions/corruptions.ts";
import { importanceBound } from "./importance-bound.ts";
import { type Loss, lossOf } from "./losses/losses.ts";
import { lossOfHidden } from "./masked-loss.ts";
import type { Objective } from "./objective.ts";
import { addedTerm, penaltyValue } from "./penalties/penalties.ts";

/** An objective in a graph, for a batch: scalars. */
export interface ObjectiveValues {
  readonly objective: Value;
  /** The error of the reconstructions, without the other terms. */
  readonly reconstruction: Value;
  /** The sum of its other terms: that of the code, such as KL(q || p), without beta, and the penalties; absent without one. */
  readonly penalty?: Value;
}

/**
 * The objective on a batch.
 * @param samples `[batch, sampleSize]`, as the model sees them
 * @param training while training; without, layers are used as they were learnt, noise all the same
 */
export function objectiveValues(
  model: Model,
  objective: Objective,
  parameters: ParameterValues,
  samples: Value,
  noise: Noise,
  training?: TrainingPass,
): ObjectiveValues {
  const { loss, penalties = [], corruption, beta = 1, boundSamples = 1 } = objective;
  const { sampleShape } = model;
  const { augmentations = [] } = objective;
  const shown =
    training === undefined || augmentations.length === 0
      ? samples
      : augmented(samples, augmentations, { sampleShape, noise });
  const target = objective.binarize ? binarize(shown, noise) : shown;
  const given = corruption === undefined ? target : corrupt(target, corruption, { sampleShape, noise });
  const batchSize = cast(sizeOf(samples, 0), "float32");
  const kind = codeOf(model);
  const { reduction } = kind;
  const encoded = encoderOutput(model, parameters, given, training);
  const decode = (codes: Value): Value =>
    decodeToLogits(model, repeatedCondition(parameters, boundSamples), codes, training);
  const lossHere = lossOf(loss, outputOf(model));
  if (boundSamples > 1) {
    const how = { samples: boundSamples, noise, loss: lossHere, decode };
    const bound = importanceBound(kind.distribution as CodeDistribution, encoded, target, how);
    return { ...bound, penalty: bound.term };
  }
  const coded = kind.train(encoded, noise, model.encoder, parameters);
  const logits = decode(coded.codes);
  const reconstruction =
    objective.lossOn === "hidden"
      ? hiddenError(model, lossHere, logits, target, corruption as Corruption, noise)
      : divide(
          lossHere.sum(logits, target),
          reduction === "sum" ? batchSize : multiply(batchSize, model.sampleSize),
        );
  const added = addedTerm(kind, penalties) && coded.term;
  const term = added && divide(reduceSum(added), batchSize);
  const posterior = kind.distribution?.moments?.(encoded);
  const penalty = penaltyValue(penalties, {
    ...{ codes: coded.codes, images: given, model, parameters, noise, encoded },
    residual: () => subtract(target, outputOf(model).apply(logits)),
    ...(posterior === undefined ? {} : { posterior }),
    ...(coded.term === undefined ? {} : { term: coded.term }),
    ...(training === undefined ? {} : { progress: training.progress }),
  });
  const unweighted = coded.unweighted && divide(reduceSum(coded.unweighted), batchSize);
  const others = sumOf(term, unweighted, penalty);
  return {
    objective: sumOf(reconstruction, term && multiply(term, beta), unweighted, penalty) as Value,
    reconstruction,
    ...(others === undefined ? {} : { penalty: others }),
  };
}

function sumOf(...terms: readonly (Value | undefined)[]): Value | undefined {
  const [first, ...rest] = terms.filter((term) => term !== undefined);
  return first && rest.reduce((sum, term) => add(sum, term), first);
}

/** The error of the values that the corruption hid: their mean, or, of a likelihood, the mean over images of their sum. */
function hiddenError(
  model: Model,
  loss: Loss,
  logits: Value,
  target: Value,
  corruption: Corruption,
  noise: Noise,
): Value {
  const hidden = hiddenValues(target, corruption, { sampleShape: model.sampleShape, noise });
  const { sum, count } = lossOfHidden(loss, outputOf(model), { logits, target, hidden });
  const images = cast(sizeOf(target, 0), "float32");
  return divide(sum, codeOf(model).reduction === "sum" ? images : count);
}
