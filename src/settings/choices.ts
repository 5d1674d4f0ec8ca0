import { z } from "zod";
import { whole } from "../arguments.ts";
import type { TopK } from "../model/layers/top-k.ts";
import { type Corruption, corruptionSchema } from "../program/corruption.ts";
import { type Sparsity, sparsitySchema } from "../program/sparsity.ts";
import { type LearningRateSchedule, scheduleSchema } from "../training/learning-rate.ts";

/** A choice with numbers, as a word: `kl:0.05,0.1` is `{ kind: "kl", target: 0.05, weight: 0.1 }`. */
type Choice = Readonly<Record<string, string | number>> & { readonly kind: string };

/** The kinds of a choice, and what the numbers after each are called. */
type Forms = Readonly<Record<string, readonly string[]>>;

/** Values of `--sparsity` other than `none`. */
const sparsityForms: Forms = { l1: ["weight"], kl: ["target", "weight"], topk: ["k", "from"] };

/** Values of `--corruption` other than `none`. */
const corruptionForms: Forms = { gaussian: ["level"], masking: ["level"], "salt-pepper": ["level"] };

/** Values of `--schedule`. */
const scheduleForms: Forms = { constant: [], cosine: [], step: ["everyEpochs", "factor"] };

/** `undefined` where the word is none of the forms; how many numbers there are, and their limits, is for a schema to say. */
function parseChoice(word: string, forms: Forms): Choice | undefined {
  const [kind = "", rest, ...more] = word.split(":");
  if (!Object.hasOwn(forms, kind) || more.length > 0) return undefined;
  const names = forms[kind] ?? [];
  const texts = rest === undefined ? [] : rest.split(",");
  if (texts.length > names.length) return undefined;
  const numbers = texts.map((text, index) => [
    names[index] as string,
    text.trim() === "" ? Number.NaN : Number(text),
  ]);
  return { kind, ...Object.fromEntries(numbers) };
}

const kept = whole(1, 65_536);
const topKSchema = z
  .strictObject({ kind: z.literal("topk"), k: kept, from: kept.exactOptional() })
  .refine(({ k, from = k }) => from >= k);

export function isSparsity(word: string): boolean {
  return word === "none" || sparsityOf(word) !== undefined || topKOf(word) !== undefined;
}

export function isCorruption(word: string): boolean {
  return word === "none" || corruptionOf(word) !== undefined;
}

export function isSchedule(word: string): boolean {
  return readSchedule(word, 0) !== undefined;
}

/** The penalty that a value of `--sparsity` stands for; `undefined` for none, and for top-k, which is a layer. */
export function sparsityOf(word: string): Sparsity | undefined {
  return sparsitySchema.safeParse(parseChoice(word, sparsityForms)).data;
}

/** How many values of the code `--sparsity topk:K` or `topk:K,FROM` keeps; `undefined` for other values. */
export function topKOf(word: string): TopK | undefined {
  const found = topKSchema.safeParse(parseChoice(word, sparsityForms)).data;
  if (found === undefined) return undefined;
  const { kind: _, ...topK } = found;
  return topK;
}

/** Whether a value of `--sparsity` keeps fewer and fewer values in the course of training. */
export function isFallingTopK(word: string): boolean {
  const { k = 0, from = k } = topKOf(word) ?? {};
  return from > k;
}

/** The corruption that a value of `--corruption` stands for; `undefined` for none. */
export function corruptionOf(word: string): Corruption | undefined {
  return corruptionSchema.safeParse(parseChoice(word, corruptionForms)).data;
}

/** The schedule that values of `--schedule` and `--warm-up` stand for. */
export function scheduleOf(word: string, warmUpEpochs: number): LearningRateSchedule {
  return readSchedule(word, warmUpEpochs) ?? { kind: "constant", warmUpEpochs };
}

function readSchedule(word: string, warmUpEpochs: number): LearningRateSchedule | undefined {
  return scheduleSchema.safeParse({ ...parseChoice(word, scheduleForms), warmUpEpochs }).data;
}

/** Whether `--model` names a file of layers rather than a preset. */
export function isArchitectureFile(model: string): boolean {
  return model.endsWith(".json");
}
