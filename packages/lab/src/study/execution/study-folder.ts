import { join } from "node:path";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { parse, stringify } from "yaml";
import { largestText, type RunFolder, readParsed, runFolder } from "../../run/folder.ts";
import { encodeResults } from "../encode-results.ts";
import type { StudyPlan } from "../grid.ts";
import { parsePlan } from "../plan-schema.ts";
import type { StudyResults } from "../results.ts";
import { parseResults } from "../results-schema.ts";
import { differences } from "../store/differences.ts";
import { parseStudy, type Study } from "../study-file.ts";
import { cellsCsv, runsCsv } from "../tables.ts";

/** The files of a study, by what they hold. */
export const studyFiles = {
  /** What was asked, with `--quick` applied. */
  definition: "study.yaml",
  plan: "study.json",
  results: "results.json",
  runs: "results.csv",
  cells: "cells.csv",
  report: "report.html",
} as const;

/**
 * What a run of a study has beside the files of every run: the chosen test images after encoding and decoding, uint8
 * `[images, height, width, channels]`.
 */
export const examplesFile = "examples.npy";

/** Of a denoiser also: those images with noise as in training, and what it makes of them, uint8 `[2, images, height, width, channels]`. */
export const denoisedFile = "denoised.npy";

/** What a path inside a study begins with where it is of one of its runs. */
export const runOfStudy: RegExp = /^runs\/[^/]+\//;

/** The folder of one of a study's runs. */
export function runPath(study: string, id: string): string {
  return join(study, "runs", id);
}

/** The plan in a study's folder, `undefined` where there is no study. @throws HourglassError when it is damaged */
export async function readPlan(folder: RunFolder): Promise<StudyPlan | undefined> {
  return readParsed(folder, studyFiles.plan, parsePlan);
}

/** The results in a study's folder, `undefined` where there are none. @throws HourglassError when they are damaged */
export async function readResults(folder: RunFolder): Promise<StudyResults | undefined> {
  return readParsed(folder, studyFiles.results, parseResults);
}

/** The plan of the study in a folder. @throws UsageError where there is none */
export async function requirePlan(path: string): Promise<StudyPlan> {
  const plan = await readPlan(runFolder(path));
  if (plan === undefined) throw new UsageError(`${path} holds no study (${studyFiles.plan} is missing)`);
  return plan;
}

/** Writes what a study is, so that it can be continued. */
export async function writeDefinition(folder: RunFolder, study: Study, plan: StudyPlan): Promise<void> {
  await folder.write(studyFiles.definition, stringify(study, { flowCollectionPadding: true }));
  // Last: whoever finds it finds a whole study.
  await folder.write(studyFiles.plan, `${JSON.stringify({ format: 1, ...plan }, null, 1)}\n`);
}

/** What was asked. @throws HourglassError where it is missing or damaged */
export async function requireDefinition(folder: RunFolder): Promise<Study> {
  const path = join(folder.path, studyFiles.definition);
  const bytes = await folder.read(studyFiles.definition, largestText);
  if (bytes === undefined) throw new HourglassError(`${path} is missing: the study cannot go on without it`);
  return parseStudy(new TextDecoder().decode(bytes), path);
}

/** @throws UsageError telling what is not as it was when the study in the folder began */
export async function requireSameStudy(folder: RunFolder, study: Study, plan: StudyPlan): Promise<void> {
  const bytes = await folder.read(studyFiles.definition);
  const text = new TextDecoder().decode(bytes ?? new Uint8Array());
  const inFile = differences(asNow(text, join(folder.path, studyFiles.definition)), study, "");
  // The same file has another plan where defaults have changed with the version of hourglass.
  const planned = await readPlan(folder);
  const changes =
    inFile.length > 0 ? inFile : differences(planned && withoutNames(planned), withoutNames(plan), "plan");
  if (changes.length === 0) return;
  const [shown, more] = [changes.slice(0, 5), changes.length - 5];
  throw new UsageError(
    `--resume: the study in ${folder.path} is another: ${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}. ` +
      "Give it as it was, or choose another --out",
  );
}

/** What names follow from may change with the version of hourglass: what is done then stays, and what is not gets a new name. */
function withoutNames({ cells, runs }: StudyPlan): StudyPlan {
  return { cells, runs: runs.map(({ name: _, ...run }) => run) };
}

/** A study as it is read now: settings may have had other names. What is no study any more stays as it was written. */
function asNow(text: string, file: string): unknown {
  try {
    return parseStudy(text, file);
  } catch (error) {
    if (error instanceof UsageError) return parse(text);
    throw error;
  }
}

/** Writes results.json and its tables. */
export async function writeResults(folder: RunFolder, results: StudyResults): Promise<void> {
  await folder.write(studyFiles.results, encodeResults(results));
  await folder.write(studyFiles.runs, runsCsv(results));
  await folder.write(studyFiles.cells, cellsCsv(results));
}
