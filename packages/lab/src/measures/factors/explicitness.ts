import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { auroc } from "../../evaluation/auroc.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import { penaltyByDefault, tolerance } from "../classes/linear-probe.ts";
import { createLogisticRegression, type LogisticWeights } from "../classes/logistic-regression.ts";
import type { Matrix } from "../matrix.ts";
import { pause } from "../pacing.ts";
import { fitStandardiser } from "../standardise.ts";
import { groupingBy } from "./factor-groups.ts";
import type { FactorSample } from "./factor-sample.ts";

/** As scikit-learn. */
const maximumIterations = 100;

/**
 * How well a linear classifier tells the values of each factor from the whole code: the area under the ROC curve of its probability of a value, for images of that value against all others, mean
 * over the values of a factor and over factors; 0.5 for chance, 1 where all are told. Numbers are in the bins of {@link groupingBy}. Ridgeway and Mozer,
 * "Learning deep disentangled embeddings with the F-statistic loss", 2018, section 3; the classifier is scikit-learn's logistic regression on
 * standardised codes, fitted to `fitted`, as in disentanglement_lib. Values that no image, or every image, of `judged` has are left out.
 */
export async function explicitness(
  runtime: Runtime,
  fitted: FactorSample,
  judged: FactorSample,
  hooks: ProgressHooks = {},
): Promise<number> {
  const standardiser = fitStandardiser(fitted.codes);
  const [train, test] = [standardiser.apply(fitted.codes), standardiser.apply(judged.codes)];
  const ofFactors: number[] = [];
  for (const [index, factor] of fitted.factors.entries()) {
    await pause(hooks, index / fitted.factors.length);
    const group = groupingBy(factor);
    const { groupOf, members } = group(factor);
    const regression = await createLogisticRegression(runtime, train, groupOf, members.length);
    try {
      const weights = await regression.fit(penaltyByDefault, { tolerance, maximumIterations });
      const area = meanArea(probabilities(weights, test), group(judged.factors[index]!).groupOf);
      if (area !== undefined) ofFactors.push(area);
    } finally {
      await regression.release();
    }
  }
  await pause(hooks, 1);
  return ofFactors.reduce((sum, value) => sum + value, 0) / ofFactors.length;
}

/** The area under the ROC curve of each class against the others, mean over the classes; `undefined` where there are no two. */
function meanArea(ofClasses: readonly Float64Array[], classes: Uint8Array): number | undefined {
  const areas = ofClasses.flatMap((scores, name) => {
    const [own, others] = [true, false].map((isOwn) =>
      scores.filter((_, image) => (classes[image] === name) === isOwn),
    ) as [Float64Array, Float64Array];
    return own.length === 0 || others.length === 0 ? [] : [auroc(others, own)];
  });
  return areas.length === 0 ? undefined : areas.reduce((sum, area) => sum + area, 0) / areas.length;
}

/** The probability of each class for each row: an array a class. */
function probabilities(
  { kernel, bias }: LogisticWeights,
  { rows, columns, data }: Matrix,
): readonly Float64Array[] {
  const classes = bias.length;
  const found = Array.from({ length: classes }, () => new Float64Array(rows));
  const logits = new Float64Array(classes);
  for (let row = 0; row < rows; row++) {
    logits.set(bias);
    for (let column = 0; column < columns; column++) {
      const value = data[row * columns + column]!;
      for (let name = 0; name < classes; name++) logits[name]! += value * kernel[column * classes + name]!;
    }
    const largest = Math.max(...logits);
    const sum = logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
    for (let name = 0; name < classes; name++) found[name]![row] = Math.exp(logits[name]! - largest) / sum;
  }
  return found;
}
