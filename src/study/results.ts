import type { Confusion, Curve, FigureInfo } from "../representation/measure.ts";

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
  readonly status: "done" | "failed" | "not yet";
  /** What stopped it, where it failed. */
  readonly error?: string;
  readonly epochs?: number;
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
  readonly curves: readonly CurveSpread[];
  /** Of the first seed that is done. */
  readonly confusions: readonly Confusion[];
}

/** A sentence that the numbers support, with the test behind it. */
export interface Finding {
  readonly text: string;
  /** What it rests on: `Welch's t = 12.3 with 3.2 degrees of freedom, p = 0.0009 (Holm, 6 comparisons)`. */
  readonly basis: string;
  /** Whether a difference was found; else the sentence says that none was. */
  readonly isDifference: boolean;
}

/** Test images of a data set, rebuilt by every cell. */
export interface StudyExamples {
  readonly data: string;
  readonly image: { readonly height: number; readonly width: number; readonly channels: number };
  /** Positions in the test set. */
  readonly indices: readonly number[];
  readonly labels?: readonly number[];
}

/** The content of a study's results.json. */
export interface StudyResults {
  readonly format: 1;
  readonly title: string;
  readonly question: string;
  /** The protocol in words: data, splits, epochs, seeds. */
  readonly protocol: readonly string[];
  /** Settings that vary, in the order of the file, with their values. */
  readonly varied: readonly { readonly setting: string; readonly values: readonly VariedValue[] }[];
  readonly figures: readonly StudyFigure[];
  readonly runs: readonly RunRow[];
  readonly cells: readonly CellRow[];
  readonly findings: readonly Finding[];
  readonly examples: readonly StudyExamples[];
  readonly environment: {
    readonly hourglass: string;
    readonly runtime: string;
    readonly cpu: string;
    readonly cores: number;
  };
}
