import * as z from "zod";
import { type Choice, valuesOf } from "../../kinds/kind.ts";
import { currentSchema } from "../../kinds/schema.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import { choiceOf, expectedForms, wordOf } from "../../kinds/word.ts";
import type { Random } from "../../random/random.ts";
import { glorotNormal } from "./glorot-normal.ts";
import { glorotUniform } from "./glorot-uniform.ts";
import { heNormal } from "./he-normal.ts";
import type { Fans, InitializerKind } from "./initializer-kind.ts";
import { lecunNormal } from "./lecun-normal.ts";
import { normal } from "./normal.ts";
import { uniformFanIn } from "./uniform-fan-in.ts";

/** All initialisers of kernels; a program may register some of its own. */
export const initializers: KindTable<InitializerKind> = kindTable<InitializerKind>("initializer", [
  glorotUniform,
  glorotNormal,
  heNormal,
  lecunNormal,
  uniformFanIn,
  normal,
]);

/** How kernels start unless told. */
export const defaultInitializer = "glorot-uniform";

const known = (word: string): Choice | undefined => choiceOf(initializers, word);

/**
 * Accepts the words of initialisers: `he-normal`, `normal:0.05`. The default becomes `undefined`: what is stored says nothing
 * of how kernels start where they start as they always did.
 */
export const initializerSchema: z.ZodType<string | undefined, string | undefined> = currentSchema(() =>
  z
    .string()
    .refine((word) => known(word) !== undefined)
    .meta({ expected: expectedForms(initializers) })
    .transform((word) => wordOf(initializers, known(word) as Choice))
    .transform((word) => (word === defaultInitializer ? undefined : word)),
).optional();

/** What {@link InitializerKind.weights} gives for a word that {@link initializerSchema} accepts. */
export function weightsOf(word: string, fans: Fans): (random: Random) => number {
  const choice = known(word) as Choice;
  return initializers.of(choice.kind).weights(valuesOf(choice), fans);
}
