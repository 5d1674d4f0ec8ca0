import { rm, rmdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import { writing } from "hourglass-core/internal/files/place-file.ts";
import { lookUp } from "hourglass-core/internal/validation.ts";
import { counted, sizeWords } from "hourglass-core/internal/words.ts";
import { type CatalogueEntry, catalogue, hasFiles, isGenerated } from "../data/catalogue/catalogue.ts";
import { checkDrawn, type DrawnCheck } from "../data/catalogue/drawn.ts";
import {
  cachedFiles,
  checkEntry,
  entryFolders,
  type FileCheck,
  findEntry,
} from "../data/catalogue/entry-files.ts";
import { fetchEntry } from "../data/download/fetch.ts";
import { isAgreed, requireAnswerable } from "./terminal/agree.ts";
import { dataHooks } from "./terminal/data-progress.ts";
import { formatTable } from "./terminal/format-table.ts";
import { createProgressLine, formatCount } from "./terminal/progress.ts";
import { print, printJson, say } from "./terminal/terminal.ts";

export interface FetchDataOptions {
  readonly dataDir?: string;
  readonly force?: boolean;
}

export interface DataCommandOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** Prints the data sets by name, and where they are cached. */
export async function listDatasets(options: DataCommandOptions): Promise<void> {
  const entries: readonly CatalogueEntry[] = Object.values(catalogue);
  const rows = await Promise.all(
    entries.map(async (entry) => ({
      entry,
      folder: hasFiles(entry) ? await findEntry(entry, options.dataDir) : undefined,
    })),
  );
  if (options.json) {
    const described = rows.map(({ entry, folder }) => ({
      name: entry.name,
      title: entry.title,
      source: entry.source,
      licence: entry.licence,
      classNames: entry.classNames,
      counts: entry.counts,
      ...(hasFiles(entry) ? { image: entry.image } : { sample: entry.sample }),
      cached: folder !== undefined,
      ...(folder === undefined ? {} : { folder }),
    }));
    return printJson(described);
  }
  const cells = rows.map(({ entry, folder }) => [
    entry.name,
    `${formatCount(entry.counts.train)} + ${formatCount(entry.counts.test)}`,
    sizeOf(entry),
    folder ?? absence(entry),
    entry.licence,
  ]);
  print(formatTable([["NAME", "SAMPLES", "SIZE", "CACHED IN", "LICENCE"], ...cells], "left"));
  const searched = new Set(entries.filter(hasFiles).flatMap((entry) => entryFolders(entry, options.dataDir)));
  print(`\nsearched: ${[...searched].join(", ")}`);
}

function sizeOf(entry: CatalogueEntry): string {
  if (hasFiles(entry)) return `${entry.image.height} x ${entry.image.width}`;
  return counted(sampleSize(entry.sample), kindOfSamples(entry.sample).value.one);
}

/** Why nothing of a data set is in the cache. */
function absence(entry: CatalogueEntry): string {
  if (!hasFiles(entry)) return "no (drawn whenever it is used)";
  return isGenerated(entry) ? "no (generated when first used)" : "no";
}

/** Downloads or generates data sets, and prints the path of every file. */
export async function fetchDatasets(names: readonly string[], options: FetchDataOptions): Promise<void> {
  const entries = findEntries(names);
  const line = createProgressLine(process.stderr);
  for (const entry of entries) {
    if (!hasFiles(entry)) {
      print(`${entry.name}: drawn whenever it is used: there are no files to fetch`);
      continue;
    }
    try {
      const files = await fetchEntry(entry, {
        ...options,
        ...dataHooks(line),
      });
      line.done();
      for (const file of files)
        print(`${entry.name}: ${file.kept ? "already there" : "fetched"}: ${file.path}`);
    } finally {
      line.done();
    }
  }
}

/** Verifies the checksums of data sets, of their files or of what is drawn, and prints what it found. */
export async function checkDatasets(names: readonly string[], options: DataCommandOptions): Promise<void> {
  const results: ((FileCheck | DrawnCheck) & { readonly dataset: string })[] = [];
  for (const entry of findEntries(names)) {
    if (!hasFiles(entry)) {
      for (const check of await checkDrawn(entry)) {
        results.push({ dataset: entry.name, ...check });
        if (!options.json) print(describeDrawn(entry, check));
      }
      continue;
    }
    const folder = (await findEntry(entry, options.dataDir)) ?? entryFolders(entry, options.dataDir)[0] ?? "";
    for (const check of await checkEntry(entry, folder)) {
      results.push({ dataset: entry.name, ...check });
      if (!options.json) print(describeCheck(entry, folder, check));
    }
  }
  if (options.json) printJson(results);
  if (results.some((result) => result.status !== "right")) process.exitCode = 1;
}

export interface RemoveDataOptions {
  readonly dataDir?: string;
  readonly yes?: boolean;
}

/** Removes data sets from the cache, once whoever is at the keyboard has seen what goes and said yes. */
export async function removeDatasets(names: readonly string[], options: RemoveDataOptions): Promise<void> {
  const { dataDir, yes } = options;
  requireAnswerable(yes);
  const files = new Map<string, number>();
  for (const entry of findEntries(names)) {
    if (!hasFiles(entry)) {
      say(`${entry.name}: drawn whenever it is used: there are no files of it`);
      continue;
    }
    const found = await cachedFiles(entry, dataDir);
    if (found.length === 0) {
      say(`${entry.name}: nothing of it is in ${entryFolders(entry, dataDir).join(" or ")}`);
    }
    for (const path of found) files.set(path, (await stat(path)).size);
  }
  if (files.size === 0) return;
  const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
  if (yes !== true) for (const path of files.keys()) say(path);
  const what = `${counted(files.size, "file")} (${sizeWords(bytes)})`;
  if (!(await isAgreed(`Remove ${what}?`, yes))) {
    say("nothing is removed");
    return;
  }
  for (const path of files.keys()) {
    await writing(path, () => rm(path, { force: true }));
    print(`removed: ${path}`);
  }
  // A folder with something else in it stays.
  for (const folder of new Set([...files.keys()].map(dirname))) await rmdir(folder).catch(() => undefined);
}

function describeDrawn({ name: set }: CatalogueEntry, { name, status, problem }: DrawnCheck): string {
  return `${set}: ${name}: ${status}${problem === undefined ? "" : `: ${problem}`}`;
}

function describeCheck(entry: CatalogueEntry, folder: string, check: FileCheck): string {
  const what = `${entry.name}: ${check.name}: ${check.status}`;
  if (check.status === "right") return `${what}: ${check.path}`;
  const problem = check.problem ?? `not in ${folder}`;
  return `${what}: ${problem}; mend it with: hourglass data fetch ${entry.name}`;
}

/** All entries, so that an unknown name is refused before any work is done. */
function findEntries(names: readonly string[]): readonly CatalogueEntry[] {
  return names.map((name) => lookUp<CatalogueEntry>(catalogue, name, "data set"));
}
