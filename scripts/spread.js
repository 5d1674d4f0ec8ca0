import { deviation, mean } from "d3-array";

/** A mean with its standard deviation, where there are several numbers. @param {readonly number[]} numbers */
export function spread(numbers, digits = 4) {
  const middle = (mean(numbers) ?? Number.NaN).toFixed(digits);
  return numbers.length === 1 ? middle : `${middle} ± ${(deviation(numbers) ?? Number.NaN).toFixed(digits)}`;
}
