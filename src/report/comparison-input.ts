import type { EpochRecord, RunSummary } from "../run/files/summary.ts";

/** A run as a comparison needs it. */
export interface ComparedRun {
  /** Unique among the runs that are compared. */
  readonly name: string;
  readonly summary: RunSummary;
  readonly history: readonly EpochRecord[];
  /** `[imageSize]` bytes each: what it makes of the examples, in their order. */
  readonly reconstructions: readonly Uint8Array[];
}

/** A test image that every run has rebuilt. */
export interface ComparedExample {
  /** Position in the test set, 0 for the first. */
  readonly index: number;
  /** Absent where the set has no labels. */
  readonly label?: number;
  /** `[imageSize]` bytes. */
  readonly original: Uint8Array;
}

/** All that a comparison tells: two or more runs on one data set. */
export interface ComparisonInput {
  readonly runs: readonly ComparedRun[];
  readonly examples: readonly ComparedExample[];
  /** Where plots are drawn: the page's own document in a browser, {@link createDocument}'s elsewhere. */
  readonly document: Document;
}

/** The run whose data all share. */
export function firstRun({ runs }: ComparisonInput): ComparedRun {
  return runs[0] as ComparedRun;
}

/** Of what the figures are. */
export function comparisonWords(comparison: ComparisonInput): string {
  return `${firstRun(comparison).summary.dataset.title}; the same splits for all`;
}
