declare module "jstat" {
  const jStat: {
    /** The logarithm of the gamma function. */
    gammaln(x: number): number;
    readonly normal: {
      /** The distribution function of the normal distribution. */
      cdf(x: number, mean: number, deviation: number): number;
    };
    readonly centralF: {
      /** The value that an F-distributed number with these degrees of freedom stays below with the chance `p`. */
      inv(p: number, numerator: number, denominator: number): number;
    };
  };
  export = jStat;
}
