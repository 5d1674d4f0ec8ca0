import { counted } from "hourglass-core/internal/words.ts";
import { drawSections, type Section } from "../components/section.ts";
import { drawPage } from "../page/page.tsx";
import type { Report } from "../page/report.ts";
import { shown } from "../page/shown.ts";
import { commandOf } from "../run/train-command.ts";
import { samplesOf } from "../words/sample-words.ts";
import { type ComparisonInput, firstRun } from "./comparison-input.ts";
import { comparisonStyle } from "./comparison-style.ts";
import { comparisonCurves } from "./curves.tsx";
import { comparisonExamples } from "./examples.tsx";
import { comparisonResults } from "./results.tsx";
import { comparisonSettings } from "./settings.tsx";

const commands: Section<ComparisonInput> = {
  title: "How to reproduce them",
  parts: ({ runs }) => [
    {
      view: (
        <pre class="commands">
          {runs.map((run) => (
            <code key={run.name}>{commandOf(run.summary)}</code>
          ))}
        </pre>
      ),
    },
  ],
};

/** The results first, then pictures, curves, and what the runs differ in. */
const comparisonSections: readonly Section<ComparisonInput>[] = [
  comparisonResults,
  comparisonExamples,
  comparisonCurves,
  comparisonSettings,
  commands,
];

/**
 * Renders runs on one data set side by side as one page that loads nothing, and its figures as files. Touches no file and needs no
 * browser.
 */
export function renderComparison(input: ComparisonInput): Report {
  const comparison = { ...input, runs: shown(input.runs) };
  const { dataset, environment } = firstRun(comparison).summary;
  const title = `${counted(comparison.runs.length, "autoencoder")} on ${dataset.title}`;
  return drawPage({
    title,
    style: comparisonStyle,
    version: environment.hourglass,
    header: (
      <header>
        <p class="kicker">Hourglass · comparison of runs</p>
        <h1>{title}</h1>
        <p class="lead">
          The same test {samplesOf(firstRun(comparison).summary).plural} through each of them: what does each
          keep, and at what price?
        </p>
      </header>
    ),
    sections: drawSections(comparisonSections, comparison),
  });
}
