import { bestEpoch, type EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { toCsv } from "../../data/files/csv.ts";
import { plotFigure } from "../components/plot-figure.tsx";
import type { Section } from "../components/section.ts";
import { lossKeys, lossPlot } from "../run/sections/training/loss-plot.ts";
import { objectiveWords } from "../words/objective-words.ts";
import { runWords } from "../words/run-words.ts";
import { samplesOf } from "../words/sample-words.ts";
import type { DetectorInput } from "./detector-input.ts";

/** How the loss of the autoencoder fell. */
export const trainingSection: Section<DetectorInput> = {
  title: "Training",
  parts: ({ summary, history, document }) => {
    const best = bestEpoch(history);
    if (best === undefined) return [];
    const { epochs, aims } = summary;
    const { plural } = samplesOf(summary);
    const { label } = objectiveWords(summary);
    return [
      plotFigure(document, {
        label: "Loss over the epochs",
        title: `Loss over the epochs: ${label}`,
        of: runWords(summary, "training"),
        keys: lossKeys(best.validationLoss !== undefined),
        draw: (frame) => lossPlot({ history, bestEpoch: best.epoch, label }, frame),
        file: "figures/loss.svg",
        tables: { "figures/loss.csv": lossTable(history) },
        caption: (
          <>
            The training objective over {counted(history.length, "epoch")}
            {aims.contamination > 0 && " of the second training"}. The training loss is a mean over the
            epoch's {plural} while the weights were changing; the validation loss is that of the held-out{" "}
            {plural} after the epoch. Kept are the weights of epoch {epochs.kept}.
          </>
        ),
        reading: (
          <>
            Both curves should fall and then level off. A validation curve that rises while the training curve
            falls is overfitting: what is normal, but new, would raise alarms.
          </>
        ),
      }),
    ];
  },
};

const lossColumns = ["epoch", "trainingLoss", "validationLoss"] as const;

function lossTable(history: readonly EpochRecord[]): string {
  return toCsv(
    lossColumns,
    history.map((record) => lossColumns.map((column) => record[column])),
  );
}
