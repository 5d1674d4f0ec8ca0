/** A share in per cent, without the sign: `98.79`. */
export function percent(share: number): string {
  return (100 * share).toFixed(2);
}

/** A difference of shares in percentage points, with its sign: `+0.22`, `−0.06`, `0.00`. */
export function points(difference: number): string {
  const size = percent(Math.abs(difference));
  if (size === "0.00") return size;
  return `${difference < 0 ? "−" : "+"}${size}`;
}
