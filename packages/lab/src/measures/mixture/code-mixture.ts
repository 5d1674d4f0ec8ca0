import { createRandom } from "hourglass-core/internal/random/random.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import { firstRows, type Matrix } from "../matrix.ts";
import { NotMeasurableError } from "../not-measurable.ts";
import { partOf } from "../pacing.ts";
import { fitStandardiser, type Standardiser } from "../standardise.ts";
import { rangeOf, varyingUnits } from "../varying-units.ts";
import type { CovarianceName } from "./covariance.ts";
import { covarianceFor, fitMixture } from "./fit-mixture.ts";
import {
  bayesianCriterion,
  drawFromMixture,
  type GaussianMixture,
  meanLogDensity,
} from "./gaussian-mixture.ts";

/** Codes of the splits; `undefined` where a split has no samples. */
export interface SplitCodes {
  readonly train: Matrix;
  readonly validation?: Matrix | undefined;
  readonly test?: Matrix | undefined;
}

/** What a mixture of so many components makes of the codes. */
export interface MixtureCandidate {
  readonly components: number;
  /** The Bayesian information criterion on the split that chooses; the least is chosen. */
  readonly bic: number;
  /** The mean of log p(code) over the codes of a split, in nats a code. */
  readonly logLikelihood: { readonly train: number; readonly validation?: number };
}

/** The mixture that was chosen for codes, and how: plain JSON. */
export interface CodeMixtureFindings {
  /** Of the mixture that was chosen. */
  readonly components: number;
  readonly covariance: CovarianceName;
  /** Numbers of codes of each split that were looked at: the first ones. */
  readonly images: { readonly train: number; readonly validation: number; readonly test: number };
  /** Which split's criterion was the least: the training split's where there is no validation split. */
  readonly chosenBy: "validation" | "train";
  readonly candidates: readonly MixtureCandidate[];
  /** The mean of log p(code) over the test codes, in nats a code; absent without a test split. */
  readonly testLogLikelihood?: number;
  /** Units that never vary over the training codes: they keep their value, and the density is of the others. */
  readonly constantUnits: number;
}

/** A density over codes from which codes can be drawn. */
export interface CodeDensity {
  readonly findings: CodeMixtureFindings;
  /** `count` codes, `[count, latentSize]`: the same for the same seed. */
  draw(count: number, seed: number): Matrix;
}

/** Numbers of components to choose from, unless told otherwise. */
export const defaultComponents: readonly number[] = [1, 2, 5, 10, 20, 50];

/** Of each split at most so many codes are looked at, and fewer of large codes: as many as hold so many values. */
const mostCodes = 5_000;
const mostValues = 320_000;

/** Ten times as much as elsewhere, which takes a third of the time: the choice between numbers of components is one of whole nats. */
const tolerance = 0.01;

/** How many codes of a split are looked at. */
export function codesLookedAt(latentSize: number): number {
  return Math.max(100, Math.min(mostCodes, Math.floor(mostValues / latentSize)));
}

/**
 * Gaussian mixtures fitted to the first training codes, one for each number of components, of which the one with the least Bayesian
 * information criterion on the validation codes is kept. Units are standardised, so that what is added to every variance is as
 * much for all; those that never vary are left out.
 * @param components tried from the least on until the criterion rises
 * @throws NotMeasurableError where no unit varies, or no number of components is as small as that of the codes
 */
export async function fitCodeDensity(
  codes: SplitCodes,
  components: readonly number[],
  hooks: ProgressHooks = {},
): Promise<CodeDensity> {
  const { columns } = codes.train;
  const looked = (split: Matrix | undefined): Matrix | undefined =>
    split && firstRows(split, codesLookedAt(columns));
  const train = looked(codes.train) as Matrix;
  const [validation, test] = [looked(codes.validation), looked(codes.test)];
  const units = varyingUnits(train);
  if (units.length === 0) {
    throw new NotMeasurableError("the codes of the training images do not vary: all are one point");
  }
  const possible = components.filter((count) => count <= train.rows).toSorted((a, b) => a - b);
  if (possible.length === 0) {
    throw new NotMeasurableError(
      `it needs at least one training image for each of ${counted(Math.min(...components), "component")}, found ${train.rows}`,
    );
  }
  const standardiser = fitStandardiser(columnsOf(train, units));
  const standard = (split: Matrix): Matrix => standardiser.apply(columnsOf(split, units));
  const spaces = { train: standard(train), validation: validation && standard(validation) };
  const chosenOn = spaces.validation ?? spaces.train;
  // A density of standardised units is less by their deviations in the units of the code.
  const scale = standardiser.deviations.reduce((sum, deviation) => sum + Math.log(deviation), 0);
  const covariance = covarianceFor(units.length);
  const work = possible.reduce((sum, count) => sum + count, 0);
  const candidates: MixtureCandidate[] = [];
  let best: { readonly mixture: GaussianMixture; readonly bic: number } | undefined;
  let done = 0;
  for (const count of possible) {
    const part = partOf(hooks, done / work, (done + count) / work);
    const { mixture } = await fitMixture(spaces.train, count, covariance, part, tolerance);
    done += count;
    const bic = bayesianCriterion(mixture, chosenOn) + 2 * chosenOn.rows * scale;
    candidates.push({
      components: count,
      bic,
      logLikelihood: {
        train: meanLogDensity(mixture, spaces.train) - scale,
        ...(spaces.validation && { validation: meanLogDensity(mixture, spaces.validation) - scale }),
      },
    });
    if (best !== undefined && bic >= best.bic) break;
    best = { mixture, bic };
  }
  hooks.onProgress?.(1);
  const { mixture } = best as NonNullable<typeof best>;
  return {
    findings: {
      components: mixture.weights.length,
      covariance,
      images: { train: train.rows, validation: validation?.rows ?? 0, test: test?.rows ?? 0 },
      chosenBy: validation === undefined ? "train" : "validation",
      candidates,
      ...(test && { testLogLikelihood: meanLogDensity(mixture, standard(test)) - scale }),
      constantUnits: columns - units.length,
    },
    draw: (count, seed) => {
      const drawn = drawFromMixture(mixture, count, createRandom(seed, "codes of a mixture"));
      return asCodes(drawn, units, standardiser, train);
    },
  };
}

function columnsOf({ rows, columns, data }: Matrix, chosen: readonly number[]): Matrix {
  const values = new Float32Array(rows * chosen.length);
  for (let row = 0; row < rows; row++) {
    chosen.forEach((column, at) => {
      values[row * chosen.length + at] = data[row * columns + column]!;
    });
  }
  return { rows, columns: chosen.length, data: values };
}

/**
 * Standardised values of the units that vary as whole codes: each within the range that its unit has on the training codes, as the
 * decoder has seen nothing beyond; a unit that does not vary has its value.
 */
function asCodes(drawn: Matrix, units: readonly number[], standardiser: Standardiser, train: Matrix): Matrix {
  const { columns, data } = train;
  const codes = new Float32Array(drawn.rows * columns);
  for (let row = 0; row < drawn.rows; row++) codes.set(data.subarray(0, columns), row * columns);
  units.forEach((unit, at) => {
    const [least, greatest] = rangeOf(train, unit);
    for (let row = 0; row < drawn.rows; row++) {
      const value =
        drawn.data[row * units.length + at]! * standardiser.deviations[at]! + standardiser.means[at]!;
      codes[row * columns + unit] = Math.min(greatest, Math.max(least, value));
    }
  });
  return { rows: drawn.rows, columns, data: codes };
}
