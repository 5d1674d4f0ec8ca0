import { divide, multiply, negate } from "../graph/operators/arithmetic.ts";
import { logSoftmax } from "../graph/operators/log-softmax.ts";
import { oneHot } from "../graph/operators/one-hot.ts";
import { resultOf } from "../graph/operators/result.ts";
import { cast, largest } from "../graph/operators/selection.ts";
import { reduceSum, reshape } from "../graph/operators/shaping.ts";
import { sizeOf } from "../graph/operators/slicing.ts";
import type { Value } from "../graph/value.ts";
import { type Classifier, classLogits } from "../model/classifier.ts";
import type { Task } from "./task.ts";

/** To tell the class of each sample: the cross-entropy of the softmax of the logits, in nats, mean over samples. */
export function classifierTask(classifier: Classifier): Task {
  const { classes } = classifier;
  return {
    network: classifier,
    title: classifier.name,
    objective: `cross-entropy of ${classes} classes in nats, mean over samples`,
    classes,
    values: (parameters, { samples, labels }, _noise, training) => {
      const logits = classLogits(classifier, parameters, samples, training);
      const truth = oneHot(labels as Value, classes);
      return {
        objective: crossEntropy(logits, truth),
        measured: [
          {
            name: "accuracy",
            value: accuracy(logits, truth),
            description: "the share of samples whose class has the largest logit",
          },
        ],
      };
    },
  };
}

/** -sum(truth log softmax(logits)), mean over rows; both `[batch, classes]`. */
function crossEntropy(logits: Value, truth: Value): Value {
  return divide(negate(reduceSum(multiply(truth, logSoftmax(logits)))), rowsOf(logits));
}

/** The share of rows whose largest logit, the first of equal ones, is that of their class. */
function accuracy(logits: Value, truth: Value): Value {
  const found = reshape(resultOf(largest(logits, 1), 1), [logits.shape[0] as string]);
  return divide(reduceSum(multiply(truth, oneHot(found, truth.shape[1] as number))), rowsOf(logits));
}

const rowsOf = (logits: Value): Value => cast(sizeOf(logits, 0), "float32");
