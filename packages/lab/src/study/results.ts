import type { ImageShape, SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { Confusion, Curve, FigureInfo } from "../measures/measure.ts";

/** The value of a setting that a study varies. */
export type VariedValue = number | string | boolean | readonly number[];

/** What a column of a study's tables holds: a figure by its full name, such as `bce` or `probe.accuracy`. */
export interface StudyFigure extends FigureInfo {
  /** `test bce`; unique. */
  readonly name: string;
  /** Full name of the figure that is drawn beside it. */
  readonly beside?: string;
}

/** Where a training stands in the grid of its study. */
export interface Place {
  /** Name of the data set. */
  readonly data: string;
  /** The label of the model in the study's file. */
  readonly model: string;
  /** The varied settings, by their names. */
  readonly varied: Readonly<Record<string, VariedValue>>;
}

/** A row a training. */
export interface RunRow extends Place {
  /** Unique, and the name of its folder in the study's `runs/`. */
  readonly id: string;
  /** The id of its cell. */
  readonly cell: string;
  readonly seed: number;
  /** By its content, SHA-256: the same for the same training on any machine; absent in results of earlier versions. */
  readonly name?: string;
  readonly status: "done" | "failed" | "not yet";
  /** What stopped it, where it failed. */
  readonly error?: string;
  readonly epochs?: number;
  /** Updates of the weights over all epochs. */
  readonly steps?: number;
  /** Training images over all epochs, each as often as it was used. */
  readonly images?: number;
  /** Whether it had all epochs that it might have, rather than that its loss had stopped falling. */
  readonly allEpochs?: boolean;
  /**
   * By how many % the last tenth of its epochs lowered the lowest validation loss; absent without a validation set, and with
   * fewer than ten epochs.
   */
  readonly lastTenth?: number;
  /** Of training, over all resumes. */
  readonly seconds?: number;
  /** SHA-256 of the weights that were measured. */
  readonly weights?: string;
  /** Figures on the test split, by their full names; what could not be measured is absent. */
  readonly figures: Readonly<Record<string, number>>;
  /** What is wrong with the model, in sentences; absent where nothing is. */
  readonly warnings?: readonly string[];
  /** Why, by the names of measures; absent where all was measured. */
  readonly notMeasured?: Readonly<Record<string, string>>;
}

/** Over the seeds of a cell. */
export interface SeedSpread {
  readonly mean: number;
  /** The sample standard deviation (divided by one less than the number of seeds); absent with one seed. */
  readonly deviation?: number;
  readonly seeds: number;
}

/** A curve over the seeds of a cell. */
export interface CurveSpread extends Omit<Curve, "points"> {
  readonly points: readonly ({ readonly x: number } & SeedSpread)[];
}

/** A row a cell: a place in the grid, over its seeds. */
export interface CellRow extends Place {
  readonly id: string;
  /** How the report names it: `deep, code of 32`. */
  readonly title: string;
  /** Trainings that are done. */
  readonly seeds: number;
  readonly figures: Readonly<Record<string, SeedSpread>>;
  /** What a training got, mean over the seeds; absent where none is done, and in results of earlier versions. */
  readonly training?: { readonly epochs: number; readonly steps: number; readonly images: number };
  readonly curves: readonly CurveSpread[];
  /** Of the first seed that is done. */
  readonly confusions: readonly Confusion[];
}

/** Two cells compared by a figure: all numbers are of the second against the first. */
export interface PairResult {
  /** Ids of the cells. */
  readonly first: string;
  readonly second: string;
  /** The difference of the means in the figure's unit, or their ratio, as the figure's scale says. */
  readonly estimate: number;
  /** The interval that holds with 95 % together with those of all other pairs of the comparison. */
  readonly low: number;
  readonly high: number;
  /** The difference over the pooled standard deviation (of ratios: that of logarithms). */
  readonly effect: number;
  /** The difference in % of the smaller mean; `null` where that is no number. */
  readonly percent: number | null;
  /** Corrected for all pairs of the comparison (Tukey-Kramer). */
  readonly p: number;
  readonly toldApart: boolean;
}

/** Cells that differ in one thing only, compared by a figure. */
export interface Comparison {
  /** What they differ in: `model`, or the name of a setting. */
  readonly over: string;
  readonly data: string;
  /** What they have in common: `mnist, latent size 8`. */
  readonly place: string;
  /** Their ids: of a setting in the order of its values, of models in that of the study. */
  readonly cells: readonly string[];
  readonly pairs: readonly PairResult[];
  /**
   * Names cells that were not trained alike: `unequal training: vanilla had 800 steps, deep 400 steps`, or, where the budget is
   * that the loss stops falling, `not converged: ...`; absent where there are none.
   */
  readonly unequal?: string;
  /** What the numbers support, in a sentence. */
  readonly text: string;
}

/** What a figure says. */
export interface FigureFindings {
  /** Its full name. */
  readonly figure: string;
  /** The linear model behind it; absent where nothing could be tested. */
  readonly model?: {
    readonly scale: "difference" | "ratio";
    /** Of the error, pooled over all cells; of ratios that of logarithms. */
    readonly deviation: number;
    readonly degreesOfFreedom: number;
    readonly observations: number;
  };
  /** What is to be known of its comparisons, a sentence a line. */
  readonly notes: readonly string[];
  /** The full name of an earlier figure that tells the same cells apart in the same direction: what is said of it is not repeated. */
  readonly alike?: string;
  readonly comparisons: readonly Comparison[];
}

/** What the study was asked for, in a sentence made of the numbers. */
export interface Answer {
  readonly text: string;
  /** Full name of the figure that it speaks of, and what its cells differ in (`model`, or a setting): the picture that shows it. */
  readonly figure: string;
  readonly over: string;
}

/** Test images of a data set, rebuilt by every cell. */
export interface StudyExamples {
  readonly data: string;
  /** The shape of images; that of other samples is in `sample`. */
  readonly image?: ImageShape;
  readonly sample?: SampleShape;
  /** Positions in the test set. */
  readonly indices: readonly number[];
  readonly labels?: readonly number[];
}

/** A run that was finished once more, on whatever machine, and had other results than the first time. */
export interface Contradiction {
  readonly run: string;
  readonly host: string;
  /** What differs, in words. */
  readonly differences: readonly string[];
}

/** What was found where runs were finished more than once: a check of whether machines compute alike. */
export interface Repeated {
  /** How often a run was finished that had a result already. */
  readonly times: number;
  readonly contradictions: readonly Contradiction[];
  readonly text: string;
}

/** The content of a study's results.json. */
export interface StudyResults {
  readonly format: 2;
  readonly title: string;
  readonly question: string;
  /** The protocol in words: data, splits, epochs, seeds. */
  readonly protocol: readonly string[];
  /** Settings that vary, in the order of the file, with their values. */
  readonly varied: readonly { readonly setting: string; readonly values: readonly VariedValue[] }[];
  readonly figures: readonly StudyFigure[];
  readonly runs: readonly RunRow[];
  readonly cells: readonly CellRow[];
  /** By what trainings are equal; absent where the study has no budget, and in results of earlier versions. */
  readonly budget?: { readonly by: "steps" | "images" | "converged"; readonly text: string };
  /** Of the figures that are drawn. */
  readonly findings: readonly FigureFindings[];
  /** Absent where nothing was measured. */
  readonly answer?: Answer;
  readonly examples: readonly StudyExamples[];
  /** Absent where every run was finished once. */
  readonly repeated?: Repeated;
  readonly environment: {
    readonly hourglass: string;
    readonly runtime: string;
    readonly cpu: string;
    readonly cores: number;
  };
}
