import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { joined } from "hourglass-core/internal/data/samples/samples.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import type { Matrix } from "../matrix.ts";
import type { MeasureSizes } from "../measure-sizes.ts";
import { partOf } from "../pacing.ts";
import type { SplitName } from "../split-name.ts";
import { fitStandardiser, type Standardiser } from "../standardise.ts";
import { accuracyOf, classCount, confusionCounts } from "./classification.ts";
import { curvatureArrays } from "./lbfgs.ts";
import { createLogisticRegression, type LogisticFit, type LogisticWeights } from "./logistic-regression.ts";
import { isWide, rowSpaceOf } from "./row-space.ts";

/** A linear classifier of standardised rows. */
export interface LinearProbe {
  /** The inverse strength of the penalty, as in {@link LogisticRegression}. */
  readonly C: number;
  /** How C was chosen, in words. */
  readonly choice: string;
  /** Of the validation split, by which C was chosen, from 0 to 1; absent where there is none. */
  readonly validationAccuracy?: number;
  /** Of the test split, from 0 to 1. */
  readonly accuracy: number;
  /** Of the test split: `[class][class that was found]`. */
  readonly confusion: readonly (readonly number[])[];
  /** The classes of rows as they are before standardisation. */
  predict(rows: Matrix): Promise<Uint8Array>;
  /** Of standardised rows. */
  readonly weights: LogisticWeights;
  readonly standardiser: Pick<Standardiser, "means" | "deviations">;
}

/** From the strongest penalty to the weakest, so that each fit starts near its end. */
export const penalties = [0.001, 0.01, 0.1, 1] as const;
/** Where there is nothing to choose by: scikit-learn's default. */
export const penaltyByDefault = 1;

/**
 * Of the gradient of the mean cross-entropy: scikit-learn's default. Further iterations move the accuracy on MNIST by less
 * than 0.1 %.
 */
export const tolerance = 1e-4;
export const maximumIterations = 50;

/** What a probe may do otherwise than {@link trainProbe} usually does. */
export interface ProbeOptions extends ProgressHooks {
  /** The C that are tried, from the smallest. */
  readonly penalties?: readonly number[];
  /** Rows as they are, where it is false: of sparse codes whose rare values would otherwise weigh as much as all others. */
  readonly standardised?: boolean;
  /** Whether, once C is chosen, the rows of the validation split are fitted to as well. */
  readonly refitted?: boolean;
  readonly maximumIterations?: number;
}

/**
 * Fits multinomial logistic regression on the training rows, standardised by their own means and deviations unless told otherwise. C is chosen by
 * the accuracy on the validation split, of equal ones the smallest.
 * @param rowsOf a split's rows, in the order of its images; every split has labels
 */
export async function trainProbe(
  runtime: Runtime,
  splits: Splits<Samples>,
  rowsOf: (split: SplitName) => Promise<Matrix>,
  options: ProbeOptions = {},
): Promise<LinearProbe> {
  const { standardised = true, refitted = false, ...hooks } = options;
  const { penalties: tried = penalties, maximumIterations: most = maximumIterations } = options;
  const classes = classCount(splits);
  const train = await rowsOf("train");
  const standardiser = standardised ? fitStandardiser(train) : asTheyAre(train.columns);
  const standard = standardiser.apply(train);
  const space = isWide(train.rows, train.columns) ? await rowSpaceOf(runtime, standard) : undefined;
  const regression = await createLogisticRegression(
    runtime,
    space?.rows ?? standard,
    splits.train.labels as Uint8Array,
    classes,
  );
  try {
    const choose = splits.validation.count > 0;
    const validation = choose ? standardiser.apply(await rowsOf("validation")) : undefined;
    const candidates = choose ? tried : [penaltyByDefault];
    let best:
      | { readonly C: number; readonly weights: LogisticWeights; readonly accuracy: number }
      | undefined;
    let fit: LogisticFit | undefined;
    for (const [index, C] of candidates.entries()) {
      const part = partOf(hooks, index / candidates.length, (index + 1) / candidates.length);
      const onIteration = (iteration: number): void => {
        part.signal?.throwIfAborted();
        part.onProgress?.(iteration / most);
      };
      fit = await regression.fit(C, { tolerance, maximumIterations: most, onIteration }, fit);
      const weights: LogisticWeights =
        space === undefined ? fit : { kernel: space.toColumns(fit.kernel, classes), bias: fit.bias };
      const accuracy =
        validation === undefined
          ? 0
          : accuracyOf(classify(weights, validation), splits.validation.labels as Uint8Array);
      if (best === undefined || accuracy > best.accuracy) best = { C, weights, accuracy };
    }
    hooks.onProgress?.(1);
    const { C, weights: chosen, accuracy } = best as NonNullable<typeof best>;
    const weights =
      refitted && validation !== undefined
        ? await fitAll(runtime, [standard, validation], splits, C, chosen, most)
        : chosen;
    const predict = async (rows: Matrix): Promise<Uint8Array> => classify(weights, standardiser.apply(rows));
    const found = await predict(await rowsOf("test"));
    const labels = splits.test.labels as Uint8Array;
    return {
      C,
      choice: choose
        ? `C = ${C}, by the accuracy on the validation split`
        : `C = ${C}, as there is no validation split to choose it by`,
      ...(choose ? { validationAccuracy: accuracy } : {}),
      accuracy: accuracyOf(found, labels),
      confusion: confusionCounts(found, labels, classes),
      predict,
      weights,
      standardiser,
    };
  } finally {
    await regression.release();
  }
}

/** Fits to the rows of both splits, from the weights that those of the first one gave. */
async function fitAll(
  runtime: Runtime,
  [train, validation]: readonly [Matrix, Matrix],
  splits: Splits<Samples>,
  C: number,
  start: LogisticWeights,
  most: number,
): Promise<LogisticWeights> {
  const data = joined([train.data, validation.data]) as Float32Array;
  const rows = { rows: train.rows + validation.rows, columns: train.columns, data };
  const labels = joined([splits.train.labels, splits.validation.labels] as Uint8Array[]) as Uint8Array;
  const regression = await createLogisticRegression(runtime, rows, labels, start.bias.length);
  try {
    return await regression.fit(C, { tolerance, maximumIterations: most }, start);
  } finally {
    await regression.release();
  }
}

/** Leaves rows as they are. */
function asTheyAre(columns: number): Standardiser {
  return {
    means: new Float64Array(columns),
    deviations: new Float64Array(columns).fill(1),
    apply: (matrix) => matrix,
  };
}

/**
 * About how many bytes {@link trainProbe} takes on rows of `columns` values: the training rows as they are, standardised and
 * transposed, their targets, the points and gradients that the search keeps, and the weights found.
 */
export function probeMemory(columns: number, { train, validation, test, classes }: MeasureSizes): number {
  const rows = 4 * columns * (3 * train + validation + 2 * test);
  const searched = isWide(train, columns) ? train : columns;
  return rows + 4 * train * classes + 8 * classes * (curvatureArrays * searched + 2 * columns);
}

/** The class with the largest logit of every row, the first of equal ones. */
export function classify({ kernel, bias }: LogisticWeights, { rows, columns, data }: Matrix): Uint8Array {
  const found = new Uint8Array(rows);
  const classes = bias.length;
  const logits = new Float64Array(classes);
  for (let row = 0; row < rows; row++) {
    logits.set(bias);
    for (let column = 0; column < columns; column++) {
      const value = data[row * columns + column]!;
      for (let label = 0; label < classes; label++) {
        logits[label]! += value * kernel[column * classes + label]!;
      }
    }
    let largest = 0;
    for (let label = 1; label < classes; label++) if (logits[label]! > logits[largest]!) largest = label;
    found[row] = largest;
  }
  return found;
}
