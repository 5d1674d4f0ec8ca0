import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { FileContent } from "hourglass-core/internal/files/file-content.ts";
import {
  type CatalogueEntry,
  type CatalogueFile,
  fileRoles,
  isGenerated,
} from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import { datasetOfEntry, type EntryContent } from "hourglass-lab/internal/data/catalogue/entry-dataset.ts";
import { drawDigits } from "../drawing/draw-digits.ts";
import type { LoadProgress } from "../trainer/trainer-api.ts";
import { sha256, uncompressed } from "./file-bytes.ts";

/**
 * A data set of the catalogue: from the cache of the server that gives the page, every file verified; where that has none,
 * the digits are drawn here.
 */
export async function loadEntry(
  entry: CatalogueEntry,
  page: string,
  onProgress: (progress: LoadProgress) => void,
): Promise<Dataset> {
  onProgress({ text: `loading ${entry.name}` });
  const served = await fetchContent(entry, page);
  if (served !== undefined) return datasetOfEntry(entry, served);
  if (isGenerated(entry)) return drawDigits(entry, onProgress);
  throw new HourglassError(
    `${entry.name} is not here: fetch it with "hourglass data fetch ${entry.name}" and open the page with "hourglass studio", ` +
      `or drop its files (${fileRoles.map((role) => entry.files[role].name).join(", ")})`,
  );
}

/** The files of an entry, or `undefined` where there is no server, or it lacks one. */
async function fetchContent(entry: CatalogueEntry, page: string): Promise<EntryContent | undefined> {
  const contents = await Promise.all(fileRoles.map((role) => fetchFile(entry, entry.files[role], page)));
  const [trainImages, trainLabels, testImages, testLabels] = contents;
  return trainImages && trainLabels && testImages && testLabels
    ? { trainImages, trainLabels, testImages, testLabels }
    : undefined;
}

async function fetchFile(
  { name }: CatalogueEntry,
  file: CatalogueFile,
  page: string,
): Promise<FileContent | undefined> {
  const response = await fetch(new URL(`api/data/${name}/${file.name}`, page)).catch(() => undefined);
  // A static host may answer with a page of its own where it lacks a file.
  const type = response?.headers.get("content-type") ?? "";
  if (response === undefined || !response.ok || type.startsWith("text/")) return undefined;
  const bytes = await uncompressed(await response.blob(), `${name}/${file.name}`, {
    maximumBytes: file.bytes,
  });
  const found = await sha256(bytes);
  if (found !== file.sha256) {
    throw new HourglassError(
      `${name}/${file.name}: expected content with SHA-256 ${file.sha256}, found ${found}; ` +
        `fetch it anew with: hourglass data fetch ${name}`,
    );
  }
  return { bytes, sha256: found };
}
