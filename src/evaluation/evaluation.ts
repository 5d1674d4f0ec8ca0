import type { CodeStatistics } from "./activations.ts";
import type { CellConfusion } from "./brightest-cell.ts";
import type { ClassErrors, ErrorMeasure, ImageError } from "./errors.ts";
import type { Pictures } from "./pictures.ts";
import type { Histogram, Spread } from "./spread.ts";

/** What a trained autoencoder does on the test set, in numbers: plain JSON. */
export interface Measures {
  readonly format: 1;
  /** Number of test images. */
  readonly images: number;
  /** Pixels of an image times channels. */
  readonly imageSize: number;
  /** How each error lies over the images. */
  readonly errors: Readonly<Record<ErrorMeasure, Spread>>;
  /** The measure that ranks the images, and how it lies over them. */
  readonly rankedBy: ErrorMeasure;
  readonly errorHistogram: Histogram;
  readonly extremes: {
    readonly best: readonly ImageError[];
    readonly median: readonly ImageError[];
    readonly worst: readonly ImageError[];
  };
  /** Absent where the test set has no labels. */
  readonly errorsByClass?: readonly ClassErrors[];
  readonly code: CodeStatistics;
  readonly brightestCell: CellConfusion;
}

/** What a trained autoencoder does on the test set. */
export interface Evaluation {
  readonly measures: Measures;
  readonly pictures: Pictures;
}
