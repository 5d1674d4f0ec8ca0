import type { ChannelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import type { Findings } from "../../detector/detector.ts";
import type { DetectorSummary } from "../../detector/folder/detector-summary.ts";
import type { Reason } from "../../detector/reasons.ts";
import type { Provenance } from "../../run/files/provenance.ts";
import type { PlotDocument } from "../plots/plot-document.ts";

/** All that the page of a detector tells. */
export interface DetectorInput {
  readonly summary: DetectorSummary;
  /** Of the last training. */
  readonly history: readonly EpochRecord[];
  /** Scores of held-out normal samples, ascending. */
  readonly normalScores: Float64Array;
  readonly provenance: Provenance;
  /** Where plots are drawn: the page's own document in a browser, {@link createDocument}'s elsewhere. */
  readonly document: PlotDocument;
}

/** One of the samples that a page shows from near. */
export interface StrangeSample {
  /** Its file, or its place. */
  readonly name: string;
  /** The name of its class, where it has one. */
  readonly label?: string;
  readonly score: number;
  /** Per cent of held-out normal samples with a lower score. */
  readonly percentile: number;
  readonly isAlarm: boolean;
  /** Of rows: the columns that say why. */
  readonly reasons?: readonly Reason[];
}

/** All that a page of scores tells. */
export interface ScoresInput {
  readonly summary: DetectorSummary;
  readonly normalScores: Float64Array;
  /** What was scored, in words for a title: `new.csv`. */
  readonly source: string;
  readonly findings: Pick<Findings, "scores" | "alarms" | "areUnlike">;
  /** The strangest, the most strange first. */
  readonly strangest: readonly StrangeSample[];
  /** The same ones as samples: as they are, ... */
  readonly samples: Samples;
  /** ... `[N, sampleSize]`, as the autoencoder makes them of themselves, in the units of the samples (images in [0, 1]), ... */
  readonly reconstructions: Float32Array;
  /** ... and `[N, sampleSize]`, the squared errors, value by value. */
  readonly errors: Float32Array;
  /** By which numbers that are not bounded are drawn alike: of the samples that the autoencoder was trained on. */
  readonly statistics?: ChannelStatistics | undefined;
  /** The table of all scores, by its path from the page; absent where there is none. */
  readonly file?: string | undefined;
  readonly document: PlotDocument;
}
