import type { SeenPart } from "../../data/columns/seen-columns.ts";
import { add, multiply, negate } from "../../graph/operators/arithmetic.ts";
import { logSoftmax } from "../../graph/operators/log-softmax.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { slice } from "../../graph/operators/slicing.ts";
import type { Value } from "../../graph/value.ts";
import type { AnyValues } from "../../kinds/kind.ts";
import { linear } from "../../model/outputs/linear.ts";
import { sigmoid } from "../../model/outputs/sigmoid.ts";
import { listed } from "../../words.ts";
import { bce } from "./bce.ts";
import type { LossForms, LossKind, LossPass } from "./loss-kind.ts";
import { trainableLoss } from "./trainable-loss.ts";

/**
 * The loss of rows of a table with words or gaps: of the numbers the one that is chosen, of what is missing the binary cross-entropy,
 * of the words of a column the cross-entropy of their softmax, -log p(word), in nats; each column by its weight.
 */
export function columnsLoss(chosen: LossKind, parts: readonly SeenPart[], values: AnyValues): LossForms {
  const ofPart = ({ nature, start, size, weight }: SeenPart, logits: Value, targets: Value): PartLoss => {
    const [given, wanted] = [logits, targets].map((of) => slice(of, 1, start, start + size)) as [
      Value,
      Value,
    ];
    const forms = natures[nature](chosen, values, given, wanted);
    if (weight === 1) return forms;
    const weighted = (form: () => Value) => () => multiply(form(), weight);
    return {
      ofImages: weighted(forms.ofImages),
      trainable: weighted(forms.trainable),
      sum: weighted(forms.sum),
    };
  };
  const total = (form: keyof PartLoss) => (logits: Value, targets: Value) =>
    parts.map((part) => ofPart(part, logits, targets)[form]()).reduce((sum, loss) => add(sum, loss));
  return { ofImages: total("ofImages"), trainable: total("trainable"), sum: total("sum") };
}

type PartLoss = { readonly [Form in keyof LossForms]: () => Value };

type OfNature = (chosen: LossKind, values: AnyValues, logits: Value, targets: Value) => PartLoss;

const natures: Readonly<Record<SeenPart["nature"], OfNature>> = {
  quantity: (kind, values, logits, targets) => formsOf(kind, { logits, targets, output: linear, values }),
  gap: (_kind, _values, logits, targets) => formsOf(bce, { logits, targets, output: sigmoid, values: {} }),
  word: (_kind, _values, logits, targets) => {
    const ofImages = (): Value => negate(reduceSum(multiply(targets, logSoftmax(logits)), [1]));
    return { ofImages, trainable: ofImages, sum: () => reduceSum(ofImages()) };
  },
};

function formsOf(kind: LossKind, pass: LossPass<AnyValues>): PartLoss {
  return {
    ofImages: () => kind.ofImages(pass),
    trainable: () => trainableLoss(kind, pass),
    sum: () => kind.sum?.(pass) ?? reduceSum(kind.ofImages(pass)),
  };
}

/** In words: `squared error of numbers, cross-entropy in nats of words, each column with weight 1`. */
export function columnsPhrase(chosen: string, parts: readonly SeenPart[]): string {
  const has = (nature: SeenPart["nature"]): boolean => parts.some((part) => part.nature === nature);
  const terms = [
    ...(has("quantity") ? [`${chosen} of numbers`] : []),
    ...(has("gap") ? ["binary cross-entropy in nats of whether a value is missing"] : []),
    ...(has("word") ? ["cross-entropy in nats of words"] : []),
  ];
  const weights = [...new Set(parts.map(({ weight }) => weight))].toSorted((one, other) => one - other);
  const weighing =
    weights.length === 1
      ? `with weight ${weights[0]}`
      : `by its weight (${listed(weights.map(String), "or")})`;
  return `${listed(terms, "and")}, each column ${weighing}`;
}
