import { runFiles } from "../run/folder.ts";
import { studyFiles } from "../study/execution/study-folder.ts";

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

const figure = /^figures\/[\w.-]+\.(?:svg|png|csv)$/;

/** A study's page links to the pages of its runs. */
const runOfStudy = /^runs\/[^/]+\//;

/** Whether a file may be had, by its path in the folder of a run or a study. */
export function isServed(path: string): boolean {
  const inRun = path.replace(runOfStudy, "");
  return served.has(inRun) || figure.test(inRun);
}

/** Whether a file that is served may tell paths of the machine on which it was written. */
export function isText(path: string): boolean {
  return /\.(?:html|jsonl?|yaml|csv|svg)$/.test(path);
}
