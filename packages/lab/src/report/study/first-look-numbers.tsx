import { capitalise } from "hourglass-core/internal/words.ts";
import type { StudyResults } from "../../study/results.ts";
import type { Figure, Section } from "../components/section.ts";
import { explanationOf } from "./first-look-words.tsx";
import { panelsFigure } from "./panels-figure.tsx";
import { distinct } from "./study-panels.ts";
import type { DrawnFigure, DrawnStudy } from "./study-plots.ts";

/** The headline figures of each model, each with what it means. */
export const firstLookNumbers: Section<DrawnStudy> = {
  title: "The same in numbers",
  parts: ({ results, plots }) => {
    if (plots.models.length === 0) return [];
    const models = distinct(results.cells.map(({ model }) => model));
    const names = headlines(results);
    return [
      {
        view: (
          <p>
            Every number is a mean over all test images. With one training each, nobody can say how much of a
            difference is chance: another seed would give other numbers.
          </p>
        ),
      },
      ...plots.models.map((figure, index) => explainedFigure(figure, names[index], models)),
    ];
  },
};

/** Names of the figures that are drawn, in the order of their drawings. */
function headlines({ figures, cells }: StudyResults): readonly string[] {
  return figures
    .filter(
      ({ name, headline }) => headline === true && cells.some((cell) => cell.figures[name] !== undefined),
    )
    .map(({ name }) => name);
}

function explainedFigure(figure: DrawnFigure, name: string | undefined, models: readonly string[]): Figure {
  const { meaning, reading } = explanationOf(name, models);
  const goal =
    figure.better === undefined ? "" : figure.better === "higher" ? "Higher is better." : "Lower is better.";
  return panelsFigure(
    figure,
    <>
      {capitalise(figure.title)} of each model. {meaning} {goal}
      {figure.beside === undefined ? "" : ` Broken line, for comparison: ${figure.beside}.`}
    </>,
    reading,
  );
}
