import * as z from "zod";
import type { SampleKind } from "../../data/samples/sample-kind.ts";
import { kindOfSamples } from "../../data/samples/sample-kinds.ts";
import type { SampleShape } from "../../data/samples/shape.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import type { Value } from "../../graph/value.ts";
import { type AnyValues, valuesOf } from "../../kinds/kind.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import { choiceOf, expectedForms } from "../../kinds/word.ts";
import type { OutputKind } from "../../model/outputs/output-kind.ts";
import { sigmoid } from "../../model/outputs/sigmoid.ts";
import { bce } from "./bce.ts";
import { columnsLoss, columnsPhrase } from "./columns-loss.ts";
import { huber } from "./huber.ts";
import type { LossForms, LossKind, LossPass, StoredError } from "./loss-kind.ts";
import { mae } from "./mae.ts";
import { mse } from "./mse.ts";
import { trainableLoss } from "./trainable-loss.ts";

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
export interface Loss extends LossForms {
  readonly kind: LossKind;
  readonly short: string;
  /** In words: mean over pixels and images, as the objective of a deterministic code has it. */
  meanPhrase(of: SampleWords): string;
  /** In words: summed over pixels, mean over images, as the objective of a Gaussian code has it. */
  sumPhrase(of: SampleWords): string;
}

/** The loss that a word stands for. */
export function lossOf(word: LossWord, output: OutputKind = sigmoid): Loss {
  const choice = choiceOf(losses, word);
  const kind = losses.of(choice?.kind ?? word);
  const values = choice === undefined ? {} : valuesOf(choice);
  const { parts } = output;
  const phrase = parts === undefined ? kind.phrase(values) : columnsPhrase(kind.phrase(values), parts);
  const density = kind.densityOf === undefined ? "" : ` (nats of ${kind.densityOf}, up to a constant)`;
  return {
    kind,
    short: kind.short(values),
    meanPhrase: ({ value, plural }) => `${phrase}, mean over ${value.many} and ${plural}`,
    sumPhrase: ({ value, plural }) => `${phrase}, summed over ${value.many}, mean over ${plural}${density}`,
    ...(parts === undefined ? oneForm(kind, values, output) : columnsLoss(kind, parts, values)),
  };
}

/** Of values that are all of one nature. */
function oneForm(kind: LossKind, values: AnyValues, output: OutputKind): LossForms {
  const pass = (logits: Value, targets: Value): LossPass<AnyValues> => ({ logits, targets, output, values });
  return {
    ofImages: (logits, targets) => kind.ofImages(pass(logits, targets)),
    trainable: (logits, targets) => trainableLoss(kind, pass(logits, targets)),
    sum: (logits, targets) => {
      const given = pass(logits, targets);
      return kind.sum?.(given) ?? reduceSum(kind.ofImages(given));
    },
  };
}
