import { capitalise } from "hourglass-core/internal/words.ts";
import type { Section } from "../components/section.ts";
import { following } from "../pictures/draw-sample.ts";
import { direction } from "./figures.tsx";
import { panelsFigure } from "./panels-figure.tsx";
import type { DrawnFigure, DrawnStudy, StudyPlots } from "./study-plots.ts";

/** The picture that shows the answer to the question. */
export const studyAnswer: Section<DrawnStudy> = {
  parts: (study) => {
    const figure = study.results.answer === undefined ? undefined : answerFigure(study);
    if (figure === undefined) return [];
    const spread = study.results.cells.some(({ seeds }) => seeds > 1)
      ? "mean over the seeds; a bar reaches one sample standard deviation to each side."
      : "of one training each: a first look.";
    return [
      panelsFigure(
        figure,
        <>
          {capitalise(figure.title)}, {spread} {direction(figure)}
          {following(figure.left)}
        </>,
      ),
    ];
  },
};

/** The drawing of the answer: over the setting that it speaks of, or the first that has the figure. */
function answerFigure({ results, plots }: Pick<DrawnStudy, "results" | "plots">): DrawnFigure | undefined {
  const { answer, figures } = results;
  const title = figures.find(({ name }) => name === answer?.figure)?.title;
  const over = plots.over.find(({ varied }) => varied.setting === answer?.over) ?? plots.over[0];
  return [...(over?.figures ?? []), ...plots.models].find((figure) => figure.title === title);
}

/** All other drawings: none is shown twice. */
export function withoutAnswer(props: Pick<DrawnStudy, "results" | "plots">): StudyPlots {
  const shown = answerFigure(props);
  if (props.results.answer === undefined || shown === undefined) return props.plots;
  const others = (figures: readonly DrawnFigure[]): readonly DrawnFigure[] =>
    figures.filter((figure) => figure !== shown);
  const { over, models, curves } = props.plots;
  return {
    over: over
      .map(({ varied, figures }) => ({ varied, figures: others(figures) }))
      .filter(({ figures }) => figures.length > 0),
    models: others(models),
    curves,
  };
}
