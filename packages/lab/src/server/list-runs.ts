import { homedir } from "node:os";
import { join } from "node:path";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { parseClassifierSummary } from "../classify/classifier-summary.ts";
import { headWords } from "../classify/classifier-words.ts";
import { detectorScores } from "../detector/detector-scores.ts";
import { parseDetectorSummary } from "../detector/folder/detector-summary.ts";
import { type WalkedFile, walkRuns } from "../inventory/walk-runs.ts";
import { type KindOfRun, kindOfRun, parseSummary, runFiles } from "../run/files/run-files.ts";
import { shapeStored } from "../run/files/stored-shape.ts";
import { studyFiles } from "../study/execution/study-folder.ts";
import { parseResults } from "../study/results-schema.ts";
import type { ServedClassifier, ServedDetector, ServedRun, ServedRuns, ServedStudy } from "./api.ts";
import { hidePaths, hideWholePath, pathPattern } from "./hidden-paths.ts";
import { isServed } from "./run-files.ts";

type Found = ServedRuns["runs"][number];

/** The finished runs of all kinds and studies in a folder and the folders below, newest first; none where there is no such folder. */
export async function listRuns(folder: string): Promise<ServedRuns> {
  const found: Found[] = [];
  const keep = (one: Found | undefined): void => {
    if (one !== undefined) found.push(one);
  };
  const problems = await walkRuns(folder, async ({ id, study, files, has, read }) => {
    // A folder that is given as that of the runs and is one itself has no address.
    if (id === "") return true;
    const place = { id, files: files.filter((name) => isServed(name)) };
    if (has(runFiles.summary)) {
      keep(await read(runFiles.summary, (file) => describers[kindOfRun(file.bytes)](file, place, study)));
      return false;
    }
    if (has(studyFiles.plan) && has(studyFiles.results)) {
      keep(await read(studyFiles.results, (file) => describeStudy(file, place)));
    }
    return true;
  });
  const newestFirst = (a: Found, b: Found): number =>
    b.date.localeCompare(a.date) || a.id.localeCompare(b.id);
  const hidden = pathPattern(
    [folder, homedir()].map((path) => join(path, "file")),
    true,
  );
  const served: ServedRuns = { runs: found.sort(newestFirst), problems };
  return JSON.parse(hidePaths(JSON.stringify(served), hidden)) as ServedRuns;
}

interface PlaceInList {
  readonly id: string;
  readonly files: readonly string[];
}

/** What is said of what was trained; `undefined` where it is not finished. @param study the id of the one that it belongs to */
type Describe = (file: WalkedFile, place: PlaceInList, study: string | undefined) => Found | undefined;

const describers: Readonly<Record<KindOfRun, Describe>> = {
  autoencoder: describeRun,
  classifier: describeClassifier,
  detector: describeDetector,
};

function describeRun(
  { path, bytes }: WalkedFile,
  place: PlaceInList,
  study: string | undefined,
): ServedRun | undefined {
  const { status, settings, dataset, model, epochs, seconds, started, metrics } = parseSummary(bytes, path);
  if (status !== "done" || metrics === undefined) return undefined;
  const { latentSize } = model;
  return {
    kind: "run",
    ...place,
    ...(study === undefined ? {} : { study }),
    title: `${model.name} on ${dataset.name}, latent size ${latentSize}, seed ${settings.seed}`,
    date: started,
    dataset: hideWholePath(settings.dataset),
    model: model.name,
    latentSize,
    seed: settings.seed,
    epochs: epochs.run,
    seconds,
    figures: metrics.test,
  };
}

function describeClassifier({ path, bytes }: WalkedFile, place: PlaceInList): ServedClassifier | undefined {
  const { status, settings, dataset, model, plan, started, trainings } = parseClassifierSummary(bytes, path);
  const [kept] = trainings;
  if (status !== "done" || kept === undefined) return undefined;
  return {
    kind: "classifier",
    ...place,
    title: `${headWords(plan)} on a ${model.name} encoder, ${dataset.name}, seed ${kept.seed}`,
    date: started,
    dataset: hideWholePath(settings.dataset),
    classes: model.classes,
    labels: kept.labels.all,
    accuracy: kept.accuracy,
    tested: dataset.splits.test,
  };
}

/** A folder has a detector when all is done. */
function describeDetector({ path, bytes }: WalkedFile, place: PlaceInList): ServedDetector {
  const { settings, dataset, model, started, score, threshold, test } = parseDetectorSummary(bytes, path);
  const area = test.areas?.[score];
  return {
    kind: "detector",
    ...place,
    title: `detector of anomalies, ${model.name} on ${dataset.name}, seed ${settings.seed}`,
    date: started,
    dataset: hideWholePath(settings.dataset),
    score: inWordsOf(shapeStored(dataset), detectorScores.of(score).title),
    falseAlarms: threshold.falseAlarms,
    normal: test.normal,
    ...(area === undefined ? {} : { auroc: area }),
  };
}

function describeStudy({ path, bytes, changed }: WalkedFile, place: PlaceInList): ServedStudy {
  const { title, question, cells, runs, findings } = parseResults(bytes, path);
  return {
    kind: "study",
    ...place,
    ...{ title, question, date: changed.toISOString() },
    datasets: [...new Set(cells.map(({ data }) => data))],
    models: [...new Set(cells.map(({ model }) => model))],
    runs: runs.filter(({ status }) => status === "done").length,
    cells: cells.length,
    findings: findings.length,
  };
}
