import { lookUp } from "hourglass-core/internal/validation.ts";
import { type CatalogueEntry, catalogue, isGenerated } from "../data/catalogue/catalogue.ts";
import { checkEntry, entryFolders, type FileCheck, findEntry } from "../data/catalogue/entry-files.ts";
import { fetchEntry } from "../data/download/fetch.ts";
import { dataHooks } from "./terminal/data-progress.ts";
import { formatTable } from "./terminal/format-table.ts";
import { createProgressLine, formatCount } from "./terminal/progress.ts";
import { print, printJson } from "./terminal/terminal.ts";

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
    entries.map(async (entry) => ({ entry, folder: await findEntry(entry, options.dataDir) })),
  );
  if (options.json) {
    const described = rows.map(({ entry, folder }) => ({
      name: entry.name,
      title: entry.title,
      source: entry.source,
      licence: entry.licence,
      classNames: entry.classNames,
      counts: entry.counts,
      image: entry.image,
      cached: folder !== undefined,
      ...(folder === undefined ? {} : { folder }),
    }));
    return printJson(described);
  }
  const cells = rows.map(({ entry, folder }) => [
    entry.name,
    `${formatCount(entry.counts.train)} + ${formatCount(entry.counts.test)}`,
    `${entry.image.height} x ${entry.image.width}`,
    folder ?? (isGenerated(entry) ? "no (generated when first used)" : "no"),
    entry.licence,
  ]);
  print(formatTable([["NAME", "IMAGES", "SIZE", "CACHED IN", "LICENCE"], ...cells], "left"));
  const searched = new Set(entries.flatMap((entry) => entryFolders(entry, options.dataDir)));
  print(`\nsearched: ${[...searched].join(", ")}`);
}

/** Downloads or generates data sets, and prints the path of every file. */
export async function fetchDatasets(names: readonly string[], options: FetchDataOptions): Promise<void> {
  const entries = findEntries(names);
  const line = createProgressLine(process.stderr);
  for (const entry of entries) {
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

/** Verifies the checksums of cached data sets, and prints what it found. */
export async function checkDatasets(names: readonly string[], options: DataCommandOptions): Promise<void> {
  const results: (FileCheck & { readonly dataset: string })[] = [];
  for (const entry of findEntries(names)) {
    const folder = (await findEntry(entry, options.dataDir)) ?? entryFolders(entry, options.dataDir)[0] ?? "";
    for (const check of await checkEntry(entry, folder)) {
      results.push({ dataset: entry.name, ...check });
      if (!options.json) print(describeCheck(entry, folder, check));
    }
  }
  if (options.json) printJson(results);
  if (results.some((result) => result.status !== "right")) process.exitCode = 1;
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
