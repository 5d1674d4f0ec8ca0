import { measureWords } from "./measures.ts";
import { activationsPlot } from "./plots/activations-plot.ts";
import { brightestCellPlot } from "./plots/brightest-cell-plot.ts";
import { classErrorsPlot } from "./plots/class-errors-plot.ts";
import { errorHistogramPlot } from "./plots/error-histogram-plot.ts";
import { lossPlot } from "./plots/loss-plot.ts";
import { renderPlot } from "./plots/render-plot.ts";
import type { ReportInput, ReportPlots } from "./report-input.ts";

/** Draws every plot of a report. */
export function drawPlots({ summary, history, evaluation, document }: ReportInput): ReportPlots {
  const { measures, pictures } = evaluation;
  const measure = measures.rankedBy;
  const { label } = measureWords[measure];
  const { errorsByClass } = measures;
  const shownUnits = pictures.unitDrawings.units.map(({ unit }) => measures.code.units[unit]!);
  return {
    loss: renderPlot(document, "Loss over the epochs", (frame) =>
      lossPlot(
        { history, bestEpoch: summary.epochs.best, label: measureWords[summary.settings.loss].label },
        frame,
      ),
    ),
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
  };
}
