import * as z from "zod";
import type { Fields } from "../../arguments.ts";
import type { ColumnFacts, QuantityFacts } from "./column-kind.ts";

/** The schemas of what every column of quantities may say. */
export const quantityFields: Fields<Omit<QuantityFacts, keyof ColumnFacts>> = {
  missing: z.boolean().optional(),
  scale: z.enum(["standard", "robust"]).optional(),
  log: z.boolean().optional(),
};

/** float32 has seven digits; more of a value would be digits that no file had. */
const digits = 7;

/** A number as a table shows it: what float32 knows of it, and no more. */
export function shownNumber(value: number): string {
  return Number.isNaN(value) ? "" : String(Number(value.toPrecision(digits)));
}
