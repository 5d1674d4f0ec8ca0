import type { TopK } from "../model/top-k.ts";
import { type Corruption, type CorruptionKind, corruptionKinds } from "../program/corruption.ts";
import type { Sparsity } from "../program/sparsity.ts";
import type { LearningRateSchedule } from "../training/learning-rate.ts";

/** A choice with numbers, as a word: `kl:0.05,0.1`. */
interface Choice {
  readonly kind: string;
  readonly numbers: readonly number[];
}

/** What of a choice is allowed: the kind, and the limits of each of its numbers. */
type Limits = readonly (readonly [minimum: number, maximum: number])[];
type Forms = Readonly<Record<string, Limits>>;

/** Values of `--sparsity`, and what they take. */
const sparsityForms: Forms = {
  none: [],
  l1: [[0, 1e6]],
  kl: [
    [1e-6, 1 - 1e-6],
    [0, 1e6],
  ],
  topk: [
    [1, 65_536],
    [1, 65_536],
  ],
};

/** How many of its numbers a kind must have, where some may be left out. */
const numbersNeeded: Readonly<Record<string, number>> = { topk: 1 };

/** Values of `--corruption`. */
const corruptionForms: Readonly<Record<CorruptionKind | "none", Limits>> = {
  none: [],
  gaussian: [[0, 10]],
  masking: [[0, 0.99]],
  "salt-pepper": [[0, 0.99]],
};

/** Values of `--schedule`. */
const scheduleForms: Forms = {
  constant: [],
  cosine: [],
  step: [
    [1, 100_000],
    [1e-6, 1],
  ],
};

/** `undefined` where the word is none of the forms. */
function parseChoice(word: string, forms: Forms): Choice | undefined {
  const [kind = "", rest, ...more] = word.split(":");
  if (!Object.hasOwn(forms, kind) || more.length > 0) return undefined;
  const limits = forms[kind] ?? [];
  const numbers =
    rest === undefined ? [] : rest.split(",").map((text) => (text.trim() === "" ? Number.NaN : Number(text)));
  if (numbers.length > limits.length || numbers.length < (numbersNeeded[kind] ?? limits.length))
    return undefined;
  const fits = numbers.every((value, index) => {
    const [minimum = 0, maximum = 0] = limits[index] ?? [];
    return value >= minimum && value <= maximum;
  });
  return fits ? { kind, numbers } : undefined;
}

export function isSparsity(word: string): boolean {
  const choice = parseChoice(word, sparsityForms);
  if (choice?.kind !== "topk") return choice !== undefined;
  const [k = 0, from = k] = choice.numbers;
  return Number.isInteger(k) && Number.isInteger(from) && from >= k;
}

export function isCorruption(word: string): boolean {
  return parseChoice(word, corruptionForms) !== undefined;
}

export function isSchedule(word: string): boolean {
  const choice = parseChoice(word, scheduleForms);
  return choice !== undefined && (choice.kind !== "step" || Number.isInteger(choice.numbers[0]));
}

/** The penalty that a value of `--sparsity` stands for; `undefined` for none, and for top-k, which is a layer. */
export function sparsityOf(word: string): Sparsity | undefined {
  const { kind, numbers } = parseChoice(word, sparsityForms) ?? { kind: "none", numbers: [] };
  const [first = 0, second = 0] = numbers;
  if (kind === "l1") return { kind, weight: first };
  return kind === "kl" ? { kind, target: first, weight: second } : undefined;
}

/** How many values of the code `--sparsity topk:K` or `topk:K,FROM` keeps; `undefined` for other values. */
export function topKOf(word: string): TopK | undefined {
  const choice = parseChoice(word, sparsityForms);
  if (choice?.kind !== "topk") return undefined;
  const [k = 0, from] = choice.numbers;
  return { k, ...(from === undefined ? {} : { from }) };
}

/** Whether a value of `--sparsity` keeps fewer and fewer values in the course of training. */
export function isFallingTopK(word: string): boolean {
  const { k = 0, from = k } = topKOf(word) ?? {};
  return from > k;
}

/** The corruption that a value of `--corruption` stands for. */
export function corruptionOf(word: string): Corruption | undefined {
  const choice = parseChoice(word, corruptionForms);
  const kind = corruptionKinds.find((name) => name === choice?.kind);
  return kind === undefined ? undefined : { kind, level: choice?.numbers[0] ?? 0 };
}

/** The schedule that values of `--schedule` and `--warm-up` stand for. */
export function scheduleOf(word: string, warmUpEpochs: number): LearningRateSchedule {
  const choice = parseChoice(word, scheduleForms);
  if (choice?.kind === "cosine") return { kind: "cosine", warmUpEpochs };
  if (choice?.kind !== "step") return { kind: "constant", warmUpEpochs };
  const [everyEpochs = 1, factor = 1] = choice.numbers;
  return { kind: "step", everyEpochs, factor, warmUpEpochs };
}

/** Whether `--model` names a file of layers rather than a preset. */
export function isArchitectureFile(model: string): boolean {
  return model.endsWith(".json");
}
