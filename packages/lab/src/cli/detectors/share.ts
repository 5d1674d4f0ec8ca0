import { UsageError } from "hourglass-core/internal/errors.ts";
import { showValue } from "hourglass-core/internal/validation.ts";

/**
 * A share as people write it: `1%`, `1 %` or `0.01`.
 * @throws UsageError on what is none, and on a number above 1 without a sign
 */
export function parseShare(words: string, option: string): number {
  const [, digits, sign] = /^\s*(\d+(?:\.\d*)?|\.\d+)\s*(%?)\s*$/.exec(words) ?? [];
  const share = sign === "%" ? Number(digits) / 100 : Number(digits);
  if (digits !== undefined && share <= 1) return share;
  throw new UsageError(`${option}: expected a share, such as 1% or 0.01, found ${showValue(words)}`);
}
