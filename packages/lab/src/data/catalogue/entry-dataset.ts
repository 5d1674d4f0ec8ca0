import type { Dataset, ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { FileContent } from "hourglass-core/internal/files/file-content.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { parseIdx } from "../formats/idx.ts";
import { type FileRole, type FilesEntry, fileRoles } from "./catalogue.ts";

/** The content of each file of a data set. */
export type EntryContent = Readonly<Record<FileRole, FileContent>>;

/**
 * The data set that the four files of an entry of the catalogue hold.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export function datasetOfEntry(entry: FilesEntry, content: EntryContent): Dataset {
  const { name, title, source, licence, classNames } = entry;
  return {
    name,
    title,
    source,
    licence,
    classNames,
    train: toImageSet(entry, content, "trainImages", "trainLabels"),
    test: toImageSet(entry, content, "testImages", "testLabels"),
    checksums: Object.fromEntries(fileRoles.map((role) => [entry.files[role].name, content[role].sha256])),
  };
}

function toImageSet(
  entry: FilesEntry,
  content: EntryContent,
  imageRole: FileRole,
  labelRole: FileRole,
): ImageSet {
  const imageFile = `${entry.name}/${entry.files[imageRole].name}`;
  const labelFile = `${entry.name}/${entry.files[labelRole].name}`;
  const images = parseIdx(content[imageRole].bytes, imageFile, 3);
  const labels = parseIdx(content[labelRole].bytes, labelFile, 1);
  const [count = 0, height = 0, width = 0] = images.dimensions;
  if (height !== entry.image.height || width !== entry.image.width) {
    throw new HourglassError(
      `${imageFile}: expected images of ${entry.image.height} x ${entry.image.width}, found ${height} x ${width}`,
    );
  }
  if (labels.values.length !== count) {
    throw new HourglassError(
      `${labelFile}: expected ${counted(count, "label")}, found ${labels.values.length}`,
    );
  }
  const classes = entry.classNames.length;
  const wrong = labels.values.findIndex((label) => label >= classes);
  if (wrong !== -1) {
    throw new HourglassError(
      `${labelFile}: expected labels from 0 to ${classes - 1}, found ${labels.values[wrong]} for image ${wrong}`,
    );
  }
  return { count, height, width, channels: 1, images: images.values, labels: labels.values };
}
