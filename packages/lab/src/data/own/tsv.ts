import type { Format } from "./format.ts";

/** Rows of cells that tabs divide. */
export const tsv: Format = {
  name: "tsv",
  title: ".tsv",
  about: "the same with tabs",
  fields: {},
  isFile: (name) => /\.tsv$/i.test(name),
  single: "data set",
  isTable: true,
  openFile: async (...file) => (await import("./table-file.ts")).openDelimitedFile(...file),
};
