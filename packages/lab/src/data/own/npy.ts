import type { Format } from "./format.ts";

/** One array of NumPy's. */
export const npy: Format = {
  name: "npy",
  title: ".npy",
  about: "an array of images [N, H, W] or [N, H, W, C]: bytes, or floats from 0 to 1",
  fields: {},
  isFile: (name) => /\.npy$/i.test(name),
  single: "data set",
  openFile: async (...file) => (await import("./array-file.ts")).openNpyFile(...file),
};
