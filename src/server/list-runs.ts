import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { HourglassError } from "../errors.ts";
import { readSummary, runFiles, runFolder } from "../run/folder.ts";
import type { RunSummary } from "../run/summary.ts";
import { readResults, studyFiles } from "../study/execution/study-folder.ts";
import type { ServedRun, ServedRuns, ServedStudy } from "./api.ts";
import { isServed } from "./run-files.ts";

/** A study's run is `runs/STUDY/runs/ID`; a folder or two for order above that. */
const deepest = 5;

const passedBy = /^\.|^node_modules$/;

type Found = ServedRun | ServedStudy;

/** The finished runs and studies in a folder and the folders below, newest first; none where there is no such folder. */
export async function listRuns(folder: string): Promise<ServedRuns> {
  const problems: string[] = [];
  const found = await walk(folder, [], undefined, (problem) => problems.push(problem));
  const newestFirst = (a: Found, b: Found): number =>
    b.date.localeCompare(a.date) || a.id.localeCompare(b.id);
  return { runs: found.sort(newestFirst), problems: problems.sort() };
}

async function walk(
  root: string,
  way: readonly string[],
  study: string | undefined,
  onProblem: (problem: string) => void,
): Promise<Found[]> {
  const path = join(root, ...way);
  // Links are neither followed nor listed: they may lead out of the folder, or in circles.
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  const has = (name: string): boolean => entries.some((entry) => entry.isFile() && entry.name === name);
  const files = entries.filter((entry) => entry.isFile() && isServed(entry.name)).map(({ name }) => name);
  const below = entries.filter((entry) => entry.isDirectory() && !passedBy.test(entry.name));
  const walkOn = async (of: string | undefined): Promise<Found[]> => {
    if (way.length === deepest) return [];
    const found = await Promise.all(below.map(({ name }) => walk(root, [...way, name], of, onProblem)));
    return found.flat();
  };
  const described = async <T>(file: string, describe: () => Promise<T | undefined>): Promise<T[]> => {
    try {
      const one = await describe();
      return one === undefined ? [] : [one];
    } catch (error) {
      const { message } = error as Error;
      onProblem(error instanceof HourglassError ? message : `${join(path, file)} cannot be read: ${message}`);
      return [];
    }
  };
  const place = { id: way.join("/"), files: files.sort() };
  // A folder that is given as that of the runs and is one itself has no address.
  if (way.length > 0 && has(runFiles.summary)) {
    return described(runFiles.summary, () => describeRun(path, place, study));
  }
  if (way.length > 0 && has(studyFiles.plan)) {
    const found = has(studyFiles.results)
      ? await described(studyFiles.results, () => describeStudy(path, place))
      : [];
    return [...found, ...(await walkOn(place.id))];
  }
  return walkOn(study);
}

/** `undefined` for a run that is not finished. */
async function describeRun(
  path: string,
  place: { readonly id: string; readonly files: readonly string[] },
  study: string | undefined,
): Promise<ServedRun | undefined> {
  const summary = await readSummary(runFolder(path));
  if (summary?.status !== "done" || summary.metrics === undefined) return undefined;
  const { settings, model, epochs, seconds, started, metrics } = summary;
  return {
    kind: "run",
    ...place,
    ...(study === undefined ? {} : { study }),
    title: titleOf(summary),
    date: started,
    dataset: settings.dataset,
    model: model.name,
    latentSize: model.latentSize,
    seed: settings.seed,
    epochs: epochs.run,
    seconds,
    figures: metrics.test,
  };
}

function titleOf({ model, dataset, settings }: RunSummary): string {
  return `${model.name} on ${dataset.name}, latent size ${model.latentSize}, seed ${settings.seed}`;
}

async function describeStudy(
  path: string,
  place: { readonly id: string; readonly files: readonly string[] },
): Promise<ServedStudy> {
  const results = await readResults(runFolder(path));
  if (results === undefined) throw new HourglassError(`${join(path, studyFiles.results)} is missing`);
  const { mtime } = await stat(join(path, studyFiles.results));
  const { title, question, cells, runs, findings } = results;
  return {
    kind: "study",
    ...place,
    ...{ title, question, date: mtime.toISOString() },
    datasets: [...new Set(cells.map(({ data }) => data))],
    models: [...new Set(cells.map(({ model }) => model))],
    runs: runs.filter(({ status }) => status === "done").length,
    cells: cells.length,
    findings: findings.length,
  };
}
