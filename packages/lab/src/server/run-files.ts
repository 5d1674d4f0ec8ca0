import { figureFile, runFiles } from "../run/files/run-files.ts";
import { runOfStudy, studyFiles } from "../study/execution/study-folder.ts";

/** What a run has for the page and for its report, which links to some. */
const ofRun = [
  runFiles.summary,
  runFiles.metrics,
  runFiles.weights,
  runFiles.measures,
  runFiles.report,
  runFiles.evaluation,
];

const ofStudy = [
  studyFiles.plan,
  studyFiles.results,
  studyFiles.runs,
  studyFiles.cells,
  studyFiles.definition,
  studyFiles.report,
];

const served: ReadonlySet<string> = new Set([...ofRun, ...ofStudy]);

/** Whether a file may be had, by its path in the folder of a run or a study. */
export function isServed(path: string): boolean {
  // A study's page links to the pages of its runs.
  const inRun = path.replace(runOfStudy, "");
  return served.has(inRun) || figureFile.test(inRun);
}

/** Whether a file that is served may tell paths of the machine on which it was written. */
export function isText(path: string): boolean {
  return /\.(?:html|jsonl?|yaml|csv|svg)$/.test(path);
}
