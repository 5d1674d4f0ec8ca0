import { drawPage } from "../page/page.tsx";
import type { Report } from "../page/report.ts";
import { shown } from "../page/shown.ts";
import { firstLookPage, isFirstLook } from "./first-look.tsx";
import type { StudyInput } from "./study-input.ts";
import { studyPage } from "./study-page.tsx";
import { drawStudyPlots } from "./study-plots.ts";

/** Renders a study as one page that loads nothing, and its figures as files. Touches no file and needs no browser. */
export function renderStudy({ pictures, document, ...input }: StudyInput): Report {
  const results = shown(input.results);
  const plots = drawStudyPlots({ results, document });
  const study = { results, pictures: shown(pictures), plots };
  return drawPage(isFirstLook(results) ? firstLookPage(study) : studyPage(study));
}
