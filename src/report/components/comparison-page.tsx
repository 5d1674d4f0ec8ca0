import type { JSX } from "preact";
import { counted } from "../../words.ts";
import type { CurveGroup } from "../comparison-curves.ts";
import type { ComparedExample, ComparedRun } from "../comparison-input.ts";
import { comparisonStyle } from "../comparison-style.ts";
import type { RenderedPlot } from "../plots/render-plot.ts";
import { trainCommand } from "../train-command.ts";
import { ComparisonCurves } from "./comparison-curves.tsx";
import { ComparisonExamples } from "./comparison-examples.tsx";
import { ComparisonResults } from "./comparison-results.tsx";
import { ComparisonSettings } from "./comparison-settings.tsx";
import { PageFrame } from "./page-frame.tsx";

/** What every part of the page is made of. */
export interface ComparisonProps {
  readonly runs: readonly ComparedRun[];
  readonly examples: readonly ComparedExample[];
  readonly curves: readonly { readonly group: CurveGroup; readonly plot: RenderedPlot }[];
}

/** The page of a comparison: the results first, then pictures, curves, and what the runs differ in. */
export function ComparisonPage(props: ComparisonProps): JSX.Element {
  const { runs } = props;
  const [{ summary }] = runs as readonly [ComparedRun];
  const title = `${counted(runs.length, "autoencoder")} on ${summary.dataset.title}`;
  return (
    <PageFrame title={title} style={comparisonStyle} version={summary.environment.hourglass}>
      <header>
        <p class="kicker">Hourglass · comparison of runs</p>
        <h1>{title}</h1>
        <p class="lead">The same test images through each of them: what does each keep, and at what price?</p>
      </header>
      <ComparisonResults {...props} />
      <ComparisonExamples {...props} />
      <ComparisonCurves {...props} />
      <ComparisonSettings {...props} />
      <section>
        <h2>How to reproduce them</h2>
        <pre class="commands">
          {runs.map((run) => (
            <code key={run.name}>{trainCommand(run.summary.settings)}</code>
          ))}
        </pre>
      </section>
    </PageFrame>
  );
}
