import { Command } from "commander";
import type { CatalogueEntry } from "../data/catalogue.ts";
import type { FileCheck } from "../data/entry-files.ts";
import { print, printJson } from "./terminal.ts";

interface LocationOption {
  readonly dataDir?: string;
}

interface JsonOption {
  readonly json?: boolean;
}

/** `hourglass data`: the data sets, where they are, and how they get there. Results go to stdout. */
export function dataCommand(): Command {
  const data = new Command("data").description("list, fetch and check the data sets");
  withLocation(data.command("list"))
    .description("the data sets by name, and where they are cached")
    .option("--json", "print JSON")
    .action(listDatasets);
  withLocation(data.command("fetch"))
    .description("download data sets into the cache, or generate them; what is there and right is kept")
    .argument("<name...>", "data sets by name")
    .option("--force", "fetch the files that are there and right, too")
    .action(fetchDatasets);
  withLocation(data.command("check"))
    .description("verify the checksums of cached data sets; exit code 1 if one is wrong or missing")
    .argument("<name...>", "data sets by name")
    .option("--json", "print JSON")
    .action(checkDatasets);
  return data;
}

function withLocation(command: Command): Command {
  return command.option(
    "--data-dir <DIR>",
    "folder of the data sets (default: HOURGLASS_DATA, else the user's cache folder)",
  );
}

async function listDatasets(options: LocationOption & JsonOption): Promise<void> {
  const { catalogue, isGenerated } = await import("../data/catalogue.ts");
  const { formatTable } = await import("./format-table.ts");
  const { formatCount } = await import("./progress.ts");
  const { entryFolders, findEntry } = await import("../data/entry-files.ts");
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

async function fetchDatasets(
  names: readonly string[],
  options: LocationOption & { readonly force?: boolean },
): Promise<void> {
  const { fetchDataset } = await import("../data/fetch.ts");
  const { createProgressFormat } = await import("./data-progress.ts");
  const { createProgressLine } = await import("./progress.ts");
  await findEntries(names);
  const line = createProgressLine(process.stderr);
  const format = createProgressFormat();
  for (const name of names) {
    try {
      const files = await fetchDataset(name, {
        ...options,
        onProgress: (progress) => line.update(format(progress)),
        onNotice: line.print,
      });
      line.done();
      for (const file of files) print(`${name}: ${file.kept ? "already there" : "fetched"}: ${file.path}`);
    } finally {
      line.done();
    }
  }
}

async function checkDatasets(names: readonly string[], options: LocationOption & JsonOption): Promise<void> {
  const { checkEntry, entryFolders, findEntry } = await import("../data/entry-files.ts");
  const results: (FileCheck & { readonly dataset: string })[] = [];
  for (const entry of await findEntries(names)) {
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
async function findEntries(names: readonly string[]): Promise<readonly CatalogueEntry[]> {
  const { catalogue } = await import("../data/catalogue.ts");
  const { lookUp } = await import("../validation.ts");
  return names.map((name) => lookUp<CatalogueEntry>(catalogue, name, "data set"));
}
