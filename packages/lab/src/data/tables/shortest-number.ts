/** The fewest digits that every float32 is told apart by are these, or more. */
const [fewestDigits, mostDigits] = [6, 9];

/** A float32 as the number with the fewest digits that is the same as float32: 42.04 rather than 42.040000915527344. */
export function shortestNumber(value: number): number {
  for (let digits = fewestDigits; digits < mostDigits; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
