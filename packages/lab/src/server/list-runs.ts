import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { parseClassifierSummary } from "../classify/classifier-summary.ts";
import { headWords } from "../classify/classifier-words.ts";
import { kindOfRun, parseSummary, runFiles } from "../run/files/run-files.ts";
import { studyFiles } from "../study/execution/study-folder.ts";
import { parseResults } from "../study/results-schema.ts";
import type { ServedClassifier, ServedRun, ServedRuns, ServedStudy } from "./api.ts";
import { openFile, readStart } from "./files.ts";
import { hidePaths, hideWholePath, pathPattern } from "./hidden-paths.ts";
import { isServed } from "./run-files.ts";

/** A study's run is `runs/STUDY/runs/ID`; a folder or two for order above that. */
const deepest = 5;

const passedBy = /^\.|^node_modules$/;

type Found = ServedRuns["runs"][number];

/** The finished runs and studies in a folder and the folders below, newest first; none where there is no such folder. */
export async function listRuns(folder: string): Promise<ServedRuns> {
  const list: List = { root: folder, found: [], problems: [] };
  await walk(list, [], undefined);
  const newestFirst = (a: Found, b: Found): number =>
    b.date.localeCompare(a.date) || a.id.localeCompare(b.id);
  const hidden = pathPattern(
    [folder, homedir()].map((path) => join(path, "file")),
    true,
  );
  const served: ServedRuns = { runs: list.found.sort(newestFirst), problems: list.problems.sort() };
  return JSON.parse(hidePaths(JSON.stringify(served), hidden)) as ServedRuns;
}

interface List {
  readonly root: string;
  readonly found: Found[];
  readonly problems: string[];
}

/** One folder after the other, so that a thousand runs need no more memory and open files than one. */
async function walk(list: List, way: readonly string[], study: string | undefined): Promise<void> {
  const id = way.join("/");
  const entries = await readFolder(list, way);
  const at = (name: string): Dirent | undefined => entries.find((entry) => entry.name === name);
  // Links are neither followed nor listed: they may lead out of the folder, or in circles.
  const files = entries.filter((entry) => entry.isFile() && isServed(entry.name)).map(({ name }) => name);
  const place = { id, files: files.sort() };
  const describe = async (name: string, describeFile: (file: File) => Found | undefined): Promise<void> => {
    await noting(list, `${id}/${name}`, async () => {
      const described = describeFile(await readFile(list, way, at(name) as Dirent));
      if (described !== undefined) list.found.push(described);
    });
  };
  // A folder that is given as that of the runs and is one itself has no address.
  const [run, plan] = way.length === 0 ? [] : [at(runFiles.summary), at(studyFiles.plan)];
  if (run !== undefined) {
    return describe(runFiles.summary, (file) =>
      kindOfRun(file.bytes) === "classifier"
        ? describeClassifier(file, place)
        : describeRun(file, place, study),
    );
  }
  if (plan !== undefined && at(studyFiles.results) !== undefined) {
    await describe(studyFiles.results, (file) => describeStudy(file, place));
  }
  if (way.length === deepest) return;
  for (const { name } of entries.filter((entry) => entry.isDirectory() && !passedBy.test(entry.name))) {
    await walk(list, [...way, name], plan === undefined ? study : id);
  }
}

/** What is in a folder, in the order of names; nothing where it cannot be read, which is noted. */
async function readFolder(list: List, way: readonly string[]): Promise<readonly Dirent[]> {
  let entries: readonly Dirent[] = [];
  await noting(list, way.join("/") || "the folder of runs", async () => {
    entries = await readdir(join(list.root, ...way), { withFileTypes: true }).catch(
      (error: NodeJS.ErrnoException) => {
        if (way.length === 0 && error.code === "ENOENT") return [];
        throw error;
      },
    );
  });
  return entries;
}

/** Does something about one file, and notes that it cannot be done: the others are listed all the same. */
async function noting(list: List, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { message } = error as Error;
    list.problems.push(error instanceof HourglassError ? message : `${what} cannot be read: ${message}`);
  }
}

/** A file that was read. */
interface File {
  /** Its path in the folder of runs. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly changed: Date;
}

/** That many images of one's own, or trainings of a study, nobody has. */
const mostBytes = 64 * 2 ** 20;

/** @throws HourglassError on what is no file, or too large */
async function readFile(list: List, way: readonly string[], entry: Dirent): Promise<File> {
  const path = [...way, entry.name].join("/");
  const file = entry.isFile() ? await openFile(join(list.root, path)) : undefined;
  if (file === undefined) throw new HourglassError(`${path}: expected a file, found ${kindOf(entry)}`);
  try {
    const { size, mtime } = file.stats;
    if (size > mostBytes) {
      throw new HourglassError(`${path}: expected at most ${mostBytes} bytes, found ${size}`);
    }
    return { path, bytes: await readStart(file, mostBytes), changed: mtime };
  } finally {
    await file.handle.close();
  }
}

function kindOf(entry: Dirent): string {
  if (entry.isSymbolicLink()) return "a link, which is not followed";
  if (entry.isFIFO()) return "a named pipe";
  return entry.isDirectory() ? "a folder" : "a device or a socket";
}

interface PlaceInList {
  readonly id: string;
  readonly files: readonly string[];
}

/** `undefined` for a run that is not finished. */
function describeRun(
  { path, bytes }: File,
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

/** `undefined` for one that is not finished. */
function describeClassifier({ path, bytes }: File, place: PlaceInList): ServedClassifier | undefined {
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

function describeStudy({ path, bytes, changed }: File, place: PlaceInList): ServedStudy {
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
