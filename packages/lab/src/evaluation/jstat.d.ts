declare module "jstat" {
  const jStat: {
    /** The logarithm of the gamma function. */
    gammaln(x: number): number;
    /** The regularised incomplete beta function I_x(a, b). */
    ibeta(x: number, a: number, b: number): number;
    readonly beta: {
      /** The value that a beta-distributed number stays below with the chance `p`. */
      inv(p: number, alpha: number, beta: number): number;
    };
    readonly normal: {
      /** The distribution function of the normal distribution. */
      cdf(x: number, mean: number, deviation: number): number;
    };
    readonly centralF: {
      /** The value that an F-distributed number with these degrees of freedom stays below with the chance `p`. */
      inv(p: number, numerator: number, denominator: number): number;
    };
    readonly studentt: {
      /** The value below which Student's t lies with probability `p`. */
      inv(p: number, degreesOfFreedom: number): number;
    };
  };
  export = jStat;
}
