import { npyPieces } from "../formats/npy.ts";
import type { TableFormat } from "./table-format.ts";

/** One array of NumPy's: the numbers alone. */
export const npyTable: TableFormat = {
  name: "npy",
  title: ".npy",
  holds: "the numbers alone, float32 [N, columns]",
  write: ({ names, numbers: { values, columns } }) => npyPieces(values, [names.length, columns.length]),
};
