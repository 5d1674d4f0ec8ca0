import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { aggregationTable } from "./aggregation-report.js";
import { contestants } from "./contestants.js";
import { lossTolerances } from "./models.js";
import { full } from "./pace.js";
import {
  compileTimeTable,
  detectorTable,
  graphicsTable,
  machines,
  memoryTable,
  pageTable,
  startUpTable,
  studyWorkersTable,
} from "./parts-report.js";
import { modelSections, overview, targetTable, versions } from "./training-report.js";
import { visitTable } from "./visits-report.js";

/** @import { Results } from "./results.js" */

const template = new URL("benchmarks.template.md", import.meta.url);
const page = new URL("../docs/benchmarks.md", import.meta.url);

/** docs/benchmarks.md as the results have it. @param {Results} results */
export function renderDocument(results) {
  const { rounds, turnSeconds, warmUpSeconds, probeSeconds, trialRounds, trialSeconds } = full;
  const percent = (/** @type {number} */ share) => `${share * 100} %`;
  const text = fillTemplate(readFileSync(template, "utf8"), {
    machines: machines(results),
    versions: versions(results),
    overview: overview(results),
    targets: targetTable(results, { all: true }),
    models: modelSections(results, { all: true }),
    page: pageTable(results),
    visits: visitTable(results),
    startUp: startUpTable(results),
    compileTimes: compileTimeTable(results),
    memory: memoryTable(results),
    detector: detectorTable(results),
    studyWorkers: studyWorkersTable(results),
    aggregation: aggregationTable(results),
    graphics: graphicsTable(results),
    images: imagesOf(results),
    exactTolerance: percent(lossTolerances.exact),
    randomTolerance: percent(lossTolerances.random),
    variationalTolerance: percent(lossTolerances.variational),
    rounds: String(rounds),
    turnSeconds: String(turnSeconds),
    warmUp: String(warmUpSeconds),
    longerWarmUps: contestants
      .flatMap(({ title, warmUpSeconds: own }) => (own === undefined ? [] : [`${title} ${own} s`]))
      .join("; "),
    probeSeconds: String(probeSeconds),
    trialRounds: String(trialRounds),
    trialSeconds: String(trialSeconds),
  });
  // Where a part is empty, one blank line is enough.
  return text.replace(/\n{3,}/g, "\n\n");
}

/** @param {Results} results */
function imagesOf({ training }) {
  const found = new Set(
    (training?.records ?? []).flatMap((record) => ("images" in record ? [record.images] : [])),
  );
  return found.size === 0 ? "images" : [...found].join("; ");
}

/** Writes docs/benchmarks.md. @param {Results} results */
export function writeDocument(results) {
  const unfinished = new URL(`${page.href}.unfinished`);
  writeFileSync(unfinished, renderDocument(results));
  renameSync(unfinished, page);
}

/**
 * A template with values in place of its `{{placeholders}}`, without its comments, which are for who writes it.
 * @param {string} text
 * @param {Readonly<Record<string, string>>} values
 * @throws Error on a placeholder for which there is no value
 */
export function fillTemplate(text, values) {
  return text.replace(/<!--.*?-->\n*/gs, "").replace(/\{\{(\w+)\}\}/g, (_, name) => {
    const value = values[name];
    if (value === undefined)
      throw new Error(`benchmarks.template.md: nothing to put in place of {{${name}}}`);
    return value;
  });
}
