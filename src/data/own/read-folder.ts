import { HourglassError } from "../../errors.ts";
import { isIdxName, readIdxFolder } from "./idx-folder.ts";
import type { OwnData, OwnDataOptions } from "./own-data.ts";
import { isPicture } from "./png-files.ts";
import { readPngFolder } from "./png-folder.ts";
import { folderWithin, type Listing, type SourceFolder } from "./source-folder.ts";

/**
 * Reads a folder of IDX files or of PNG files.
 * @throws HourglassError on what cannot be used, naming the file, what was expected and what was found
 */
export async function readFolder(folder: SourceFolder, options: OwnDataOptions): Promise<OwnData> {
  const found = await findIdx(folder);
  return found === undefined
    ? readPngFolder(folder, await folder.list(""), options)
    : readIdxFolder(found.folder, found.names, options);
}

/** Where IDX files lie. */
export interface IdxPlace {
  readonly folder: SourceFolder;
  /** Their names in it. */
  readonly names: readonly string[];
}

/** Folders that torchvision makes: `MNIST/raw`. */
const deepest = 2;

/**
 * Finds the IDX files of a folder: in it, or in its folder `raw`, or in the only folder that it has; `undefined` where it has none.
 * @throws HourglassError where there are pictures beside them
 */
export async function findIdx(folder: SourceFolder, depth = 0): Promise<IdxPlace | undefined> {
  const listing = await folder.list("");
  const names = listing.files.filter(isIdxName);
  const picture = listing.files.find(isPicture);
  if (names.length > 0) {
    if (picture === undefined) return { folder, names };
    throw new HourglassError(
      `${folder.pathOf("")}: expected IDX files or PNG files, found both: ${names[0]} and ${picture}`,
    );
  }
  const inner = innerFolder(listing);
  if (inner === undefined || picture !== undefined || depth === deepest) return undefined;
  return findIdx(folderWithin(folder, inner), depth + 1);
}

function innerFolder({ folders }: Listing): string | undefined {
  return folders.find((name) => name === "raw") ?? (folders.length === 1 ? folders[0] : undefined);
}
