import { callback, checkArgument, type Fields, recordSchema } from "hourglass-core/internal/arguments.ts";
import { largestGzip } from "hourglass-core/internal/files/read-file.ts";
import { lookUp } from "hourglass-core/internal/validation.ts";
import * as z from "zod";
import { cachedPath, cacheFolder } from "../catalogue/cache.ts";
import {
  type CatalogueEntry,
  type CatalogueName,
  catalogue,
  type FileRole,
  type FilesEntry,
  fileRoles,
  hasFiles,
  isGenerated,
} from "../catalogue/catalogue.ts";
import { checkFile, type FetchedFile, readVerified } from "../catalogue/entry-files.ts";
import { type FetchGeneratedOptions, fetchGenerated } from "../catalogue/generated.ts";
import { dataFields } from "../data-options.ts";
import { downloadFile } from "./download.ts";
import { type Patience, patienceSchema } from "./patience.ts";

export interface FetchOptions extends FetchGeneratedOptions {
  readonly patience?: Partial<Patience> | undefined;
}

/** Schemas of {@link FetchOptions}, but for `force`. */
export const fetchFields: Fields<Omit<FetchOptions, "force">> = {
  ...dataFields,
  patience: patienceSchema.optional(),
  generate: callback(),
};
const optionsSchema = recordSchema<FetchOptions>({ ...fetchFields, force: z.boolean().optional() });

/**
 * Brings a data set into the cache: downloads, or generates, the files that are missing or wrong. A set without files, which is drawn
 * whenever it is used, gives none.
 * @throws UsageError on a name that the catalogue lacks, and on wrong options
 * @throws HourglassError where that fails; the files that were there stay as they were
 */
export async function fetchDataset(name: CatalogueName, options: FetchOptions = {}): Promise<FetchedFile[]> {
  checkArgument(optionsSchema, options, "fetchDataset", "options");
  const entry = lookUp<CatalogueEntry>(catalogue, name, "data set");
  return hasFiles(entry) ? fetchEntry(entry, options) : [];
}

/** {@link fetchDataset} for an entry that need not be in the catalogue. */
export async function fetchEntry(entry: FilesEntry, options: FetchOptions = {}): Promise<FetchedFile[]> {
  if (isGenerated(entry)) return fetchGenerated(entry, options);
  const files: FetchedFile[] = [];
  for (const role of fileRoles) files.push(await fetchFile(entry, role, options));
  return files;
}

async function fetchFile(entry: FilesEntry, role: FileRole, options: FetchOptions): Promise<FetchedFile> {
  const file = entry.files[role];
  const { name } = file;
  const folder = cacheFolder(options.dataDir);
  const check = options.force ? undefined : await checkFile(entry, file, folder, options.signal);
  if (check?.status === "right") return { name, path: check.path ?? "", kept: true };
  if (check?.status === "wrong") options.onNotice?.(`${check.problem}; fetching it anew`);
  const path = cachedPath(folder, entry, file);
  await downloadFile({
    ...options,
    urls: entry.mirrors.map((mirror) => `${mirror}${name}.gz`),
    path,
    maximumBytes: largestGzip(file.bytes),
    verify: async (arrived) => void (await readVerified(arrived, file, options.signal)),
    onProgress: (done, total) => options.onProgress?.({ label: name, done, total, unit: "bytes" }),
  });
  return { name, path, kept: false };
}
