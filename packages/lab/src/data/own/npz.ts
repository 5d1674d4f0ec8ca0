import type { Format } from "./format.ts";

/** Several arrays of NumPy's in one file. */
export const npz: Format = {
  name: "npz",
  title: ".npz",
  about: "arrays of images, and of labels, under the names that Keras and MedMNIST give them",
  fields: {},
  isFile: (name) => /\.npz$/i.test(name),
  single: "data set",
  openFile: async (...file) => (await import("./array-file.ts")).openNpzFile(...file),
};
