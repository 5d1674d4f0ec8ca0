import type { SoundEvaluation } from "../../../evaluation/evaluation.ts";
import type { Section } from "../../components/section.ts";
import type { ReportInput } from "../report-input.ts";

/** Of a model that makes finite numbers of test samples. */
export interface SoundReportInput extends ReportInput {
  readonly evaluation: SoundEvaluation;
}

export function isSound(input: ReportInput): input is SoundReportInput {
  return input.evaluation.pictures !== undefined;
}

/** A section of the report. */
export type ReportSection = Section<ReportInput>;

/** One about what the model makes of the test samples: a report is without it where it makes finite numbers of none. */
export function ofTestSamples(section: {
  readonly title?: Exclude<ReportSection["title"], undefined>;
  readonly parts: Section<SoundReportInput>["parts"];
}): ReportSection {
  return { ...section, parts: (input) => (isSound(input) ? section.parts(input) : []) };
}
