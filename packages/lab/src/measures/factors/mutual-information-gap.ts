import { columnOf, type Matrix } from "../matrix.ts";
import { binned, type Factor, gap } from "./factor.ts";
import { contingencyOf, entropy, marginsOf, mutualInformation } from "./mutual-information.ts";

/**
 * How much more one value of the code tells of a factor than any other does: the gap between the two largest mutual
 * informations, over the entropy of the factor, mean over factors. 1 where each factor has a value to itself, 0 where every
 * factor is in two values alike. Code and factors are discrete by bins of equal width, but for the class, which is so. Chen
 * and others, "Isolating sources of disentanglement in variational autoencoders", 2018, equation 6; estimated as in
 * disentanglement_lib. A factor that does not vary counts as 0.
 */
export function mutualInformationGap(codes: Matrix, factors: readonly Factor[]): number {
  const units = informationOf(codes, factors);
  const gaps = factors.map((factor, index) => {
    const levels = levelsOf(factor);
    const known = entropy(marginsOf(contingencyOf(levels, levels)).ofColumns);
    return known === 0 ? 0 : gap(units.map((informations) => informations[index]!)) / known;
  });
  return gaps.reduce((sum, value) => sum + value, 0) / factors.length;
}

/** The mutual information of each value of the code with each factor, in nats: `[units][factors]`. */
export function informationOf(codes: Matrix, factors: readonly Factor[]): readonly (readonly number[])[] {
  const levels = factors.map(levelsOf);
  return Array.from({ length: codes.columns }, (_, unit) => {
    const values = binned(columnOf(codes, unit));
    return levels.map((ofFactor) => mutualInformation(contingencyOf(values, ofFactor)));
  });
}

function levelsOf({ values, isClass }: Factor): ArrayLike<number> {
  return isClass ? values : binned(values);
}
