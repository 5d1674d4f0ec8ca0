import * as z from "zod";
import type { SampleKind } from "../../data/samples/sample-kind.ts";
import { kindOfSamples } from "../../data/samples/sample-kinds.ts";
import type { SampleShape } from "../../data/samples/shape.ts";
import { multiply } from "../../graph/operators/arithmetic.ts";
import { withGradient } from "../../graph/operators/custom-gradient.ts";
import { reduceSum, reshape } from "../../graph/operators/shaping.ts";
import type { Value } from "../../graph/value.ts";
import { type AnyValues, valuesOf } from "../../kinds/kind.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import { choiceOf, expectedForms } from "../../kinds/word.ts";
import type { OutputKind } from "../../model/outputs/output-kind.ts";
import { sigmoid } from "../../model/outputs/sigmoid.ts";
import { bce } from "./bce.ts";
import { huber } from "./huber.ts";
import type { LossKind, LossPass, StoredError } from "./loss-kind.ts";
import { mae } from "./mae.ts";
import { mse } from "./mse.ts";

/** The reconstruction losses. */
export const losses: KindTable<LossKind> = kindTable<LossKind>("loss", [bce, mse, mae, huber]);

/** The errors that are measured of every model of samples of a shape: cross-entropy is of values in [0, 1]. */
export function storedErrors(shape: SampleShape): readonly StoredError[] {
  return kindOfSamples(shape).bounded ? ["bce", "mse"] : ["mse"];
}

/** The word of a loss, such as `bce`. */
export type LossWord = string;

export const lossSchema: z.ZodType<LossWord> = z
  .string()
  .refine((word) => choiceOf(losses, word) !== undefined)
  .meta({
    get expected() {
      return expectedForms(losses);
    },
  });

/** What samples, and the numbers of one, are called. */
type SampleWords = Pick<SampleKind<unknown>, "value" | "plural">;

/** A loss with its numbers. */
export interface Loss {
  readonly kind: LossKind;
  readonly short: string;
  /** In words: mean over pixels and images, as the objective of a deterministic code has it. */
  meanPhrase(of: SampleWords): string;
  /** In words: summed over pixels, mean over images, as the objective of a Gaussian code has it. */
  sumPhrase(of: SampleWords): string;
  /** Summed over the pixels of each image: `[batch]`, from `[batch, pixels]` logits and targets. */
  readonly ofImages: (logits: Value, targets: Value) => Value;
  /** The same with a gradient: for objectives in which images have weights of their own. */
  readonly trainable: (logits: Value, targets: Value) => Value;
  /** Summed over pixels and images: a scalar. */
  readonly sum: (logits: Value, targets: Value) => Value;
}

/** The loss that a word stands for. */
export function lossOf(word: LossWord, output: OutputKind = sigmoid): Loss {
  const choice = choiceOf(losses, word);
  const kind = losses.of(choice?.kind ?? word);
  const values = choice === undefined ? {} : valuesOf(choice);
  const phrase = kind.phrase(values);
  const density = kind.densityOf === undefined ? "" : ` (nats of ${kind.densityOf}, up to a constant)`;
  const pass = (logits: Value, targets: Value): LossPass<AnyValues> => ({ logits, targets, output, values });
  return {
    kind,
    short: kind.short(values),
    meanPhrase: ({ value, plural }) => `${phrase}, mean over ${value.many} and ${plural}`,
    sumPhrase: ({ value, plural }) => `${phrase}, summed over ${value.many}, mean over ${plural}${density}`,
    ofImages: (logits, targets) => kind.ofImages(pass(logits, targets)),
    trainable: (logits, targets) => {
      const given = pass(logits, targets);
      const value = kind.ofImages(given);
      const slope = kind.slope?.(given);
      const column = [logits.shape[0] as number | string, 1];
      return slope === undefined
        ? value
        : withGradient(value, [logits], (gradient) => [multiply(slope, reshape(gradient, column))]);
    },
    sum: (logits, targets) => {
      const given = pass(logits, targets);
      return kind.sum?.(given) ?? reduceSum(kind.ofImages(given));
    },
  };
}
