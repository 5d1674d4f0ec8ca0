import { samplesOf } from "../../../words/sample-words.ts";
import { ofTestSamples, type ReportSection } from "../report-section.ts";
import { priorSamplesFigure } from "./prior-samples.tsx";

/** What a decoder makes of a prior that a penalty drew the codes to; that of a Gaussian code stands beside its bound. */
export const prior: ReportSection = ofTestSamples({
  title: ({ summary }) => `New ${samplesOf(summary).plural} from its prior`,
  parts: (run) => {
    const isOnlyPrior = run.evaluation.measures.variational === undefined;
    return isOnlyPrior ? [priorSamplesFigure(run, "figures/prior-samples")] : [];
  },
});
