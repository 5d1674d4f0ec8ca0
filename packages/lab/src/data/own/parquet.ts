import type { Format } from "./format.ts";

/** A table whose columns have types. What reads it is loaded when there is one. */
export const parquet: Format = {
  name: "parquet",
  title: ".parquet",
  about: "a table whose columns have types, as pandas and Polars write it",
  fields: {},
  isFile: (name) => /\.parquet$/i.test(name),
  single: "data set",
  isTable: true,
  openFile: async (...file) => (await import("./table-file.ts")).openParquetFile(...file),
};
