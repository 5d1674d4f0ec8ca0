import type { Named } from "hourglass-core/internal/kinds/table.ts";
import type { ResultTable } from "./result-table.ts";

/** A format of files that tables are written in; its name is the ending of the files. */
export interface TableFormat extends Named {
  /** As messages call it. */
  readonly title: string;
  /** What a file of it holds, in a few words of help. */
  readonly holds: string;
  /** The content of the file, piece by piece: tables are long. */
  readonly write: (table: ResultTable) => Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>;
}
