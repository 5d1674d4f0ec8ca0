import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { anomalyFiles } from "../anomaly/anomaly-files.ts";
import { parseAnomalyResults } from "../anomaly/results-schema.ts";
import { parseClassifierSummary } from "../classify/classifier-summary.ts";
import { isHeld } from "../data/files/lock.ts";
import { parseDetectorSummary } from "../detector/folder/detector-summary.ts";
import { type KindOfRun, kindOfRun, parseSummary, runFiles } from "../run/files/run-files.ts";
import { studyFiles } from "../study/execution/study-folder.ts";
import { parsePlan } from "../study/plan-schema.ts";
import {
  describeAnomalies,
  describeClassifier,
  describeDetector,
  describeRun,
  describeStudy,
  type Facts,
} from "./facts.ts";
import { parseTags, tagsFile } from "./tags.ts";
import { type WalkedFile, type WalkedFolder, walkRuns } from "./walk-runs.ts";

const lineFeed = 0x0a;

/** A run, a classifier, a detector, a study or a detection of anomalies that lies in a folder. */
export interface Item extends Facts {
  /** Its path in the folder of runs, with slashes; `.` for that folder itself. */
  readonly id: string;
  /** The id of the study that it is part of. */
  readonly study?: string;
  readonly tags: readonly string[];
  /** Of all files in its folder and below. */
  readonly bytes: number;
}

export interface Inventory {
  /** In the order of their ids. */
  readonly items: readonly Item[];
  /** What could not be read, and why. */
  readonly problems: readonly string[];
}

/**
 * What lies in a folder and the folders below, finished or not; nothing where there is no such folder.
 * @param onFound told how many there are so far
 */
export async function takeInventory(root: string, onFound?: (count: number) => void): Promise<Inventory> {
  const items: Item[] = [];
  const problems = await walkRuns(root, async (folder) => {
    const item = await itemOf(root, folder);
    if (item === undefined) return true;
    items.push(item);
    onFound?.(items.length);
    // What was trained has none of these below.
    return !folder.has(runFiles.summary);
  });
  return { items: items.sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true })), problems };
}

/** What a folder itself is, without a look at those below: one item, or none. */
export async function readItem(path: string): Promise<Inventory> {
  let item: Item | undefined;
  const problems = await walkRuns(path, async (folder) => {
    item = await itemOf(path, folder);
    return false;
  });
  return { items: item === undefined ? [] : [item], problems };
}

/** `undefined` for a folder that is none of ours, or is damaged. */
async function itemOf(root: string, folder: WalkedFolder): Promise<Item | undefined> {
  const { id, study, has, read } = folder;
  const noted = await factsOf(folder);
  if (noted === undefined) return undefined;
  const facts = noted.status === "running" ? { ...noted, ...(await courseOf(root, folder)) } : noted;
  const tags = has(tagsFile) ? await read(tagsFile, ({ bytes, path }) => parseTags(bytes, path)) : [];
  return {
    id: id || ".",
    ...(study === undefined ? {} : { study }),
    ...facts,
    tags: tags ?? [],
    bytes: await bytesIn(join(root, id)),
  };
}

/** What is told of what was trained, by its kind. */
const factsOfRun: Readonly<Record<KindOfRun, (file: WalkedFile) => Facts>> = {
  autoencoder: ({ bytes, path }) => describeRun(parseSummary(bytes, path)),
  classifier: ({ bytes, path }) => describeClassifier(parseClassifierSummary(bytes, path)),
  detector: ({ bytes, path }) => describeDetector(parseDetectorSummary(bytes, path)),
};

async function factsOf({ has, read }: WalkedFolder): Promise<Facts | undefined> {
  if (has(runFiles.summary)) {
    return read(runFiles.summary, (file) => factsOfRun[kindOfRun(file.bytes)](file));
  }
  if (has(studyFiles.plan)) {
    const isDone = has(studyFiles.results);
    return read(studyFiles.plan, ({ bytes, path, changed }) =>
      describeStudy(parsePlan(bytes, path), changed, isDone),
    );
  }
  if (has(anomalyFiles.results)) {
    return read(anomalyFiles.results, ({ bytes, path, changed }) =>
      describeAnomalies(parseAnomalyResults(bytes, path), changed),
    );
  }
  return undefined;
}

/** Of what is under way, or was until its process was killed. Epochs are in metrics.jsonl: run.json is written anew when a training ends. */
async function courseOf(root: string, { id, has, read }: WalkedFolder): Promise<Partial<Facts>> {
  const epochs = has(runFiles.metrics)
    ? await read(runFiles.metrics, ({ bytes }) => bytes.filter((byte) => byte === lineFeed).length)
    : undefined;
  return {
    status: (await isHeld(join(root, id)).catch(() => true)) ? "running" : "interrupted",
    ...(epochs === undefined ? {} : { epochs }),
  };
}

/** What a folder takes on the disk, links not followed; what is gone meanwhile counts nothing. */
async function bytesIn(path: string): Promise<number> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) bytes += await bytesIn(inside);
    else
      bytes += await lstat(inside).then(
        ({ size }) => size,
        () => 0,
      );
  }
  return bytes;
}
