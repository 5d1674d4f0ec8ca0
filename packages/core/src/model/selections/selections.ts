import * as z from "zod";
import { type AnyValues, valuesOf } from "../../kinds/kind.ts";
import { currentSchema } from "../../kinds/schema.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import { choiceOf, expectedForms } from "../../kinds/word.ts";
import { batchTopK } from "./batch-top-k.ts";
import { jumpRelu } from "./jump-relu.ts";
import { relu } from "./relu.ts";
import type { SelectionKind } from "./selection-kind.ts";
import { topK } from "./top-k.ts";

/** How a dictionary chooses the units that are active. */
export const selections: KindTable<SelectionKind> = kindTable<SelectionKind>("selection", [
  topK,
  batchTopK,
  jumpRelu,
  relu,
]);

export const defaultSelection = "top-k:8";

/** Accepts the words of selections: `top-k:32`. */
export const selectionSchema: z.ZodType<string, string> = currentSchema(() =>
  z
    .string()
    .refine((word) => choiceOf(selections, word) !== undefined)
    .meta({ expected: expectedForms(selections) }),
);

/** A selection with its numbers. */
export interface Selection {
  readonly kind: SelectionKind;
  readonly values: AnyValues;
}

/** What a word that {@link selectionSchema} accepts stands for. */
export function selectionOf(word: string): Selection {
  const choice = choiceOf(selections, word);
  return { kind: selections.of(choice?.kind ?? word), values: choice === undefined ? {} : valuesOf(choice) };
}
