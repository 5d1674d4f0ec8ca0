import * as z from "zod";
import { type AnyValues, valuesOf } from "../../kinds/kind.ts";
import { currentSchema } from "../../kinds/schema.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import { choiceOf, expectedForms } from "../../kinds/word.ts";
import { average } from "./average.ts";
import type { CodebookKind, CodebookValues } from "./codebook-kind.ts";
import { gradient } from "./gradient.ts";

/** How codebooks learn. */
export const codebooks: KindTable<CodebookKind> = kindTable<CodebookKind>("codebook", [average, gradient]);

export const defaultCodebook = "average:128,8";

/** Accepts the words of codebooks: `average:512,16`. */
export const codebookSchema: z.ZodType<string, string> = currentSchema(() =>
  z
    .string()
    .refine((word) => choiceOf(codebooks, word) !== undefined)
    .meta({ expected: expectedForms(codebooks) }),
);

/** A codebook with its numbers. */
export interface Codebook {
  readonly kind: CodebookKind;
  readonly values: CodebookValues;
}

/** What a word that {@link codebookSchema} accepts stands for. */
export function codebookOf(word: string): Codebook {
  const choice = choiceOf(codebooks, word);
  const values: AnyValues = choice === undefined ? {} : valuesOf(choice);
  return { kind: codebooks.of(choice?.kind ?? word), values: values as CodebookValues };
}
