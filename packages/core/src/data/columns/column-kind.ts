import type { z } from "zod";
import type { Named } from "../../kinds/table.ts";

/** What every column of a table has. */
export interface ColumnFacts {
  /** As the header of the table has it. */
  readonly name: string;
  readonly kind: string;
  /** Its share in the loss, beside 1 of any other; 1 unless given. */
  readonly weight?: number | undefined;
}

/** A quantity, which may be absent from some rows: such a value is NaN in a set. */
export interface QuantityFacts extends ColumnFacts {
  /** Rows may lack it. A model sees 0, its mean, in their place, and a value more, 1 where it is missing. */
  readonly missing?: boolean | undefined;
  /** By what it is divided, and about what: mean and deviation (standard) or median and quartiles (robust); standard unless given. */
  readonly scale?: "standard" | "robust" | undefined;
  /** Whether a model sees sign(x) log(1 + |x|) of it. */
  readonly log?: boolean | undefined;
}

/** What the values of a column are: quantities, or one of some words. In a set each is one float32. */
export interface ColumnKind<C extends ColumnFacts = ColumnFacts> extends Named {
  readonly name: string;
  /** Of the quantities of a set, where all columns of the kind have one: `days`. */
  readonly unit?: string;
  /** Many of its values: `numbers`. */
  readonly plural: string;
  /** Schemas of what a column of this kind has beside name, kind and weight. */
  readonly options: Readonly<Record<string, z.ZodType>>;
  /** The words of which a value is one, those of a set being their places; absent for quantities. A place beyond them is any other word. */
  words?(column: C): readonly string[];
  /** What a value of a column is, in words: `days since 2024-03-01`. */
  meaning(column: C): string;
  /** The value that a set has for a cell's text that is not empty; `undefined` where it is none of this kind. */
  read(text: string, column: C): number | undefined;
  /** The text of a value in its own unit, as a table shows it; empty where it is missing. */
  write(value: number, column: C): string;
}
