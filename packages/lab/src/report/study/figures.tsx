import { capitalise } from "hourglass-core/internal/words.ts";
import type { Section } from "../components/section.ts";
import { panelsFigure } from "./panels-figure.tsx";
import type { DrawnFigure, DrawnStudy, StudyPlots } from "./study-plots.ts";

/** More plots than these in a figure are folded away. */
const mostPanels = 12;

/** The headline figures: against each setting that varies, or of each model where none does; and what is a curve of its own. */
export function figureSections({ over, models, curves }: StudyPlots): readonly Section<DrawnStudy>[] {
  return [
    ...over.map(
      ({ varied: { setting }, figures }): Section<DrawnStudy> => ({
        title: (
          <>
            What <code>{setting}</code> changes
          </>
        ),
        parts: (study) =>
          figures.map((figure, index) =>
            panelsFigure(
              figure,
              <>
                {capitalise(figure.title)} over <code>{setting}</code>, {spreadOf(study)} {direction(figure)}{" "}
                {[...figure.notes, ...figure.left].join(" ")}
              </>,
              index === 0 ? readingOfBars : undefined,
            ),
          ),
      }),
    ),
    {
      title: "How the models compare",
      parts: (study) =>
        models.map((figure, index) =>
          panelsFigure(
            figure,
            <>
              {capitalise(figure.title)} of each model, {spreadOf(study)} {direction(figure)}{" "}
              {[...figure.notes, ...figure.left].join(" ")}
            </>,
            index === 0 ? readingOfBars : undefined,
          ),
        ),
    },
    curveSection(curves),
  ];
}

/** What has an axis of its own. */
export function curveSection(curves: readonly DrawnFigure[]): Section<DrawnStudy> {
  return {
    title: "How they behave",
    parts: (study) =>
      curves.map((figure, index) => ({
        ...panelsFigure(
          figure,
          <>
            {capitalise(figure.title)}: {isRepeated(study) ? band : "of one training each."}{" "}
            {[...figure.notes, ...figure.left].join(" ")}
          </>,
          index === 0 ? readingOfBands : undefined,
        ),
        folded: figure.panels.length > mostPanels ? capitalise(figure.title) : undefined,
      })),
  };
}

function isRepeated({ results }: DrawnStudy): boolean {
  return results.cells.some(({ seeds }) => seeds > 1);
}

function spreadOf(study: DrawnStudy): string {
  return isRepeated(study)
    ? "mean over the seeds; a bar reaches one sample standard deviation to each side."
    : "of one training each, so how much of a difference is chance is not known.";
}

const band = "mean over the seeds, the band one sample standard deviation to each side.";

const readingOfBars =
  "Compare heights at the same place. A bar is how far trainings with other seeds are apart; whether a difference is more than chance " +
  "is told by the findings, which take the seeds of all cells together. Bars that cannot be seen are shorter than the point is high. " +
  "Each panel has a scale of its own.";

const readingOfBands =
  "Where one line leaves the others is where the models begin to differ. A flat line does not mind what happens along the " +
  "axis. Each panel has a scale of its own.";

/** Which direction is better, and what is drawn beside. */
export function direction({ better, beside }: DrawnFigure): string {
  const goal = better === undefined ? "" : `${better === "higher" ? "Higher" : "Lower"} is better.`;
  return beside === undefined ? goal : `${goal} Dashed, for comparison: ${beside}.`;
}
