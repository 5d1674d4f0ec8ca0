import type { JSX } from "preact";
import { capitalise } from "../format.ts";
import type { DrawnFigure } from "../study-plots.ts";
import { DrawnFigureView } from "./drawn-figure.tsx";
import { Folded } from "./folded.tsx";
import type { StudyProps } from "./study-page.tsx";

/** More plots than these in a figure are folded away. */
const mostPanels = 12;

/** The headline figures: against each setting that varies, or of each model where none does. */
export function StudyFigures({ results, plots: { over, models, curves } }: StudyProps): JSX.Element {
  const repeated = results.cells.some(({ seeds }) => seeds > 1);
  const spread = repeated
    ? "mean over the seeds; a bar reaches one sample standard deviation to each side."
    : "of one training each, so how much of a difference is chance is not known.";
  const band = repeated
    ? "mean over the seeds, the band one sample standard deviation to each side."
    : "of one training each.";
  return (
    <>
      {over.map(({ varied: { setting }, figures }) => (
        <section key={setting}>
          <h2>
            What <code>{setting}</code> changes
          </h2>
          {figures.map((figure, index) => (
            <DrawnFigureView
              key={figure.table.file}
              figure={figure}
              caption={
                <>
                  {capitalise(figure.title)} over <code>{setting}</code>, {spread} {direction(figure)}{" "}
                  {figure.notes.join(" ")}
                </>
              }
              {...(index === 0 ? { reading: readingOfBars } : {})}
            />
          ))}
        </section>
      ))}
      {models.length > 0 && (
        <section>
          <h2>How the models compare</h2>
          {models.map((figure, index) => (
            <DrawnFigureView
              key={figure.table.file}
              figure={figure}
              caption={
                <>
                  {capitalise(figure.title)} of each model, {spread} {direction(figure)}{" "}
                  {figure.notes.join(" ")}
                </>
              }
              {...(index === 0 ? { reading: readingOfBars } : {})}
            />
          ))}
        </section>
      )}
      {curves.length > 0 && (
        <section>
          <h2>How they behave</h2>
          {curves.map((figure, index) => (
            <Folded
              key={figure.table.file}
              title={capitalise(figure.title)}
              when={figure.panels.length > mostPanels}
            >
              <DrawnFigureView
                figure={figure}
                caption={
                  <>
                    {capitalise(figure.title)}: {band} {figure.notes.join(" ")}
                  </>
                }
                {...(index === 0 ? { reading: readingOfBands } : {})}
              />
            </Folded>
          ))}
        </section>
      )}
    </>
  );
}

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
