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
  const units = Array.from({ length: codes.columns }, (_, unit) => binned(columnOf(codes, unit)));
  const gaps = factors.map(({ values, isClass }) => {
    const levels = isClass ? values : binned(values);
    const tables = units.map((unit) => contingencyOf(unit, levels));
    const known = entropy(marginsOf(tables[0]!).ofColumns);
    return known === 0 ? 0 : gap(tables.map(mutualInformation)) / known;
  });
  return gaps.reduce((sum, value) => sum + value, 0) / factors.length;
}
