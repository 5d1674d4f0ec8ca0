import type { Evaluation, SoundEvaluation } from "../evaluation/evaluation.ts";
import type { Provenance } from "../run/files/provenance.ts";
import type { EpochRecord, RunSummary } from "../run/files/summary.ts";
import type { Representation } from "./representation-input.ts";
import type { Section } from "./section.ts";

/** All that a report tells. */
export interface ReportInput {
  readonly summary: RunSummary;
  readonly history: readonly EpochRecord[];
  readonly evaluation: Evaluation;
  /** Of which weights and data all of it is; absent where that is not known. */
  readonly provenance?: Provenance;
  /** Absent where no measures of the code were taken. */
  readonly representation?: Representation;
  /** Where plots are drawn: the page's own document in a browser, {@link createDocument}'s elsewhere. */
  readonly document: Document;
}

/** Of a model that makes finite numbers of test images. */
export interface SoundReportInput extends ReportInput {
  readonly evaluation: SoundEvaluation;
}

export function isSound(input: ReportInput): input is SoundReportInput {
  return input.evaluation.pictures !== undefined;
}

/** A section of the report. */
export type ReportSection = Section<ReportInput>;

/** One about what the model makes of the test images: a report is without it where it makes finite numbers of none. */
export function ofTestImages(section: {
  readonly title?: string;
  readonly parts: Section<SoundReportInput>["parts"];
}): ReportSection {
  return { ...section, parts: (input) => (isSound(input) ? section.parts(input) : []) };
}
