import type { Format } from "./format.ts";
import { hasPictures, isPng } from "./png-files.ts";

/** Pictures, a file each. What decodes them is loaded when there are some. */
export const png: Format = {
  name: "png",
  title: "PNG",
  about: "PNG images; the names of the folders that they lie in are their classes",
  fields: {},
  isFile: isPng,
  single: "images",
  openFile: async (...file) => (await reader()).openPngFile(...file),
  inFolder: {
    words: "PNG files, or a folder of them for each class",
    open: async (folder, options) =>
      (await hasPictures(folder)) ? (await reader()).openPngFolder(folder, options) : undefined,
  },
};

const reader = () => import("./png-folder.ts");
