import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { isImages } from "hourglass-core/internal/data/samples/samples.ts";
import { series } from "hourglass-core/internal/data/samples/series.ts";
import type { SplitSizes } from "hourglass-core/internal/data/split.ts";
import type { FileContent } from "hourglass-core/internal/files/file-content.ts";
import { type FileRole, fileRoles, filesCatalogue } from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import { datasetOfEntry, type EntryContent } from "hourglass-lab/internal/data/catalogue/entry-dataset.ts";
import type { FoundData } from "hourglass-lab/internal/data/own/format.ts";
import { formatOfFile, openFolder } from "hourglass-lab/internal/data/own/formats.ts";
import { idxLimit, isIdxName, withoutCopies } from "hourglass-lab/internal/data/own/idx-folder.ts";
import { type OwnDataOptions, toOwnDataset } from "hourglass-lab/internal/data/own/own-data.ts";
import type { SourceFolder } from "hourglass-lab/internal/data/own/source-folder.ts";
import type { DataSource, LoadProgress } from "../trainer/trainer-api.ts";
import { givenFolder } from "./given-folder.ts";

/** Data that are loaded. */
export interface Loaded {
  readonly dataset: Dataset<Samples>;
  /** The kind that samples of arrays were read as, where they do not say it themselves. */
  readonly samples?: string;
  /** Absent where all training samples are there. */
  readonly fillTraining?: FillTraining;
}

/** Makes the training samples that splits of these sizes need, as far as they are not there yet. */
export type FillTraining = (sizes: SplitSizes, onProgress: (progress: LoadProgress) => void) => Promise<void>;

/** The size of all images on the page. */
const pageSize = { height: 28, width: 28 };

/**
 * The data set that files make: one of the catalogue where they have its content, else the person's own, as the command
 * line reads it. Images are read as with `--image-size 28x28`, and gray where they are pictures. Arrays that are no images are tried as
 * series, which nothing but the setting `samples` says otherwise.
 */
export async function loadGiven(
  { name, files, samples }: Extract<DataSource, { readonly kind: "files" }>,
  onProgress: (progress: LoadProgress) => void,
  onNotice: (text: string) => void,
): Promise<Loaded> {
  onProgress({ text: `reading ${name}` });
  const folder = remembering(await givenFolder(name, files));
  const known = await readEntry(folder);
  if (known !== undefined) return { dataset: known };
  const options: OwnDataOptions = {
    ...{ imageSize: pageSize, gray: true, onNotice },
    onProgress: ({ label, done, total }) =>
      onProgress({ text: label, ...(total === 0 ? {} : { fraction: done / total }) }),
  };
  const readAs = async (kind: string | undefined): Promise<Dataset<Samples>> => {
    const read = await (await openGiven(folder, { ...options, samples: kind })).readAll();
    const { imageSize: _, ...asTheyAre } = options;
    const naming = { name, source: name };
    return toOwnDataset(read, naming, isImages(read.train.samples) ? options : asTheyAre);
  };
  if (samples !== undefined) return { dataset: await readAs(samples), samples };
  try {
    return { dataset: await readAs(undefined) };
  } catch (error) {
    const dataset = await readAs(series.name).catch(() => undefined);
    if (dataset === undefined || isImages(dataset.train)) throw error;
    onNotice(`${name}: read as series, as its numbers are those of no images`);
    return { dataset, samples: series.name };
  }
}

/** A file that is a data set by itself, or a folder of several. */
async function openGiven(folder: SourceFolder, options: OwnDataOptions): Promise<FoundData> {
  const { files, folders } = await folder.list("");
  const [file = ""] = files;
  const format = files.length + folders.length === 1 ? formatOfFile(file, "data set") : undefined;
  return format === undefined || format.inFolder !== undefined
    ? openFolder(folder, options)
    : format.openFile(folder, file, options);
}

/** The set of the catalogue whose four files these are, by their checksums. */
async function readEntry(folder: SourceFolder): Promise<Dataset | undefined> {
  const names = await withoutCopies(folder, (await folder.list("")).files.filter(isIdxName));
  if (names.length !== fileRoles.length) return undefined;
  const contents = await Promise.all(names.map((name) => folder.read(name, idxLimit(folder, name))));
  const contentOf = new Map(contents.map((content) => [content.sha256, content]));
  for (const entry of Object.values(filesCatalogue)) {
    const found = fileRoles.map((role): [FileRole, FileContent | undefined] => [
      role,
      contentOf.get(entry.files[role].sha256),
    ]);
    if (found.every(([, content]) => content !== undefined)) {
      return datasetOfEntry(entry, Object.fromEntries(found) as unknown as EntryContent);
    }
  }
  return undefined;
}

/** A folder whose files are unpacked once, though IDX files are looked at twice. */
function remembering(folder: SourceFolder): SourceFolder {
  const contents = new Map<string, Promise<FileContent>>();
  return {
    ...folder,
    read: (place, limit) => {
      if (!isIdxName(place)) return folder.read(place, limit);
      const content = contents.get(place) ?? folder.read(place, limit);
      contents.set(place, content);
      return content;
    },
  };
}
