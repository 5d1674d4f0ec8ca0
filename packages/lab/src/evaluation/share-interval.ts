/** The normal quantile of 97.5 %: a two-sided interval of 95 %. */
const z = 1.959963984540054;

/**
 * The 95 % interval of a share of which `count` trials show `share`: Wilson, "Probable inference, the law of succession, and statistical
 * inference", 1927; it holds near 0 and 1 as well. The same as statsmodels' `proportion_confint(method="wilson")`.
 */
export function shareInterval(share: number, count: number): readonly [low: number, high: number] {
  const scale = 1 + z ** 2 / count;
  const middle = (share + z ** 2 / (2 * count)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
