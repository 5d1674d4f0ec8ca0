import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { addedTerm } from "hourglass-core/internal/program/penalties/penalties.ts";
import { penaltiesOf } from "hourglass-core/internal/settings/choices.ts";
import { Plot } from "../../../components/plot.tsx";
import type { Figure } from "../../../components/section.ts";
import { type RenderedPlot, renderPlot } from "../../../plots/render-plot.ts";
import { objectiveWords } from "../../../words/objective-words.ts";
import { runWords } from "../../../words/run-words.ts";
import { samplesOf } from "../../../words/sample-words.ts";
import type { ReportInput } from "../../report-input.ts";
import { lossPartKeys, lossPartPlot } from "./loss-part-plot.ts";

/** The parts of the validation loss over the epochs, where it has several. */
export function lossPartsFigure({ summary, history, document }: ReportInput): Figure | undefined {
  const { model, settings, epochs } = summary;
  const words = objectiveWords(summary);
  const given = penaltiesOf(settings.penalty);
  const term = addedTerm(codeOf(model), given);
  if (words.penalty === undefined) return undefined;
  if (!history.some(({ validationPenalty }) => validationPenalty !== undefined)) return undefined;
  const draw = (
    label: string,
    part: "validationReconstruction" | "validationPenalty",
    quantity: string,
  ): RenderedPlot => {
    const points = history.flatMap(({ epoch, [part]: value }) =>
      value === undefined ? [] : [{ epoch, value }],
    );
    return renderPlot(
      document,
      {
        label,
        title: `Part of the validation loss over the epochs: ${quantity}`,
        of: runWords(summary, "training"),
        keys: lossPartKeys(samplesOf(summary)),
      },
      (frame) =>
        lossPartPlot(
          { points, epochs: history.at(-1)?.epoch ?? 1, bestEpoch: epochs.best, label: quantity },
          frame,
        ),
    );
  };
  const reconstruction = draw(
    "Reconstruction part of the validation loss over the epochs",
    "validationReconstruction",
    words.reconstruction,
  );
  const penalty = draw(
    "Other part of the validation loss over the epochs",
    "validationPenalty",
    words.penalty,
  );
  return {
    caption: (
      <>
        The two parts of the validation loss after each epoch, each on a scale of its own: the reconstruction
        error (above) and{" "}
        {term === undefined
          ? "the penalty with its weight (below)."
          : settings.boundSamples > 1
            ? "what the importance-weighted bound has beside it (below)."
            : `${term.title} ${given.length === 0 ? "" : "plus the penalty with its weight "}(below${weightWords(settings.beta, term.name)}).`}
      </>
    ),
    reading: (
      <>
        The two pull against each other: what the code may not hold, the reconstruction lacks. Often the lower
        one first rises, as the model learns what is worth its price, and then settles.
      </>
    ),
    files: {
      "figures/loss-reconstruction.svg": reconstruction.file,
      "figures/loss-penalty.svg": penalty.file,
    },
    links: ["figures/loss-reconstruction.svg", "figures/loss-penalty.svg", "figures/loss.csv"],
    view: (
      <>
        <Plot plot={reconstruction} />
        <Plot plot={penalty} />
      </>
    ),
  };
}

const weightWords = (beta: number, name: string): string =>
  beta === 1 ? "" : `; in the objective the ${name} counts ${beta} times`;
