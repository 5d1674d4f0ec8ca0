/** sign(x) log(1 + |x|): a logarithm of numbers of any sign. */
export function signedLog(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}

/** The number of which {@link signedLog} is the logarithm. */
export function signedExp(value: number): number {
  return Math.sign(value) * Math.expm1(Math.abs(value));
}
