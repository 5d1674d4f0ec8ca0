/**
 * The p-values of several comparisons, corrected so that the chance of one false finding among all of them stays below
 * the level: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.
 * @returns in the order given
 */
export function holmCorrection(values: readonly number[]): readonly number[] {
  const ascending = values
    .map((_, index) => index)
    .sort((a, b) => (values[a] as number) - (values[b] as number));
  const corrected = new Array<number>(values.length);
  let largest = 0;
  for (const [rank, index] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, (values.length - rank) * (values[index] as number)));
    corrected[index] = largest;
  }
  return corrected;
}
