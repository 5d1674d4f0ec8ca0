import type { Measures, SoundEvaluation } from "../evaluation/evaluation.ts";
import { activityOf } from "../program/penalties/penalties.ts";
import { counted } from "../words.ts";
import { capitalise } from "./format.ts";
import { measureWords } from "./measures.ts";
import { objectiveWords } from "./objective-words.ts";
import { activationsKeys, activationsPlot } from "./plots/activations-plot.ts";
import { brightestCellKeys, brightestCellPlot } from "./plots/brightest-cell-plot.ts";
import { classErrorsKeys, classErrorsPlot } from "./plots/class-errors-plot.ts";
import { errorHistogramKeys, errorHistogramPlot } from "./plots/error-histogram-plot.ts";
import { lossPartKeys, lossPartPlot } from "./plots/loss-part-plot.ts";
import { lossKeys, lossPlot } from "./plots/loss-plot.ts";
import { meanActivityKeys, meanActivityPlot } from "./plots/mean-activity-plot.ts";
import { noiseCurveKeys, noiseCurvePlot } from "./plots/noise-curve-plot.ts";
import { type RenderedPlot, renderPlot } from "./plots/render-plot.ts";
import { unitVariancesKeys, unitVariancesPlot } from "./plots/unit-variances-plot.ts";
import type { ReportInput, ReportPlots, RunPlots } from "./report-input.ts";
import { drawRepresentation } from "./representation-plots.ts";
import { runWords } from "./run-words.ts";

/** Draws the plots that every report has. */
export function drawRunPlots(input: ReportInput): RunPlots {
  const { summary, history, representation, document } = input;
  return {
    loss: renderPlot(
      document,
      {
        label: "Loss over the epochs",
        title: `Loss over the epochs: ${objectiveWords(summary).label}`,
        of: runWords(summary, "training"),
        keys: lossKeys(history.some(({ validationLoss }) => validationLoss !== undefined)),
      },
      (frame) =>
        lossPlot({ history, bestEpoch: summary.epochs.best, label: objectiveWords(summary).label }, frame),
    ),
    ...drawLossParts(input),
    ...(representation === undefined
      ? {}
      : { representation: drawRepresentation(representation, runWords(summary), document) }),
  };
}

/** Draws the plots of what a model makes of the test images. */
export function drawEvaluationPlots(
  { summary, document }: ReportInput,
  { measures, pictures }: SoundEvaluation,
): Omit<ReportPlots, keyof RunPlots> {
  const measure = measures.rankedBy;
  const { label, long } = measureWords[measure];
  const of = runWords(summary);
  const { errorsByClass } = measures;
  const shownUnits = pictures.unitDrawings.units.map(({ unit }) => measures.code.units[unit]!);
  return {
    errorHistogram: renderPlot(
      document,
      {
        label: "Histogram of the errors of the test images",
        title: `How many test images have which ${long}`,
        ...{ of, keys: errorHistogramKeys },
      },
      (frame) =>
        errorHistogramPlot(
          { histogram: measures.errorHistogram, spread: measures.errors[measure], label },
          frame,
        ),
    ),
    ...(errorsByClass === undefined
      ? {}
      : {
          classErrors: renderPlot(
            document,
            {
              label: "Error of the test images by class",
              title: `${capitalise(long)} of the test images by class`,
              ...{ of, keys: classErrorsKeys },
            },
            (frame) =>
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
    activations: renderPlot(
      document,
      {
        label: "Distribution of the activation of each unit",
        title: `Activations of ${counted(shownUnits.length, "unit")} of the code`,
        ...{ of, keys: activationsKeys },
        notes: [
          "Above each histogram, the number of the unit and the share of the images for which it is active; dead: active for none.",
        ],
      },
      (frame) => activationsPlot(shownUnits, measures.code, frame),
    ),
    brightestCell: renderPlot(
      document,
      {
        label: "Confusion matrix of the brightest cells",
        title: "The brightest cell of each original and of its reconstruction",
        ...{ of, keys: brightestCellKeys(measures.brightestCell) },
        notes: [
          `The image is divided into ${measures.brightestCell.gridSize} x ${measures.brightestCell.gridSize} cells. Numbers are images.`,
        ],
      },
      (frame) => brightestCellPlot(measures.brightestCell, frame),
    ),
    ...drawPlotsOfKind(measures, of, document),
  };
}

function drawLossParts({ summary, history, document }: ReportInput): Pick<ReportPlots, "lossParts"> {
  const words = objectiveWords(summary);
  const { penalty } = words;
  if (penalty === undefined || !history.some(({ validationPenalty }) => validationPenalty !== undefined)) {
    return {};
  }
  const draw = (label: string, key: LossPart, quantity: string): RenderedPlot => {
    const points = history.flatMap(({ epoch, [key]: value }) =>
      value === undefined ? [] : [{ epoch, value }],
    );
    return renderPlot(
      document,
      {
        label,
        title: `Part of the validation loss over the epochs: ${quantity}`,
        of: runWords(summary, "training"),
        keys: lossPartKeys,
      },
      (frame) =>
        lossPartPlot(
          { points, epochs: history.at(-1)?.epoch ?? 1, bestEpoch: summary.epochs.best, label: quantity },
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
  of: string,
  document: Document,
): Pick<ReportPlots, "noiseCurve" | "meanActivity" | "unitVariances"> {
  const activity = sparseCode?.sparsity && activityOf(sparseCode.sparsity);
  const target = activity === undefined ? {} : { target: activity };
  return {
    ...(denoising === undefined
      ? {}
      : {
          noiseCurve: renderPlot(
            document,
            {
              label: "Error over the level of the noise",
              title: "Squared error over the level of the noise",
              ...{ of, keys: noiseCurveKeys },
            },
            (frame) => noiseCurvePlot(denoising, frame),
          ),
        }),
    ...(sparseCode === undefined
      ? {}
      : {
          meanActivity: renderPlot(
            document,
            {
              label: "Histogram of the mean activity of the units",
              title: "How many units of the code have which mean activation",
              ...{ of, keys: meanActivityKeys(target) },
            },
            (frame) => meanActivityPlot({ histogram: sparseCode.meanActivity, ...target }, frame),
          ),
        }),
    ...(variational === undefined
      ? {}
      : {
          unitVariances: renderPlot(
            document,
            {
              label: "Variance of the posterior mean of each unit",
              title: "Variance of the posterior mean of each unit over the test images",
              ...{ of, keys: unitVariancesKeys(variational.activeUnits) },
            },
            (frame) =>
              unitVariancesPlot({ units: code.units, threshold: variational.activeUnits.threshold }, frame),
          ),
        }),
  };
}
