import type { z } from "zod";
import { add } from "../../graph/operators/arithmetic.ts";
import type { Value } from "../../graph/value.ts";
import { type AnyValues, type Choice, valuesOf } from "../../kinds/kind.ts";
import { choiceSchema } from "../../kinds/schema.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import { contractive } from "./contractive.ts";
import { kl } from "./kl.ts";
import { l1 } from "./l1.ts";
import type { PenaltyKind, PenaltyOf, PenaltyPass } from "./penalty-kind.ts";
import { topk } from "./topk.ts";

/** What can be asked of a deterministic code. */
export const penalties: KindTable<PenaltyKind> = kindTable<PenaltyKind>("penalty", [
  l1,
  kl,
  topk,
  contractive,
]);

/** A penalty with its numbers. */
export type Penalty = PenaltyOf<typeof l1 | typeof kl | typeof topk | typeof contractive>;

export const penaltySchema: z.ZodType<Penalty> = choiceSchema(penalties);

/** The kind of a penalty, and its numbers. */
export function takenPenalty(penalty: Penalty): {
  readonly kind: PenaltyKind;
  readonly values: AnyValues;
} {
  const choice: Choice = penalty;
  return { kind: penalties.of(choice.kind), values: valuesOf(choice) };
}

/** The mean activity of a unit that a penalty aims at, where it does. */
export function activityOf(penalty: Penalty): number | undefined {
  const { kind, values } = takenPenalty(penalty);
  return kind.activity?.(values);
}

/** The terms that penalties add to the objective, in words. */
export function penaltyPhrases(given: readonly Penalty[]): readonly string[] {
  return given.flatMap((penalty) => {
    const { kind, values } = takenPenalty(penalty);
    return kind.phrase?.(values) ?? [];
  });
}

/** The sum of the terms that penalties add to the objective: a scalar; `undefined` where they add none. */
export function penaltyValue(
  given: readonly Penalty[],
  pass: Omit<PenaltyPass<AnyValues>, "values">,
): Value | undefined {
  const terms = given.flatMap((penalty) => {
    const { kind, values } = takenPenalty(penalty);
    return kind.value?.({ ...pass, values }) ?? [];
  });
  return terms.length === 0 ? undefined : terms.reduce((sum, term) => add(sum, term));
}
