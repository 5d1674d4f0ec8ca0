import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { RocPoint } from "../evaluation/auroc.ts";
import type { MeanInterval } from "../evaluation/mean-interval.ts";
import type { MeanAndDeviation } from "../evaluation/spread.ts";
import type { RunSummary } from "../run/files/summary.ts";
import type { OfScores } from "./anomaly-scores.ts";
import type { AnomalyBaselineName, OfBaselines } from "./baselines.ts";

/** What is to be detected: all that the numbers depend on, but the data themselves. */
export interface AnomalyPlan {
  /** Of which each of {@link AnomalyPlan.seeds} in turn replaces the seed. */
  readonly settings: Settings;
  /** The layers, where the settings name a file of them. */
  readonly architecture?: Architecture;
  /** The classes that are normal, one after the other; absent where a whole data set is. */
  readonly classes?: readonly number[];
  /** The data set whose test samples are the anomalies; absent where other classes are. */
  readonly against?: string;
  readonly seeds: readonly number[];
}

/** A test sample with the score that is shown from near: the combined one, or the error where there is none. */
export interface ScoredImage {
  /** What the data set that it is from is called; {@link ScoredImage.isAnomalous} tells two of one name apart. */
  readonly dataset: string;
  /** Position in the test set of that data set, 0 for the first. */
  readonly index: number;
  readonly isAnomalous: boolean;
  readonly score: number;
}

/** How these scores lie: counts over bins of equal width; scores above `maximum` are in the last bin. */
export interface ScoreHistogram {
  readonly minimum: number;
  readonly maximum: number;
  readonly normal: readonly number[];
  readonly anomalous: readonly number[];
}

/** One autoencoder, trained on normal samples alone, and how it tells anomalous ones. */
export interface AnomalyCell {
  /** What is normal, in words. */
  readonly normal: string;
  /** Absent where a whole data set is normal. */
  readonly normalClass?: number;
  readonly seed: number;
  /** Numbers of samples; the last two are of the test set. */
  readonly images: {
    readonly train: number;
    readonly validation: number;
    readonly normal: number;
    readonly anomalous: number;
  };
  readonly epochs: number;
  /** Wall time of training and scoring. */
  readonly seconds: number;
  /** Area under the ROC curve of every score, 0 to 1. */
  readonly auroc: OfScores<number>;
  /** Of the score that is shown from near, thinned out. */
  readonly curve: readonly RocPoint[];
  readonly histogram: ScoreHistogram;
  readonly extremes: {
    /** Of all test samples, the highest scores first. */
    readonly strangest: readonly ScoredImage[];
    /** Of all test samples, the lowest scores first. */
    readonly leastStrange: readonly ScoredImage[];
    /** Of the normal ones, the highest scores first: false alarms. */
    readonly strangestNormal: readonly ScoredImage[];
    /** Of the anomalous ones, the lowest scores first: misses. */
    readonly leastStrangeAnomalous: readonly ScoredImage[];
  };
  /** Why the areas may say nothing, a sentence each; absent where nothing does, and in results of earlier versions. */
  readonly warnings?: readonly string[];
}

/** How the baselines tell anomalies where one thing is normal: for every seed the same. */
export interface AnomalyBaselines {
  /** What is normal, in words. */
  readonly normal: string;
  /** Absent where a whole data set is normal. */
  readonly normalClass?: number;
  /** Principal components, as many as the code has values, or the sample. */
  readonly components: number;
  /** Wall time of all of them. */
  readonly seconds: number;
  /** Area under the ROC curve of every baseline, 0 to 1. */
  readonly auroc: OfBaselines<number>;
}

/** How much more an autoencoder's scores tell than the baselines, over all that is normal in turn. */
export interface AnomalyComparison {
  /** What the differences are paired by, and so what their intervals are over: of one autoencoder there are none. */
  readonly pairs: "classes" | "seeds" | "none";
  /** Area under the ROC curve of every baseline, mean over what is normal. */
  readonly baselines: OfBaselines<number>;
  /** The baseline with the greatest mean, picked by these very areas. */
  readonly best: AnomalyBaselineName;
  /** Areas of a score less those of a baseline. */
  readonly differences: OfScores<OfBaselines<MeanInterval>>;
  /** What follows, in sentences. */
  readonly findings: readonly string[];
}

/** A data set by what its bytes were. */
export type DatasetIdentity = Pick<
  RunSummary["dataset"],
  "name" | "title" | "source" | "licence" | "classNames" | "image" | "sample" | "checksums" | "sha256"
>;

/** The content of anomaly.json. */
export interface AnomalyResults {
  readonly format: 1;
  readonly status: "unfinished" | "done";
  readonly plan: AnomalyPlan;
  readonly dataset: DatasetIdentity;
  /** The data set whose test samples are the anomalies. */
  readonly against?: DatasetIdentity;
  /** What each score is, of those that the samples have. */
  readonly scores: OfScores<string>;
  /** How it was measured, in words. */
  readonly protocol: readonly string[];
  /** Class by class, and within a class seed by seed. */
  readonly cells: readonly AnomalyCell[];
  /** Area under the ROC curve, the mean over what is normal: mean and deviation over the seeds that are complete. */
  readonly mean?: OfScores<MeanAndDeviation>;
  /** What each baseline is. Absent in results of earlier versions, as is all that is about baselines. */
  readonly baselineScores?: OfBaselines<string>;
  /** In the order of the plan, of what has been begun. */
  readonly baselines?: readonly AnomalyBaselines[];
  /** Absent until all is finished. */
  readonly comparison?: AnomalyComparison;
  readonly environment: RunSummary["environment"];
}
