import type { Matrix } from "../matrix.ts";
import type { Factor } from "./factor.ts";
import { informationOf } from "./mutual-information-gap.ts";

/**
 * Whether each value of a code says something of one factor only: 1 less the sum of the squared mutual informations with the other factors, over as many
 * times that with its own, mean over values; 0 of a value that says nothing of any factor. 1 where each value is about one factor, also where several
 * are about the same. Ridgeway and Mozer, "Learning deep disentangled embeddings with the F-statistic loss", 2018, section 3; code and
 * factors are discrete by bins as in {@link mutualInformationGap}, as in disentanglement_lib.
 */
export function modularity(codes: Matrix, factors: readonly Factor[]): number {
  const units = informationOf(codes, factors);
  const ofUnits = units.map((informations) => {
    const squares = informations.map((information) => information ** 2);
    const greatest = Math.max(...squares);
    // One factor alone leaves no others to say anything of.
    if (greatest === 0 || squares.length === 1) return Number(greatest > 0);
    const others = squares.reduce((sum, square) => sum + square, 0) - greatest;
    return 1 - others / (greatest * (squares.length - 1));
  });
  return ofUnits.reduce((sum, value) => sum + value, 0) / ofUnits.length;
}
