/**
 * The value below which a standard normal number lies with probability `p`, from 1e-10 to 1 - 1e-10, to 7 digits: Wichura,
 * "Algorithm AS 241: the percentage points of the normal distribution", 1988, PPND7.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(r, centralNumerator)) / polynomial(r, centralDenominator);
  }
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p))) - 1.6;
  return (Math.sign(q) * polynomial(r, tailNumerator)) / polynomial(r, tailDenominator);
}

const centralNumerator = [3.3871327179, 50.434271938, 159.29113202, 59.10937472];
const centralDenominator = [1, 17.895169469, 78.757757664, 67.1875636];
const tailNumerator = [1.4234372777, 2.75681539, 1.3067284816, 0.17023821103];
const tailDenominator = [1, 0.7370016425, 0.12021132975];

/** @param coefficients the constant first */
function polynomial(x: number, coefficients: readonly number[]): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
