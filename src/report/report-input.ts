import type { Evaluation, SoundEvaluation } from "../evaluation/evaluation.ts";
import type { Provenance } from "../run/files/provenance.ts";
import type { EpochRecord, RunSummary } from "../run/files/summary.ts";
import type { RenderedPlot } from "./plots/render-plot.ts";
import type { Representation } from "./representation-input.ts";
import type { RepresentationPlots } from "./representation-plots.ts";

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

/** The plots that do not depend on what the model makes of the test images. */
export interface RunPlots {
  readonly loss: RenderedPlot;
  /** The parts of the validation loss, where it has several. */
  readonly lossParts?: { readonly reconstruction: RenderedPlot; readonly penalty: RenderedPlot };
  /** Where measures of the code were taken. */
  readonly representation?: RepresentationPlots;
}

/** The plots of a report by what they show. */
export interface ReportPlots extends RunPlots {
  readonly errorHistogram: RenderedPlot;
  /** Absent where the test set has no labels. */
  readonly classErrors?: RenderedPlot;
  readonly activations: RenderedPlot;
  readonly brightestCell: RenderedPlot;
  /** For a model that was trained on corrupted images. */
  readonly noiseCurve?: RenderedPlot;
  /** For a sparse code. */
  readonly meanActivity?: RenderedPlot;
  /** For a Gaussian code. */
  readonly unitVariances?: RenderedPlot;
}

/** What the sections are made of that every page has. */
export interface RunSectionProps extends Omit<ReportInput, "document"> {
  readonly plots: RunPlots;
}

/** What every section of the page is made of. */
export interface SectionProps extends RunSectionProps {
  readonly evaluation: SoundEvaluation;
  readonly plots: ReportPlots;
}
