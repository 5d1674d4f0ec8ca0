import { meanOf } from "../../evaluation/spread.ts";
import { columnOf } from "../matrix.ts";
import { binned, bins, equalBins, gap } from "./factor.ts";
import type { FactorSample } from "./factor-sample.ts";
import { contingencyOf, marginsOf } from "./mutual-information.ts";

/**
 * How much better one value of the code predicts a factor than any other does: the gap between the two best scores, mean over
 * factors. The score is, for a number, R² of a linear regression on `fitted`, that is the squared correlation; for the class,
 * the accuracy on `judged` of the rule that says of each of 20 bins of the value the class that is most frequent there in
 * `fitted`. Kumar, Sattigeri and Balakrishnan, "Variational inference of disentangled latent concepts from unlabeled
 * observations", 2018, section 3; they take a linear support vector machine for classes, which bounds ten classes by one
 * value poorly.
 */
export function separatedAttributes(fitted: FactorSample, judged: FactorSample): number {
  const units = Array.from({ length: fitted.codes.columns }, (_, unit) => ({
    fitted: columnOf(fitted.codes, unit),
    judged: columnOf(judged.codes, unit),
  }));
  const gaps = fitted.factors.map(({ values, isClass }, factor) =>
    gap(
      units.map((unit) =>
        isClass
          ? accuracyOfBins(unit, values, judged.factors[factor]!.values)
          : squaredCorrelation(unit.fitted, values),
      ),
    ),
  );
  return gaps.reduce((sum, value) => sum + value, 0) / gaps.length;
}

/** 0 where one of both does not vary. */
export function squaredCorrelation(x: Float32Array, y: Float32Array): number {
  const meanX = meanOf(x);
  const meanY = meanOf(y);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let index = 0; index < x.length; index++) {
    const dx = x[index]! - meanX;
    const dy = y[index]! - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx === 0 || yy === 0 ? 0 : xy ** 2 / (xx * yy);
}

function accuracyOfBins(
  unit: { readonly fitted: Float32Array; readonly judged: Float32Array },
  classes: Float32Array,
  judgedClasses: Float32Array,
): number {
  const binOf = equalBins(unit.fitted);
  const table = contingencyOf(binned(unit.fitted, binOf), classes);
  // A bin that no image fell into says what is most frequent of all.
  const rules = new Uint8Array(bins).fill(largest(marginsOf(table).ofColumns));
  for (let bin = 0; bin < table.rows; bin++) {
    const counts = table.counts.subarray(bin * table.columns, (bin + 1) * table.columns);
    if (counts.some((count) => count > 0)) rules[bin] = largest(counts);
  }
  const right = unit.judged.reduce((sum, value, index) => {
    return sum + Number(rules[binOf(value)] === judgedClasses[index]);
  }, 0);
  return right / unit.judged.length;
}

/** The position of the largest value, the first of several. */
function largest(values: Float64Array): number {
  return values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);
}
