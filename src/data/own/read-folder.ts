import { HourglassError } from "../../errors.ts";
import { isIdxName, readIdxFolder } from "./idx-folder.ts";
import type { OwnData, OwnDataOptions } from "./own-data.ts";
import { readPngFolder } from "./png-folder.ts";
import type { SourceFolder } from "./source-folder.ts";

/**
 * Reads a folder of IDX files or of PNG files.
 * @throws HourglassError on what cannot be used, naming the file, what was expected and what was found
 */
export async function readFolder(folder: SourceFolder, options: OwnDataOptions): Promise<OwnData> {
  const listing = await folder.list("");
  const idx = listing.files.filter(isIdxName);
  if (idx.length === 0) return readPngFolder(folder, listing, options);
  const png = listing.files.find((name) => /\.png$/i.test(name));
  if (png !== undefined) {
    throw new HourglassError(
      `${folder.pathOf("")}: expected IDX files or PNG files, found both: ${idx[0]} and ${png}`,
    );
  }
  return readIdxFolder(folder, idx, options);
}
