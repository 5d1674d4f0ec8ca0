import type { Format } from "./format.ts";
import { isIdxName, openIdxFile, openIdxFolder } from "./idx-folder.ts";

/** The format in which MNIST was published. */
export const idx: Format = {
  name: "idx",
  title: "IDX",
  about: "IDX files as MNIST has them, packed (.gz) or not",
  fields: {},
  isFile: isIdxName,
  single: "images",
  openFile: openIdxFile,
  inFolder: { words: "IDX files", open: openIdxFolder },
  endingOf: ([first, second, type, rank]) => {
    const isIdx = first === 0 && second === 0 && type === 8;
    return isIdx && (rank === 1 || rank === 3) ? `.idx${rank}` : undefined;
  },
};
