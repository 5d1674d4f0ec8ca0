import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { DataOptions } from "../data-options.ts";
import { validationNotice } from "./own-data.ts";
import { describeNames, type Listing, type SourceFolder } from "./source-folder.ts";

/** A PNG file in the folder of a data set. */
export interface PngFile {
  /** Its path within the folder of the data set, with slashes. */
  readonly name: string;
  /** The name of the subfolder that says its class. */
  readonly className?: string;
}

/** The files of each part of a data set. */
export interface PngParts {
  readonly train: readonly PngFile[];
  readonly test?: readonly PngFile[] | undefined;
}

/** Whether a file's name is that of a PNG file. */
export const isPng = (name: string): boolean => /\.png$/i.test(name);
const isOtherPicture = (name: string): boolean => /\.(jpe?g|gif|bmp|tiff?|webp|avif|heic)$/i.test(name);

/** Whether a file of a folder is a picture that can be read there. */
const isRead = ({ decodePicture }: SourceFolder, name: string): boolean =>
  decodePicture === undefined ? isPng(name) : isPicture(name);

/** What can be read there, in words. */
const readWords = ({ decodePicture }: SourceFolder): string =>
  decodePicture === undefined ? "PNG files" : "pictures";

/** Whether a file's name is that of a picture, be it of a kind that is not read. */
export const isPicture = (name: string): boolean => isPng(name) || isOtherPicture(name);

/** Parts have classes, and classes have pictures. */
const deepest = 2;

/** Whether a folder, a folder in it, or one in that, has pictures. */
export async function hasPictures(folder: SourceFolder, place = "", depth = 0): Promise<boolean> {
  const { files, folders } = await folder.list(place);
  if (files.some(isPicture)) return true;
  if (depth === deepest) return false;
  for (const name of folders) {
    if (await hasPictures(folder, within(place, name), depth + 1)) return true;
  }
  return false;
}

/** Names of a part that is held out of training to choose by. */
const validationNames: readonly string[] = ["val", "valid", "validation", "dev"];

/**
 * Finds the PNG files of a folder: directly in it, or in subfolders, which are classes; where there are subfolders
 * `train` and `test`, those are the parts, each of either kind. A part for validation beside them is left out, with a notice.
 * @param listing what is directly in the folder
 * @throws HourglassError where it has none, or has them in another arrangement
 */
export async function findPngParts(
  folder: SourceFolder,
  listing: Listing,
  options: DataOptions,
): Promise<PngParts> {
  const named = (part: string): string | undefined =>
    listing.folders.find((name) => name.toLowerCase() === part);
  const [train, test] = [named("train"), named("test")];
  if (train === undefined && test === undefined) {
    return { train: await findPngFiles(folder, "", listing, options) };
  }
  const validation = listing.folders.filter((name) => validationNames.includes(name.toLowerCase()));
  const parts = [train, test, ...validation];
  const others = listing.folders.filter((name) => !parts.includes(name));
  const pictures = listing.files.filter((name) => isRead(folder, name));
  if (train === undefined || others.length > 0 || pictures.length > 0) {
    throw new HourglassError(
      `${folder.pathOf("")}: expected the folder train, and test or not, and no other images, found ` +
        [...listing.folders, ...pictures.slice(0, 1)].join(", "),
    );
  }
  if (validation.length > 0) options.onNotice?.(validationNotice(folder.pathOf(""), validation.join(", ")));
  const partOf = async (part: string): Promise<readonly PngFile[]> =>
    findPngFiles(folder, part, await folder.list(part), options);
  return { train: await partOf(train), test: test === undefined ? undefined : await partOf(test) };
}

/**
 * Finds the PNG files directly in a folder, or in its subfolders, which are classes.
 * @param root the folder of the data set
 * @param place that of the folder within `root`, whose listing is given
 */
export async function findPngFiles(
  root: SourceFolder,
  place: string,
  { files, folders }: Listing,
  options: DataOptions,
): Promise<readonly PngFile[]> {
  const folder = root.pathOf(place);
  const what = readWords(root);
  const flat = pngFilesOf(root, place, files, options);
  if (folders.length === 0) {
    if (flat.length > 0) return flat;
    throw new HourglassError(
      `${folder}: expected ${what}, or a folder of them for each class, found ${describeNames(files)}`,
    );
  }
  if (flat.length > 0) {
    throw new HourglassError(
      `${folder}: expected ${what} or a folder for each class, found both: ${flat[0]?.name} and ` +
        `the folder ${folders[0]}`,
    );
  }
  const found: PngFile[] = [];
  for (const className of folders) {
    const inPlace = within(place, className);
    const inside = await root.list(inPlace);
    const [deeper] = inside.folders;
    if (deeper !== undefined) {
      throw new HourglassError(
        `${root.pathOf(inPlace)}: expected the ${what} of a class, found the folder ${deeper}; ` +
          "folders that are parts, not classes, are called train and test",
      );
    }
    const ofClass = pngFilesOf(root, inPlace, inside.files, options);
    if (ofClass.length === 0) {
      throw new HourglassError(
        `${root.pathOf(inPlace)}: expected the ${what} of a class, found ${describeNames(inside.files)}`,
      );
    }
    for (const file of ofClass) found.push({ ...file, className });
  }
  return found;
}

/** The PNG files among the files of a folder; others are passed over with a notice, unless they are pictures. */
function pngFilesOf(
  root: SourceFolder,
  place: string,
  files: readonly string[],
  options: DataOptions,
): PngFile[] {
  const other = files.filter((name) => !isRead(root, name));
  const picture = other.find(isOtherPicture);
  if (picture !== undefined) {
    throw new HourglassError(
      `${root.pathOf(within(place, picture))}: expected PNG files only; convert it to PNG`,
    );
  }
  if (other.length > 0) options.onNotice?.(`${root.pathOf(place)}: not used: ${describeNames(other)}`);
  return files.filter((name) => isRead(root, name)).map((name) => ({ name: within(place, name) }));
}

function within(place: string, name: string): string {
  return place === "" ? name : `${place}/${name}`;
}
