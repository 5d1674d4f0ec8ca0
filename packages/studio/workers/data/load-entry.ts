import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { FileContent } from "hourglass-core/internal/files/file-content.ts";
import {
  type CatalogueFile,
  type FilesEntry,
  fileRoles,
  isGenerated,
} from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import { datasetOfEntry, type EntryContent } from "hourglass-lab/internal/data/catalogue/entry-dataset.ts";
import { drawDigits } from "../drawing/draw-digits.ts";
import type { LoadProgress } from "../trainer/trainer-api.ts";
import { sha256, uncompressed } from "./file-bytes.ts";
import type { Loaded } from "./given-data.ts";

/**
 * A data set of the catalogue: from the cache of the server that gives the page, every file verified. Digits are drawn here, since few of
 * them are often enough.
 * @param isServed whether the server says that it has the files: what it has not it is not asked for
 */
export async function loadEntry(
  entry: FilesEntry,
  page: string,
  onProgress: (progress: LoadProgress) => void,
  isServed?: boolean,
): Promise<Loaded> {
  onProgress({ text: `loading ${entry.name}` });
  if (isGenerated(entry)) return drawDigits(entry, onProgress);
  const served = isServed === false ? undefined : await fetchContent(entry, page);
  if (served !== undefined) return { dataset: datasetOfEntry(entry, served) };
  if (isServed) {
    throw new HourglassError(
      `${entry.name} does not come: the server that has it gives no answer; see that it is running, then try again`,
    );
  }
  throw new HourglassError(
    `${entry.name} is not here: fetch it with "hourglass data fetch ${entry.name}" and open the page with "hourglass studio", ` +
      `or drop its files (${fileRoles.map((role) => entry.files[role].name).join(", ")})`,
  );
}

/** The files of an entry, or `undefined` where there is no server, or it lacks one. */
async function fetchContent(entry: FilesEntry, page: string): Promise<EntryContent | undefined> {
  const contents = await Promise.all(fileRoles.map((role) => fetchFile(entry, entry.files[role], page)));
  const [trainImages, trainLabels, testImages, testLabels] = contents;
  return trainImages && trainLabels && testImages && testLabels
    ? { trainImages, trainLabels, testImages, testLabels }
    : undefined;
}

async function fetchFile(
  { name }: FilesEntry,
  file: CatalogueFile,
  page: string,
): Promise<FileContent | undefined> {
  const content = await fetchPatiently(new URL(`api/data/${name}/${file.name}`, page)).catch(() => undefined);
  if (content === undefined) return undefined;
  const bytes = await uncompressed(content, `${name}/${file.name}`, { maximumBytes: file.bytes });
  const found = await sha256(bytes);
  if (found !== file.sha256) {
    throw new HourglassError(
      `${name}/${file.name}: expected content with SHA-256 ${file.sha256}, found ${found}; ` +
        `fetch it anew with: hourglass data fetch ${name}`,
    );
  }
  return { bytes, sha256: found };
}

/** A server that sends nothing for so many milliseconds has gone. */
const patience = 30_000;

/** The content at an address; `undefined` where it is refused, or a page: a static host may answer with one where it lacks a file. */
async function fetchPatiently(address: URL): Promise<Blob | undefined> {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waitOn = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), patience);
  };
  try {
    waitOn();
    const response = await fetch(address, { signal: stop.signal });
    const isPage = (response.headers.get("content-type") ?? "").startsWith("text/");
    if (!response.ok || isPage || response.body === null) {
      await response.body?.cancel();
      return undefined;
    }
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      waitOn();
    }
    return new Blob(parts);
  } finally {
    clearTimeout(timer);
  }
}
