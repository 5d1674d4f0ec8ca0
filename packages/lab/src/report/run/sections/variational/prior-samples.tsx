import type { Figure } from "../../../components/section.ts";
import { drawnSamplesFigure } from "../drawn-samples.tsx";
import type { SoundReportInput } from "../report-section.ts";

/** Samples decoded from codes of the prior. */
export function priorSamplesFigure(run: SoundReportInput, file?: string): Figure | undefined {
  const { samples } = run.evaluation.pictures;
  return (
    samples &&
    drawnSamplesFigure(run, samples, {
      source: "the standard normal prior",
      between:
        "what looks like a mixture was drawn from a place between them, which the prior fills and the data do not.",
      ...(file === undefined ? {} : { file }),
    })
  );
}
