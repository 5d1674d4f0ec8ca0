import type { z } from "zod";
import { add } from "../../graph/operators/arithmetic.ts";
import type { Value } from "../../graph/value.ts";
import { type AnyValues, type Choice, valuesOf } from "../../kinds/kind.ts";
import { choiceSchema } from "../../kinds/schema.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import type { CodeKind, CodeTerm } from "../../model/codes/code-kind.ts";
import { codeOf } from "../../model/codes/codes.ts";
import { batchTopk } from "./batch-topk.ts";
import { capacity } from "./capacity.ts";
import { contractive } from "./contractive.ts";
import { dipOfMeans, dipOfSamples } from "./covariance.ts";
import { deadUnits } from "./dead-units.ts";
import { discrepancy } from "./discrepancy.ts";
import { kl } from "./kl.ts";
import { l1 } from "./l1.ts";
import type { PenaltyKind, PenaltyOf, PenaltyPass } from "./penalty-kind.ts";
import { topk } from "./topk.ts";
import { totalCorrelation } from "./total-correlation.ts";

/** What can be asked of a code. */
export const penalties: KindTable<PenaltyKind> = kindTable<PenaltyKind>("penalty", [
  l1,
  kl,
  topk,
  batchTopk,
  contractive,
  totalCorrelation,
  capacity,
  dipOfMeans,
  dipOfSamples,
  discrepancy,
  deadUnits,
]);

/** A penalty with its numbers. */
export type Penalty =
  | PenaltyOf<typeof l1 | typeof kl | typeof topk | typeof batchTopk | typeof contractive>
  | PenaltyOf<typeof totalCorrelation | typeof capacity | typeof discrepancy>
  | PenaltyOf<typeof dipOfMeans | typeof dipOfSamples | typeof deadUnits>;

export const penaltySchema: z.ZodType<Penalty> = choiceSchema(penalties);

/** The kind of a penalty, and its numbers. */
export function takenPenalty(penalty: Penalty): {
  readonly kind: PenaltyKind;
  readonly values: AnyValues;
} {
  const choice: Choice = penalty;
  return { kind: penalties.of(choice.kind), values: valuesOf(choice) };
}

/** Whether one of the penalties makes codes those of the standard normal prior, from which they can then be drawn. */
export function givePrior(given: readonly Penalty[]): boolean {
  return given.some((penalty) => takenPenalty(penalty).kind.hasPrior);
}

/** The mean activity of a unit that a penalty aims at, where it does. */
export function activityOf(penalty: Penalty): number | undefined {
  const { kind, values } = takenPenalty(penalty);
  return kind.activity?.(values);
}

/** Why a penalty cannot be asked of a kind of code; `undefined` where it can. */
export function penaltyMisfit(
  { kind: name }: Penalty,
  { code }: { readonly code: string },
): string | undefined {
  const { asks, layers, needsActivation } = penalties.of(name);
  const { distribution, excludes, dictionary, ownLayers } = codeOf({ code });
  if (asks === "posterior") {
    return distribution?.moments === undefined
      ? `${name} acts on normal distributions over codes, and a ${code} code has none`
      : undefined;
  }
  if (asks === "dictionary") {
    return dictionary === undefined
      ? `${name} acts on the units of a dictionary, and a ${code} code has none`
      : undefined;
  }
  if (asks === undefined && excludes.penalty !== undefined) {
    return `${name} acts on a deterministic code, and ${excludes.penalty}`;
  }
  if (layers !== undefined && ownLayers !== undefined) {
    return `${name} is a layer after the code, and the layers of a ${code} code are all its own`;
  }
  return needsActivation !== undefined && excludes.codeActivation !== undefined
    ? `${needsActivation.reason}, and ${excludes.codeActivation}`
    : undefined;
}

/** What a kind of code adds to the objective, where no penalty takes its place. */
export function addedTerm(code: CodeKind, given: readonly Penalty[]): CodeTerm | undefined {
  return given.some((penalty) => takenPenalty(penalty).kind.replacesTerm) ? undefined : code.term;
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
