import { capitalise } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { drawSections } from "../components/section.ts";
import { Warnings } from "../components/warnings.tsx";
import { drawPage } from "../page/page.tsx";
import type { Report } from "../page/report.ts";
import { shown } from "../page/shown.ts";
import { formatCount } from "../words/format.ts";
import { samplesOf } from "../words/sample-words.ts";
import { Headline } from "./headline.tsx";
import type { ReportInput } from "./report-input.ts";
import { requireReportInput } from "./require-report.ts";
import { RunHeader } from "./run-header.tsx";
import { isSound } from "./sections/report-section.ts";
import { reportSections } from "./sections/sections.ts";

/**
 * Renders the report of a run. Touches no file and needs no browser.
 * @throws HourglassError on what is no summary, history or evaluation of a run
 */
export function renderReport(input: ReportInput): Report {
  requireReportInput(input);
  const run = { ...input, summary: shown(input.summary), ...shownRepresentation(input) };
  const { summary, evaluation, provenance } = run;
  const { html, files } = drawPage({
    title: `${capitalise(summary.model.name)} autoencoder on ${summary.dataset.title}`,
    version: summary.environment.hourglass,
    facts: { ...provenance },
    header: (
      <>
        {isSound(run) ? <Headline {...run} /> : <NoHeadline {...run} />}
        <Warnings warnings={evaluation.measures.warnings} />
      </>
    ),
    sections: drawSections(reportSections, run),
  });
  return { html, files: new Map([["evaluation.json", evaluationJson(run)], ...files]) };
}

function shownRepresentation({ representation }: ReportInput): Pick<ReportInput, "representation"> {
  if (representation === undefined) return {};
  const { results, classNames } = representation;
  return { representation: { ...representation, results: shown(results), classNames: shown(classNames) } };
}

/** Of a model that makes finite numbers of no test image. */
function NoHeadline({ summary }: ReportInput): JSX.Element {
  return (
    <RunHeader summary={summary}>
      <p class="lead">
        There are no figures and no pictures of it: it gives no finite numbers for any of the{" "}
        {formatCount(summary.dataset.splits.test)} test {samplesOf(summary).plural}.
      </p>
    </RunHeader>
  );
}

function evaluationJson({ evaluation, provenance }: ReportInput): string {
  const { format, ...measures } = evaluation.measures;
  return `${JSON.stringify({ format, ...(provenance === undefined ? {} : { provenance }), ...measures }, null, 2)}\n`;
}
