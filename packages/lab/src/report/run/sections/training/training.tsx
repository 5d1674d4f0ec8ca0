import { optimizerSentence } from "hourglass-core/internal/settings/training-options.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { toCsv } from "../../../../data/files/csv.ts";
import { shapeStored } from "../../../../run/files/stored-shape.ts";
import { type EpochRecord, principalStart } from "../../../../run/files/summary.ts";
import { Facts } from "../../../components/facts.tsx";
import { plotFigure } from "../../../components/plot-figure.tsx";
import type { Figure } from "../../../components/section.ts";
import { changeWords } from "../../../words/change-words.ts";
import { formatCount, formatLayer, formatShape } from "../../../words/format.ts";
import { objectiveWords } from "../../../words/objective-words.ts";
import { pretrainingWords } from "../../../words/pretraining-words.ts";
import { runWords } from "../../../words/run-words.ts";
import { countedSamples, samplesOf } from "../../../words/sample-words.ts";
import type { ReportInput } from "../../report-input.ts";
import type { ReportSection } from "../report-section.ts";
import { lossPartsFigure } from "./loss-parts.tsx";
import { lossKeys, lossPlot } from "./loss-plot.ts";

/** The model, the data, the objective, and how the loss fell. */
export const training: ReportSection = {
  title: "What was trained",
  parts: (run) => [{ view: <RunInShort {...run} /> }, lossFigure(run), lossPartsFigure(run)],
};

function RunInShort({ summary }: ReportInput): JSX.Element {
  const { dataset, settings, model, epochs } = summary;
  const { splits } = dataset;
  const samples = samplesOf(summary);
  const shape = formatShape(shapeStored(dataset));
  const seen = samples.bounded
    ? `${shape} pixels scaled to [0, 1]`
    : `${shape}, standardised by mean and deviation over the training split`;
  const validated = splits.validation > 0;
  const pretrained = pretrainingWords(summary);
  const bestBy = validated ? "validation" : "training";
  return (
    <Facts
      caption="The run in short. Every setting stands further down."
      facts={[
        [
          "data",
          `${dataset.title}, ${seen}: ${countedSamples(splits.train, samples)} to train on, ` +
            `${settings.trainOn === "all" ? `the ${countedSamples(splits.test, samples)} to test as well, ` : ""}` +
            `${validated ? `${formatCount(splits.validation)} to validate, ` : "none to validate, "}${formatCount(splits.test)} to test`,
        ],
        [
          "model",
          <ul class="layers" key="layers">
            {model.layers.map((layer) => (
              <li key={layer}>{formatLayer(layer)}</li>
            ))}
          </ul>,
        ],
        ["objective", summary.objective],
        ...(summary.initialWeights === principalStart
          ? [["began with", `the principal components of the ${samples.plural} to train on`] as const]
          : []),
        ...(pretrained === undefined ? [] : [["pretraining", pretrained] as const]),
        ...(summary.changes === undefined
          ? []
          : [["changed on the way", summary.changes.map(changeWords).join("; ")] as const]),
        [
          "optimiser",
          `${optimizerSentence(settings)}; ${countedSamples(settings.batchSize, samples)} a step`,
        ],
        [
          "epochs",
          `${formatCount(epochs.run)} of at most ${formatCount(settings.epochs)} (${epochs.stopped}); best by ${bestBy} loss: ${epochs.best}; weights kept: those of epoch ${epochs.kept}`,
        ],
      ]}
    />
  );
}

function lossFigure({ summary, history, document }: ReportInput): Figure | undefined {
  if (history.length === 0) return undefined;
  const { label } = objectiveWords(summary);
  const { plural } = samplesOf(summary);
  const validated = summary.dataset.splits.validation > 0;
  return plotFigure(document, {
    label: "Loss over the epochs",
    title: `Loss over the epochs: ${label}`,
    of: runWords(summary, "training"),
    keys: lossKeys(history.some(({ validationLoss }) => validationLoss !== undefined)),
    draw: (frame) => lossPlot({ history, bestEpoch: summary.epochs.best, label }, frame),
    caption: (
      <>
        The training objective over {counted(history.length, "epoch")}. The training loss is a mean over the
        epoch's {plural} while the weights were changing
        {validated
          ? "; the validation loss is measured after the epoch, with its final weights. So the two are not on quite the same footing, and early on validation may lie lower."
          : `; there is no validation set, so nothing here shows how the model does on ${plural} that it was not trained on.`}
      </>
    ),
    reading: validated ? (
      <>
        Both curves should fall and then level off. A validation curve that turns upwards while the training
        curve goes on falling is overfitting: the model learns its training {plural} by heart. The dot marks
        the epoch with the lowest validation loss.
      </>
    ) : (
      <>
        The curve should fall and then level off. The dot marks the epoch with the lowest training loss. Hold{" "}
        {plural} out with --validation to see overfitting.
      </>
    ),
    file: "figures/loss.svg",
    tables: { "figures/loss.csv": lossTable(history) },
  });
}

const lossColumns = [
  "epoch",
  "trainingLoss",
  "validationLoss",
  "validationReconstruction",
  "validationPenalty",
  "seconds",
  "imagesPerSecond",
] as const;

/** A row an epoch. */
function lossTable(history: readonly EpochRecord[]): string {
  return toCsv(
    lossColumns,
    history.map((record) => lossColumns.map((column) => record[column])),
  );
}
