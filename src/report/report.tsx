import { renderToString } from "preact-render-to-string";
import { Page } from "./components/page.tsx";
import { reportFiles } from "./report-files.ts";
import type { ReportInput, SectionProps } from "./report-input.ts";
import { drawPlots } from "./report-plots.ts";
import { requireReportInput } from "./require-report.ts";

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
  const { document: _, ...told } = input;
  const props: SectionProps = { ...told, plots: drawPlots(input) };
  return {
    html: `<!doctype html>\n${renderToString(<Page {...props} />)}\n`,
    files: reportFiles(props),
  };
}
