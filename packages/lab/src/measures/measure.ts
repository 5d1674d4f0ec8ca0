import type { ProgressHooks } from "../evaluation/progress.ts";
import type { MeasureSizes } from "./measure-sizes.ts";
import type { PixelBaseline } from "./pixel-baseline.ts";
import type { Representation } from "./representation.ts";

/** One number that a measure gives, as tables and plots name it. */
export interface FigureInfo {
  /** For the head of a column: `probe accuracy`. */
  readonly title: string;
  /** `nats`, `%`, `values`, `dB`; empty for a number without a unit. */
  readonly unit: string;
  /** Which direction is an improvement; absent where neither is. */
  readonly better?: "higher" | "lower";
  /** The figure of the same measure that is drawn beside it, such as that of the raw pixels. */
  readonly beside?: string;
  /** Whether studies plot it; the others stand in the tables. */
  readonly headline?: boolean;
}

/** A number over another: the error over the level of the noise. */
export interface Curve {
  /** Unique within its measure. */
  readonly name: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** How often an image of a class (row) was taken for one of another (column). */
export interface Confusion {
  /** Unique within its measure. */
  readonly name: string;
  readonly title: string;
  readonly counts: readonly (readonly number[])[];
}

export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

/** Test images as points in the plane. */
export interface PlaneMap {
  /** Unique within its measure. */
  readonly name: string;
  readonly title: string;
  /** Positions in the test set. */
  readonly images: readonly number[];
  /** The coordinates of these images. */
  readonly points: readonly PlanePoint[];
}

/** What a measure found, in plain JSON. Every number in it is finite. */
export interface MeasureResult {
  /** By the names of {@link Measure.figures}; those that could not be measured are absent. */
  readonly figures: Readonly<Record<string, number>>;
  /** Why there are no figures, or what of the measure is missing and why: `it needs labels, which the images do not have`. */
  readonly notMeasured?: string;
  readonly curves?: readonly Curve[];
  readonly confusions?: readonly Confusion[];
  readonly maps?: readonly PlaneMap[];
  /** What was chosen, and on which split: `k = 5, by the accuracy on the validation split`. */
  readonly choices?: readonly string[];
}

/** One way to say what a code is worth. */
export interface Measure {
  readonly title: string;
  /** What is computed, in a sentence or two. */
  readonly definition: string;
  /** What is fitted, chosen and reported on which split. */
  readonly protocol: string;
  /** The paper or library that defines it. */
  readonly source: string;
  readonly figures: Readonly<Record<string, FigureInfo>>;
  /** What a data set must have, or be of, for it. */
  readonly needs?: "labels" | "factors" | "images";
  /** About how many seconds it takes for a 32-value code of MNIST on two cores: weighs the progress. */
  readonly seconds: number;
  /** Likewise, for what is computed once for all models on the same pixels. */
  readonly baselineSeconds?: number;
  /** About how many bytes it takes at its height, beside the images: to tell what fits from what does not. */
  readonly memory: (sizes: MeasureSizes) => number;
  /** What of the baseline it asks for. */
  readonly baseline?: Exclude<keyof PixelBaseline, "splits">;
  /** @throws NotMeasurableError where the data or the model do not allow it */
  measure(representation: Representation, hooks: ProgressHooks): Promise<MeasureResult>;
}
