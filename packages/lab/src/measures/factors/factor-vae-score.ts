import type { Matrix } from "../matrix.ts";

/** Of a batch of images that have a factor in common: which unit varied least among them, and the factor. */
export interface Vote {
  readonly unit: number;
  readonly factor: number;
}

/**
 * How well the unit that varies least among images tells which factor they have in common, by the rule that says of each unit the factor that it was of
 * most often among `fitted`: the accuracy on `judged`, from about 1 / factors for chance to 1. Kim and Mnih, "Disentangling by factorising", 2018,
 * section 4. A unit that `fitted` never names says the first factor, as in disentanglement_lib.
 */
export function factorVaeScore(fitted: readonly Vote[], judged: readonly Vote[], factors: number): number {
  const counts = new Map<number, Float64Array>();
  for (const { unit, factor } of fitted) {
    const ofUnit = counts.get(unit) ?? new Float64Array(factors);
    ofUnit[factor]! += 1;
    counts.set(unit, ofUnit);
  }
  const ruleOf = (unit: number): number => {
    const ofUnit = counts.get(unit) ?? new Float64Array(factors);
    return ofUnit.indexOf(Math.max(...ofUnit));
  };
  const rules = new Map(judged.map(({ unit }) => [unit, ruleOf(unit)]));
  return judged.filter(({ unit, factor }) => rules.get(unit) === factor).length / judged.length;
}

/**
 * The unit whose variance over a batch of images is the least share of its variance over all; the first of several.
 * @param units those that vary: others would always be the ones
 * @param variances of all units over all images
 */
export function leastVaryingUnit(
  { columns, data }: Matrix,
  batch: Int32Array,
  units: readonly number[],
  variances: Float64Array,
): number {
  let [found, least] = [0, Number.POSITIVE_INFINITY];
  for (const unit of units) {
    let sum = 0;
    for (const image of batch) sum += data[image * columns + unit]!;
    const mean = sum / batch.length;
    let squares = 0;
    for (const image of batch) squares += (data[image * columns + unit]! - mean) ** 2;
    const share = squares / (batch.length - 1) / variances[unit]!;
    if (share < least) [found, least] = [unit, share];
  }
  return found;
}

/** The variance of each unit over all images, as an estimate for a larger population (divided by their number less 1). */
export function unitVariances({ rows, columns, data }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  const squares = new Float64Array(columns);
  data.forEach((value, at) => {
    means[at % columns]! += value / rows;
  });
  data.forEach((value, at) => {
    squares[at % columns]! += (value - means[at % columns]!) ** 2;
  });
  return squares.map((sum) => sum / (rows - 1));
}
