import { Page } from "./components/page.tsx";
import { UnsoundPage } from "./components/unsound-page.tsx";
import { pageHtml } from "./page-html.ts";
import { reportFiles, runFiles } from "./report-files.ts";
import type { ReportInput, RunSectionProps, SectionProps } from "./report-input.ts";
import { drawEvaluationPlots, drawRunPlots } from "./report-plots.ts";
import { requireReportInput } from "./require-report.ts";
import { shown } from "./shown.ts";

export interface Report {
  /** The whole page in one piece: it loads nothing. */
  readonly html: string;
  /** The same figures and numbers as files, by their path beside the page. */
  readonly files: Map<string, Uint8Array | string>;
}

/**
 * Renders the report of a run. Touches no file and needs no browser.
 * @throws HourglassError on what is no summary, history or evaluation of a run
 */
export function renderReport(input: ReportInput): Report {
  requireReportInput(input);
  const shownInput = { ...input, summary: shown(input.summary), ...shownRepresentation(input) };
  const { document: _, ...told } = shownInput;
  const { evaluation } = told;
  const ofRun: RunSectionProps = { ...told, plots: drawRunPlots(shownInput) };
  if (evaluation.pictures === undefined) {
    return { html: pageHtml(<UnsoundPage {...ofRun} />), files: runFiles(ofRun) };
  }
  const plots = { ...ofRun.plots, ...drawEvaluationPlots(shownInput, evaluation) };
  const props: SectionProps = { ...told, evaluation, plots };
  return { html: pageHtml(<Page {...props} />), files: reportFiles(props) };
}

function shownRepresentation({ representation }: ReportInput): Pick<ReportInput, "representation"> {
  if (representation === undefined) return {};
  const { results, classNames } = representation;
  return { representation: { ...representation, results: shown(results), classNames: shown(classNames) } };
}
