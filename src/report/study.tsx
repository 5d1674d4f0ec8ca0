import { drawPage } from "./page.tsx";
import type { Report } from "./report-input.ts";
import { shown } from "./shown.ts";
import { firstLookPage, isFirstLook } from "./study/first-look.tsx";
import { studyPage } from "./study/study-page.tsx";
import { drawStudyPlots } from "./study/study-plots.ts";
import type { StudyInput } from "./study-input.ts";

/** Renders a study as one page that loads nothing, and its figures as files. Touches no file and needs no browser. */
export function renderStudy({ pictures, document, ...input }: StudyInput): Report {
  const results = shown(input.results);
  const plots = drawStudyPlots({ results, document });
  const study = { results, pictures: shown(pictures), plots };
  return drawPage(isFirstLook(results) ? firstLookPage(study) : studyPage(study));
}
