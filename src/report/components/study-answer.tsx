import type { JSX } from "preact";
import { capitalise } from "../format.ts";
import type { DrawnFigure, StudyPlots } from "../study-plots.ts";
import { DrawnFigureView } from "./drawn-figure.tsx";
import { direction } from "./study-figures.tsx";
import type { StudyProps } from "./study-page.tsx";

/** The picture that shows the answer to the question. */
export function StudyAnswer(props: StudyProps): JSX.Element | null {
  const { answer, cells } = props.results;
  if (answer === undefined) return null;
  const figure = answerFigure(props);
  if (figure === undefined) return null;
  const spread = cells.some(({ seeds }) => seeds > 1)
    ? "mean over the seeds; a bar reaches one sample standard deviation to each side."
    : "of one training each: a first look.";
  return (
    <section class="answer-figure">
      <DrawnFigureView
        figure={figure}
        caption={
          <>
            {capitalise(figure.title)}, {spread} {direction(figure)}
          </>
        }
      />
    </section>
  );
}

/** The drawing of the answer: over the setting that it speaks of, or the first that has the figure. */
function answerFigure({ results, plots }: Pick<StudyProps, "results" | "plots">): DrawnFigure | undefined {
  const { answer, figures } = results;
  const title = figures.find(({ name }) => name === answer?.figure)?.title;
  const over = plots.over.find(({ varied }) => varied.setting === answer?.over) ?? plots.over[0];
  return [...(over?.figures ?? []), ...plots.models].find((figure) => figure.title === title);
}

/** All other drawings: none is shown twice. */
export function withoutAnswer(props: Pick<StudyProps, "results" | "plots">): StudyPlots {
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
