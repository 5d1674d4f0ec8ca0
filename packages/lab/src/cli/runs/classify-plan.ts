import { UsageError } from "hourglass-core/internal/errors.ts";
import { checkSetting } from "hourglass-core/internal/settings/resolve.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import type { ClassifierPlan } from "../../classify/classifier-summary.ts";
import type { LabelsPerClass } from "../../classify/draw-labels.ts";
import { givenSettings } from "../options/settings-options.ts";
import { wholeNumber } from "../options/whole-number.ts";

/** Options of `hourglass classify` that say what is trained, as words. */
export interface PlanOptions {
  readonly labelsPerClass?: string;
  readonly fineTune?: boolean;
  readonly head?: string;
  readonly seeds?: string;
  readonly epochs?: string;
  readonly batchSize?: string;
  readonly learningRate?: string;
  readonly schedule?: string;
  readonly weightDecay?: string;
  readonly patience?: string;
}

/** More labels of a class than any data set that fits into memory has. */
const mostLabels = 10_000_000;
const mostUnits = 65_536;

/** What options ask for. @throws UsageError naming the option, what was expected and what was found */
export function classifierPlan(options: PlanOptions): ClassifierPlan {
  const { labelsPerClass, fineTune = false, head = "logistic", seeds = "1" } = options;
  if (labelsPerClass === undefined) {
    throw new UsageError("--labels-per-class: say how many labels are used, such as 10, 10,100 or all");
  }
  const { epochs, batchSize, learningRate, schedule, weightDecay, patience } = options;
  const given = givenSettings({ epochs, batchSize, learningRate, schedule, weightDecay, patience });
  return {
    labelsPerClass: distinct(labelsPerClass, labelsIn),
    seeds: distinct(seeds, seedIn),
    fineTune,
    hidden: head === "logistic" ? [] : head.split(",").map(unitsIn),
    epochs: given.epochs ?? "auto",
    batchSize: given.batchSize ?? 32,
    learningRate: given.learningRate ?? 1e-3,
    ...(given.schedule === undefined ? {} : { schedule: given.schedule }),
    ...(given.weightDecay === undefined ? {} : { weightDecay: given.weightDecay }),
    patience: given.patience ?? 0,
  };
}

function distinct<T>(words: string, read: (word: string) => T): readonly T[] {
  return [...new Set(words.split(",").map((word) => read(word.trim())))];
}

function labelsIn(word: string): LabelsPerClass {
  if (word === "all") return word;
  const number = word === "" ? Number.NaN : Number(word);
  if (Number.isInteger(number) && number >= 1 && number <= mostLabels) return number;
  throw new UsageError(
    `--labels-per-class: expected a whole number from 1 to ${mostLabels}, or all, found ${showValue(word)}`,
  );
}

function seedIn(word: string): number {
  const seed = word === "" ? word : Number(word);
  return checkSetting("seed", Number.isNaN(seed) ? word : seed, "--seeds") as number;
}

function unitsIn(word: string): number {
  return wholeNumber("--head", word, 1, mostUnits);
}

/** @throws UsageError where options ask for another classifier than the one that goes on */
export function requireSamePlan(options: PlanOptions, resumed: string): void {
  const words: Readonly<Record<keyof PlanOptions, string>> = {
    labelsPerClass: "labels-per-class",
    fineTune: "fine-tune",
    head: "head",
    seeds: "seeds",
    epochs: "epochs",
    batchSize: "batch-size",
    learningRate: "learning-rate",
    schedule: "schedule",
    weightDecay: "weight-decay",
    patience: "patience",
  };
  for (const name of Object.keys(words) as (keyof PlanOptions)[]) {
    if (options[name] === undefined) continue;
    throw new UsageError(
      `--${words[name]}: ${resumed} goes on as it was asked for: leave it out, or begin anew with another --out`,
    );
  }
}
