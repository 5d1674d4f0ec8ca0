declare module "jstat" {
  const jStat: {
    /** The regularised incomplete beta function I_x(a, b). */
    ibeta(x: number, a: number, b: number): number;
    readonly studentt: {
      /** The value below which Student's t lies with probability `p`. */
      inv(p: number, degreesOfFreedom: number): number;
    };
  };
  export = jStat;
}
