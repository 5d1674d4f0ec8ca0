import type { ChannelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import type { EpochRecord, RunSummary } from "../../run/files/summary.ts";
import type { Drawn } from "../pictures/draw-sample.ts";
import type { PlotDocument } from "../plots/plot-document.ts";

/** A run as a comparison needs it. */
export interface ComparedRun {
  /** Unique among the runs that are compared. */
  readonly name: string;
  readonly summary: RunSummary;
  readonly history: readonly EpochRecord[];
  /** `[sampleSize]` each, as sets have samples: what it makes of the examples, in their order. */
  readonly reconstructions: readonly SampleValues[];
}

/** A test sample that every run has rebuilt. */
export interface ComparedExample {
  /** Position in the test set, 0 for the first. */
  readonly index: number;
  /** Absent where the set has no labels. */
  readonly label?: number;
  /** `[sampleSize]` as sets have samples. */
  readonly original: SampleValues;
}

/** All that a comparison tells: two or more runs on one data set. */
export interface ComparisonInput {
  readonly runs: readonly ComparedRun[];
  readonly examples: readonly ComparedExample[];
  /** By which samples that are not bounded are drawn: of each channel, over the training split. */
  readonly statistics?: ChannelStatistics | undefined;
  /** Where plots are drawn: the page's own document in a browser, {@link createDocument}'s elsewhere. */
  readonly document: PlotDocument;
}

/** The run whose data all share. */
export function firstRun({ runs }: ComparisonInput): ComparedRun {
  return runs[0] as ComparedRun;
}

/** What the samples are, and how they are drawn. */
export function drawnOf(comparison: ComparisonInput): Drawn {
  const { statistics } = comparison;
  const sample = shapeStored(firstRun(comparison).summary.dataset);
  return { sample, ...(statistics === undefined ? {} : { statistics }) };
}

/** Of what the figures are. */
export function comparisonWords(comparison: ComparisonInput): string {
  return `${firstRun(comparison).summary.dataset.title}; the same splits for all`;
}
