import type { ColumnKind, QuantityFacts } from "./column-kind.ts";
import { quantityFields, shownNumber } from "./quantity.ts";

/** Numbers of any size. */
export interface NumberColumn extends QuantityFacts {
  readonly kind: "number";
}

const form = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export const number: ColumnKind<NumberColumn> = {
  name: "number",
  plural: "numbers",
  options: quantityFields,
  meaning: () => "a number",
  read: (text) => (form.test(text) ? Number(text) : undefined),
  write: shownNumber,
};
