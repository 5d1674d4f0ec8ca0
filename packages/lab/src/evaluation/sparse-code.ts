import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { sliceSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { makesSparse } from "hourglass-core/internal/model/layers/layers.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import { type Penalty, takenPenalty } from "hourglass-core/internal/program/penalties/penalties.ts";
import type { CodeStatistics, UnitActivation } from "./activations.ts";
import { type Histogram, histogramOf, type MeanAndDeviation, meanAndDeviation } from "./spread.ts";
import { type ActivatingImage, createStrongestImages, type StrongestImages } from "./strongest-images.ts";

/** How sparse the codes of the test images are. */
export interface SparseCodeMeasures {
  /** The penalty of training that makes codes sparse; absent where a layer or nothing did. */
  readonly sparsity?: Penalty;
  /** L0: how many values of a code are not 0, over images. */
  readonly l0: MeanAndDeviation;
  /** {@link hoyerSparseness} over the images whose code is not all 0; absent where there is none. */
  readonly hoyer?: MeanAndDeviation;
  /** The mean activity of each unit, over units. */
  readonly meanActivity: Histogram;
}

/** A unit with the test images on which it is most active. */
export interface UnitImages {
  readonly unit: number;
  readonly activeFraction: number;
  readonly lifetimeSparseness: number;
  readonly images: readonly (ActivatingImage & {
    readonly label?: number;
    /** `[sampleSize]`, as sets have samples. */
    readonly original: SampleValues;
  })[];
}

export interface SparseCode {
  readonly measures: SparseCodeMeasures;
  /** The most selective living units, then the least selective. */
  readonly units: readonly UnitImages[];
}

const histogramBins = 40;
const shownUnits = 12;
const imagesOfUnit = 8;
/** A code that is never negative counts as sparse above this size, whatever made it so. */
const largeCode = 64;

/** The first of the penalties that makes codes sparse. */
export function sparsityAmong(penalties: readonly Penalty[]): Penalty | undefined {
  return penalties.find((penalty) => takenPenalty(penalty).kind.makesSparse);
}

/** Whether to look at a code as a sparse one: by how it was trained, or because it is large and has a zero. */
export function isSparseCode(
  model: Pick<Model, "encoder">,
  { latentSize, nonNegative }: CodeStatistics,
  sparsity: Penalty | undefined,
): boolean {
  const selected = model.encoder.some(({ kind }) => makesSparse(kind));
  return sparsity !== undefined || selected || (nonNegative && latentSize > largeCode);
}

/**
 * How uneven the values of a code are: 0 where all are equally large, 1 where one alone is not 0. Hoyer, "Non-negative
 * matrix factorization with sparseness constraints", 2004, section 3.1. Undefined for a code of one value, or of zeros.
 */
export function hoyerSparseness(code: Float32Array): number | undefined {
  let sum = 0;
  let squares = 0;
  for (const value of code) {
    sum += Math.abs(value);
    squares += value ** 2;
  }
  const root = Math.sqrt(code.length);
  return squares === 0 || root === 1 ? undefined : (root - sum / Math.sqrt(squares)) / (root - 1);
}

/**
 * How selective a unit is over the `count` test images: 0 where it answers to all alike, 1 where to one alone. Vinje and
 * Gallant, "Sparse coding and decorrelation in primary visual cortex during natural vision", 2000.
 */
export function lifetimeSparseness(
  { mean, standardDeviation }: Pick<UnitActivation, "mean" | "standardDeviation">,
  count: number,
): number {
  const square = mean ** 2 + standardDeviation ** 2;
  return square === 0 || count === 1 ? 0 : (1 - mean ** 2 / square) / (1 - 1 / count);
}

/** Looks at the codes of the test set batch by batch, in order. */
export interface SparseCodeCounter {
  /** `[N, latentSize]` */
  add(codes: Float32Array): void;
  /**
   * @param statistics of the same codes
   * @param test the images of these codes
   * @param places of the images in the test set
   */
  result(
    statistics: CodeStatistics,
    test: Samples,
    places: Int32Array,
    sparsity: Penalty | undefined,
  ): SparseCode;
}

export function createSparseCodeCounter(latentSize: number): SparseCodeCounter {
  const strongest = createStrongestImages(latentSize, imagesOfUnit);
  const l0: number[] = [];
  const hoyer: number[] = [];
  return {
    add(codes) {
      strongest.add(codes);
      for (let start = 0; start < codes.length; start += latentSize) {
        const code = codes.subarray(start, start + latentSize);
        let entries = 0;
        for (const value of code) if (value !== 0) entries++;
        l0.push(entries);
        const sparseness = hoyerSparseness(code);
        if (sparseness !== undefined) hoyer.push(sparseness);
      }
    },
    result: ({ units }, test, places, sparsity) => ({
      measures: {
        ...(sparsity === undefined ? {} : { sparsity }),
        l0: meanAndDeviation(l0),
        ...(hoyer.length === 0 ? {} : { hoyer: meanAndDeviation(hoyer) }),
        meanActivity: histogramOf(
          Float64Array.from(units, ({ mean }) => mean),
          histogramBins,
        ),
      },
      units: chooseUnits(units, test.count).map((unit) => showUnit(unit, strongest, test, places)),
    }),
  };
}

/** The most and the least selective of the units that are active on enough images to fill a row. */
function chooseUnits(units: readonly UnitActivation[], count: number): UnitActivation[] {
  const selectivity = new Map(units.map((unit) => [unit, lifetimeSparseness(unit, count)]));
  const living = units
    .filter(({ activeFraction }) => activeFraction * count >= Math.min(imagesOfUnit, count))
    .sort((a, b) => selectivity.get(b)! - selectivity.get(a)! || a.unit - b.unit);
  if (living.length <= shownUnits) return living;
  return [...living.slice(0, shownUnits / 2), ...living.slice(-shownUnits / 2)];
}

function showUnit(
  activation: UnitActivation,
  strongest: StrongestImages,
  test: Samples,
  places: Int32Array,
): UnitImages {
  const { unit, activeFraction } = activation;
  return {
    unit,
    activeFraction,
    lifetimeSparseness: lifetimeSparseness(activation, test.count),
    images: strongest.of(unit).map(({ index, value }) => {
      const one = sliceSamples(test, index, index + 1);
      const { labels } = one;
      return {
        index: places[index]!,
        value,
        ...(labels === undefined ? {} : { label: labels[0]! }),
        original: valuesOf(one),
      };
    }),
  };
}
