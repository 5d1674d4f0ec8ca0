import type { JSX } from "preact";
import type { StudyResults } from "../../study/results.ts";
import { valueWords } from "../../study/setting-words.ts";
import { comparisonStyle } from "../comparison-style.ts";
import { formatCount, formatQuantity } from "../format.ts";
import type { StudyInput } from "../study-input.ts";
import { distinct } from "../study-panels.ts";
import type { StudyPlots } from "../study-plots.ts";
import { studyStyle } from "../study-style.ts";
import { styleSheet } from "../style-sheet.ts";
import { variedSettings } from "../varied.ts";
import { StudyCells } from "./study-cells.tsx";
import { StudyExamplesSection } from "./study-examples.tsx";
import { StudyFigures } from "./study-figures.tsx";
import { StudyFindings } from "./study-findings.tsx";
import { StudyRuns } from "./study-runs.tsx";

/** What every part of the page is made of. */
export interface StudyProps extends Omit<StudyInput, "document"> {
  readonly plots: StudyPlots;
}

/** The page of a study: the question and what was found, then what it rests on. */
export function StudyPage(props: StudyProps): JSX.Element {
  const { results } = props;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${results.title}: a study`}</title>
        <style dangerouslySetInnerHTML={{ __html: styleSheet + comparisonStyle + studyStyle }} />
      </head>
      <body>
        <main>
          <StudyHeader results={results} />
          <StudyFindings {...props} />
          <StudyFigures {...props} />
          <StudyExamplesSection {...props} />
          <StudyCells {...props} />
          <section>
            <h2>How it was done</h2>
            <ul>
              {results.protocol.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </section>
          <StudyRuns {...props} />
        </main>
        <footer>
          Written by Hourglass {results.environment.hourglass}. This page loads nothing and runs no script.
        </footer>
      </body>
    </html>
  );
}

function StudyHeader({ results }: { readonly results: StudyResults }): JSX.Element {
  const { title, question, runs, cells } = results;
  const count = (status: string): number => runs.filter((run) => run.status === status).length;
  const done = count("done");
  const facts: readonly (readonly [term: string, value: string])[] = [
    ["data", distinct(cells.map(({ data }) => data)).join(", ")],
    ["models", distinct(cells.map(({ model }) => model)).join(", ")],
    ...variedSettings(results).map(
      ({ setting, values }) => [setting, values.map(valueWords).join(" · ")] as const,
    ),
    ["seeds", distinct(runs.map(({ seed }) => seed)).join(", ")],
    ["trainings", done === runs.length ? formatCount(done) : `${done} of ${formatCount(runs.length)}`],
  ];
  const [failed, open] = [count("failed"), count("not yet")];
  return (
    <header>
      <p class="kicker">Hourglass · study</p>
      <h1>{title}</h1>
      <p class="lead">{question}</p>
      {failed + open > 0 && (
        <p class="notice" role="note">
          <strong>Not all of it is here. </strong>
          {[
            ...(failed > 0 ? [`${formatQuantity(failed, "training")} failed`] : []),
            ...(open > 0 ? [`${formatQuantity(open, "training")} not done yet`] : []),
          ].join(", ")}
          : the numbers below are of the others.
        </p>
      )}
      <dl class="key-facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}
