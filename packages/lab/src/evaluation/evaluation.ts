import type { ChannelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { CodeStatistics } from "./activations.ts";
import type { CellConfusion } from "./brightest-cell.ts";
import type { ChannelErrors } from "./channel-errors.ts";
import type { ClassPictures } from "./class-pictures.ts";
import type { CodeGrid } from "./code-grid.ts";
import type { CodeShape } from "./code-shape.ts";
import type { CodebookMeasures, CodebookPictures } from "./codebook.ts";
import type { ColumnErrors } from "./column-errors.ts";
import type { Denoised, DenoisingMeasures } from "./denoising.ts";
import type { DictionaryMeasures } from "./dictionary.ts";
import type { ClassErrors, ErrorName, ImageError, OfErrors } from "./errors.ts";
import type { FeaturePictures } from "./feature-maps.ts";
import type { Filters } from "./filters.ts";
import type { Reconstruction } from "./pictures.ts";
import type { SparseCodeMeasures, UnitImages } from "./sparse-code.ts";
import type { Histogram, Spread } from "./spread.ts";
import type { UnitDrawings } from "./unit-drawings.ts";
import type { VariationalMeasures } from "./variational-measures.ts";
import type { Walk } from "./walks.ts";
import type { Warning } from "./warnings.ts";

/** What a trained autoencoder does on the test set, in numbers: plain JSON. */
export interface EvaluationFigures {
  readonly format: 2;
  /** Number of test images that the figures are of. */
  readonly images: number;
  /** Test images whose code, reconstruction or error is not finite, which no figure counts; absent where there are none. */
  readonly leftOut?: number;
  /** What is wrong with the model; the gravest first, none where nothing is. */
  readonly warnings: readonly Warning[];
  /** The number of values of a sample: of an image, pixels times channels. */
  readonly imageSize: number;
  /** How each error lies over the images. */
  readonly errors: OfErrors<Spread>;
  /** The measure that ranks the images, and how it lies over them. */
  readonly rankedBy: ErrorName;
  readonly errorHistogram: Histogram;
  readonly extremes: {
    readonly best: readonly ImageError[];
    readonly median: readonly ImageError[];
    readonly worst: readonly ImageError[];
  };
  /** Absent where the test set has no labels. */
  readonly errorsByClass?: readonly ClassErrors[];
  /** Of samples whose channels have units of their own, in the order of the channels: of rows, a column each. */
  readonly errorsByChannel?: readonly ChannelErrors[];
  /** In their place, of the rows of a table, whose columns have names: in the order of the columns. */
  readonly errorsByColumn?: readonly ColumnErrors[];
  /** Of a Gaussian code: of its means. */
  readonly code: CodeStatistics;
  /** For a model that was trained on corrupted images. */
  readonly denoising?: DenoisingMeasures;
  /** For a sparse code. */
  readonly sparseCode?: SparseCodeMeasures;
  /** For a code that is made of entries of a codebook. */
  readonly codebook?: CodebookMeasures;
  /** For a code that is made of atoms of a dictionary. */
  readonly dictionary?: DictionaryMeasures;
  /** For a Gaussian code. */
  readonly variational?: VariationalMeasures;
  /** Of images. */
  readonly brightestCell?: CellConfusion;
}

/** The samples that a report shows. */
export interface Pictures {
  /** What they are. */
  readonly sample: SampleShape;
  /** By which numbers that are not bounded are drawn alike: of each channel, over the training split. */
  readonly statistics?: ChannelStatistics;
  readonly codeShape: CodeShape;
  readonly examples: readonly Reconstruction[];
  readonly best: readonly Reconstruction[];
  readonly median: readonly Reconstruction[];
  readonly worst: readonly Reconstruction[];
  readonly unitDrawings: UnitDrawings;
  /** Between pairs of examples; none where there is one example. */
  readonly walks: readonly Walk[];
  /** Absent where no layer of the encoder has a kernel. */
  readonly filters?: Filters;
  /** For a model with convolutions. */
  readonly features?: FeaturePictures;
  /** The examples with noise, for a model that was trained on corrupted images. */
  readonly denoised?: readonly Denoised[];
  /** For a code that is made of entries of a codebook. */
  readonly codebook?: CodebookPictures;
  /** For a sparse code. */
  readonly unitImages?: readonly UnitImages[];
  /** Decodings of codes from the prior that a Gaussian code has, or that a penalty asks for: `[sampleSize]` each, as sets have samples. */
  readonly samples?: readonly SampleValues[];
  /** For a model that is told the class of each sample. */
  readonly classes?: ClassPictures;
  /** For a Gaussian code of two values. */
  readonly codeGrid?: CodeGrid;
}

/** What a trained autoencoder does on the test set. */
export type Evaluation = SoundEvaluation | UnsoundEvaluation;

export interface SoundEvaluation {
  readonly measures: EvaluationFigures;
  readonly pictures: Pictures;
}

/** Of a model that gives a finite code, reconstruction and error for no test image: there is nothing but what is wrong. */
export interface UnsoundEvaluation {
  readonly measures: UnsoundFigures;
  readonly pictures?: undefined;
}

type AlwaysMeasured = "format" | "images" | "leftOut" | "imageSize" | "warnings";

/** As {@link EvaluationFigures}, of no image. */
export type UnsoundFigures = Pick<EvaluationFigures, AlwaysMeasured> & {
  readonly [Name in Exclude<keyof EvaluationFigures, AlwaysMeasured>]?: undefined;
};
