import type { Table } from "hourglass-core/internal/data/columns/columns.ts";
import type { Kind } from "hourglass-core/internal/kinds/kind.ts";
import type { ColumnsFile } from "../columns/column-choices.ts";
import type { NamedSamples, OwnData, OwnDataOptions, Sizing } from "./own-data.ts";
import type { SourceFolder } from "./source-folder.ts";

/** How files are read: as a person asks for it, with what was read of files that the options name. */
export interface FormatOptions extends OwnDataOptions {
  /** What a file says of the columns of a table. */
  readonly columnsFile?: ColumnsFile | undefined;
  /** The columns that a trained model knows; a table's own are found by looking where there is none. */
  readonly table?: Table | undefined;
}

/** A format of files that data of one's own may be in. */
export interface Format extends Kind {
  /** What may lie in it, in a line for people who choose: `IDX files as MNIST has them, packed (.gz) or not`. */
  readonly about: string;
  /** Whether a file's name says that it is of this format. */
  readonly isFile: (name: string) => boolean;
  /** What one file of it is enough for; images for a trained model need no data set. */
  readonly single: DataUse;
  /** Whether it has columns with names, which options may speak of. */
  readonly isTable?: boolean;
  /**
   * Opens one file.
   * @throws HourglassError naming the file, what was expected and what was found
   */
  readonly openFile: (folder: SourceFolder, name: string, options: FormatOptions) => Promise<FoundData>;
  /** A folder of such files, where that is a data set. */
  readonly inFolder?: {
    /** What the folder holds: `IDX files`. */
    readonly words: string;
    /**
     * Opens the folder; `undefined` where it has no files of this format.
     * @throws HourglassError naming the file, what was expected and what was found
     */
    readonly open: (folder: SourceFolder, options: FormatOptions) => Promise<FoundData | undefined>;
  };
  /** What the name of a file that begins with these bytes should end in: browsers and people rename files. */
  readonly endingOf?: (start: Uint8Array) => string | undefined;
}

/** What data are read for: to train on, or to be given to a trained model. */
export type DataUse = "data set" | "images";

/** Data whose parts are known, and read when they are wanted. */
export interface FoundData {
  /** All of it, with labels and checksums. */
  readonly readAll: () => Promise<OwnData>;
  readonly train: ReadPart;
  /** Absent where the data have one part alone. */
  readonly test?: ReadPart | undefined;
}

/** Reads the samples of a part. Formats whose images have each a size of their own heed the one that is wanted. */
export type ReadPart = (sizing: Sizing) => Promise<NamedSamples>;
