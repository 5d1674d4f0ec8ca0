import type { Format } from "./format.ts";

/** Rows of cells that commas or semicolons divide. What reads them is loaded when there are some. */
export const csv: Format = {
  name: "csv",
  title: ".csv",
  about:
    "a table of numbers, words and dates, a line a row; commas, semicolons, tabs or bars divide its cells",
  fields: {},
  isFile: (name) => /\.csv$/i.test(name),
  single: "data set",
  isTable: true,
  openFile: async (...file) => (await import("./table-file.ts")).openDelimitedFile(...file),
};
