import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import type { CodeStatistics } from "./activations.ts";
import { type Histogram, histogramOf } from "./spread.ts";

/** How a dictionary is used over the test samples. */
export interface DictionaryMeasures {
  /** How many atoms it has. */
  readonly atoms: number;
  /** Units that no test sample makes active. */
  readonly dead: number;
  /**
   * The share of the variance of the test samples that reconstructions leave: the squared error, divided by that of saying the mean of the training
   * samples always. Absent where these are not known, or that error is 0.
   */
  readonly unexplained?: number;
  /** log10 of the share of test samples that make a unit active, over the units that any makes active; absent where there is none. */
  readonly density?: Histogram;
}

const densityBins = 30;

/**
 * `undefined` for a model whose code is not that of a dictionary.
 * @param code of the test samples
 * @param errors squared errors, mean over the test samples: of the model, and of the mean of the training samples
 */
export function describeDictionary(
  model: Model,
  code: CodeStatistics,
  errors: { readonly model: number; readonly mean: () => number | undefined },
): DictionaryMeasures | undefined {
  if (codeOf(model).dictionary === undefined) return undefined;
  const ofMean = errors.mean();
  const shares = code.units.flatMap(({ activeFraction }) => (activeFraction > 0 ? [activeFraction] : []));
  return {
    atoms: code.latentSize,
    dead: code.dead.length,
    ...(ofMean === undefined || ofMean === 0 ? {} : { unexplained: errors.model / ofMean }),
    ...(shares.length === 0
      ? {}
      : { density: histogramOf(Float64Array.from(shares, Math.log10), densityBins) }),
  };
}
