import type { Evaluation } from "../../evaluation/evaluation.ts";
import type { DrawnSamples } from "../../measures/mixture/draw-samples.ts";
import type { Provenance } from "../../run/files/provenance.ts";
import type { EpochRecord, RunSummary } from "../../run/files/summary.ts";
import type { PlotDocument } from "../plots/plot-document.ts";
import type { Representation } from "./representation-input.ts";

/** All that a report tells. */
export interface ReportInput {
  readonly summary: RunSummary;
  readonly history: readonly EpochRecord[];
  readonly evaluation: Evaluation;
  /** Of which weights and data all of it is; absent where that is not known. */
  readonly provenance?: Provenance;
  /** Absent where no measures of the code were taken. */
  readonly representation?: Representation;
  /** New samples of a model whose code has no distribution; absent where none were drawn. */
  readonly drawn?: DrawnSamples;
  /** Where plots are drawn: the page's own document in a browser, {@link createDocument}'s elsewhere. */
  readonly document: PlotDocument;
}
