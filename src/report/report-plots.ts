import type { Measures, SoundEvaluation } from "../evaluation/evaluation.ts";
import { measureWords } from "./measures.ts";
import { objectiveWords } from "./objective-words.ts";
import { activationsPlot } from "./plots/activations-plot.ts";
import { brightestCellPlot } from "./plots/brightest-cell-plot.ts";
import { classErrorsPlot } from "./plots/class-errors-plot.ts";
import { errorHistogramPlot } from "./plots/error-histogram-plot.ts";
import { lossPartPlot } from "./plots/loss-part-plot.ts";
import { lossPlot } from "./plots/loss-plot.ts";
import { meanActivityPlot } from "./plots/mean-activity-plot.ts";
import { noiseCurvePlot } from "./plots/noise-curve-plot.ts";
import { type RenderedPlot, renderPlot } from "./plots/render-plot.ts";
import { unitVariancesPlot } from "./plots/unit-variances-plot.ts";
import type { ReportInput, ReportPlots, RunPlots } from "./report-input.ts";
import { drawRepresentation } from "./representation-plots.ts";

/** Draws the plots that every report has. */
export function drawRunPlots(input: ReportInput): RunPlots {
  const { summary, history, representation, document } = input;
  return {
    loss: renderPlot(document, "Loss over the epochs", (frame) =>
      lossPlot({ history, bestEpoch: summary.epochs.best, label: objectiveWords(summary).label }, frame),
    ),
    ...drawLossParts(input),
    ...(representation === undefined ? {} : { representation: drawRepresentation(representation, document) }),
  };
}

/** Draws the plots of what a model makes of the test images. */
export function drawEvaluationPlots(
  { summary, document }: ReportInput,
  { measures, pictures }: SoundEvaluation,
): Omit<ReportPlots, keyof RunPlots> {
  const measure = measures.rankedBy;
  const { label } = measureWords[measure];
  const { errorsByClass } = measures;
  const shownUnits = pictures.unitDrawings.units.map(({ unit }) => measures.code.units[unit]!);
  return {
    errorHistogram: renderPlot(document, "Histogram of the errors of the test images", (frame) =>
      errorHistogramPlot(
        { histogram: measures.errorHistogram, spread: measures.errors[measure], label },
        frame,
      ),
    ),
    ...(errorsByClass === undefined
      ? {}
      : {
          classErrors: renderPlot(document, "Error of the test images by class", (frame) =>
            classErrorsPlot(
              {
                classes: errorsByClass,
                names: summary.dataset.classNames,
                measure,
                mean: measures.errors[measure].mean,
                label,
              },
              frame,
            ),
          ),
        }),
    activations: renderPlot(document, "Distribution of the activation of each unit", (frame) =>
      activationsPlot(shownUnits, measures.code, frame),
    ),
    brightestCell: renderPlot(document, "Confusion matrix of the brightest cells", (frame) =>
      brightestCellPlot(measures.brightestCell, frame),
    ),
    ...drawPlotsOfKind(measures, document),
  };
}

function drawLossParts({ summary, history, document }: ReportInput): Pick<ReportPlots, "lossParts"> {
  const words = objectiveWords(summary);
  const { penalty } = words;
  if (penalty === undefined || !history.some(({ validationPenalty }) => validationPenalty !== undefined)) {
    return {};
  }
  const draw = (title: string, key: LossPart, label: string): RenderedPlot => {
    const points = history.flatMap(({ epoch, [key]: value }) =>
      value === undefined ? [] : [{ epoch, value }],
    );
    return renderPlot(document, title, (frame) =>
      lossPartPlot(
        { points, epochs: history.at(-1)?.epoch ?? 1, bestEpoch: summary.epochs.best, label },
        frame,
      ),
    );
  };
  return {
    lossParts: {
      reconstruction: draw(
        "Reconstruction part of the validation loss over the epochs",
        "validationReconstruction",
        words.reconstruction,
      ),
      penalty: draw("Other part of the validation loss over the epochs", "validationPenalty", penalty),
    },
  };
}

type LossPart = "validationReconstruction" | "validationPenalty";

/** What only some kinds of models have. */
function drawPlotsOfKind(
  { denoising, sparseCode, variational, code }: Measures,
  document: Document,
): Pick<ReportPlots, "noiseCurve" | "meanActivity" | "unitVariances"> {
  return {
    ...(denoising === undefined
      ? {}
      : {
          noiseCurve: renderPlot(document, "Error over the level of the noise", (frame) =>
            noiseCurvePlot(denoising, frame),
          ),
        }),
    ...(sparseCode === undefined
      ? {}
      : {
          meanActivity: renderPlot(document, "Histogram of the mean activity of the units", (frame) =>
            meanActivityPlot(
              {
                histogram: sparseCode.meanActivity,
                ...(sparseCode.sparsity?.kind === "kl" ? { target: sparseCode.sparsity.target } : {}),
              },
              frame,
            ),
          ),
        }),
    ...(variational === undefined
      ? {}
      : {
          unitVariances: renderPlot(document, "Variance of the posterior mean of each unit", (frame) =>
            unitVariancesPlot({ units: code.units, threshold: variational.activeUnits.threshold }, frame),
          ),
        }),
  };
}
