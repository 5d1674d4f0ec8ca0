import { StudyPage } from "./components/study-page.tsx";
import type { Report } from "./page.tsx";
import { pageHtml } from "./page-html.ts";
import { shown } from "./shown.ts";
import { studyFiles } from "./study-files.ts";
import type { StudyInput } from "./study-input.ts";
import { drawStudyPlots } from "./study-plots.ts";

/** Renders a study as one page that loads nothing, and its figures as files. Touches no file and needs no browser. */
export function renderStudy(input: StudyInput): Report {
  const told = { ...input, results: shown(input.results), pictures: shown(input.pictures) };
  const { document: _, ...sections } = told;
  const props = { ...sections, plots: drawStudyPlots(told) };
  return {
    html: pageHtml(<StudyPage {...props} />),
    files: studyFiles(props),
  };
}
