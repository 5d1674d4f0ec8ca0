import { renderToString } from "preact-render-to-string";
import { Page } from "./components/page.tsx";
import { reportFiles } from "./report-files.ts";
import type { ReportInput, SectionProps } from "./report-input.ts";
import { drawPlots } from "./report-plots.ts";
import { shown } from "./shown.ts";

export interface Report {
  /** The whole page in one piece: it loads nothing. */
  readonly html: string;
  /** The same figures and numbers as files, by their path beside the page. */
  readonly files: Map<string, Uint8Array | string>;
}

/** Renders the report of a run. Touches no file and needs no browser. */
export function renderReport(input: ReportInput): Report {
  const { representation } = input;
  const told = {
    ...input,
    summary: shown(input.summary),
    ...(representation === undefined
      ? {}
      : {
          representation: {
            ...representation,
            results: shown(representation.results),
            classNames: shown(representation.classNames),
          },
        }),
  };
  const { document: _, ...sections } = told;
  const props: SectionProps = { ...sections, plots: drawPlots(told) };
  return {
    html: `<!doctype html>\n${renderToString(<Page {...props} />)}\n`,
    files: reportFiles(props),
  };
}
