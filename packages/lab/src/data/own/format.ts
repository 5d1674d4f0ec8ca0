import type { Kind } from "hourglass-core/internal/kinds/kind.ts";
import type { NamedSamples, OwnData, OwnDataOptions, Sizing } from "./own-data.ts";
import type { SourceFolder } from "./source-folder.ts";

/** A format of files that data of one's own may be in. */
export interface Format extends Kind {
  /** What may lie in it, in a line for people who choose: `IDX files as MNIST has them, packed (.gz) or not`. */
  readonly about: string;
  /** Whether a file's name says that it is of this format. */
  readonly isFile: (name: string) => boolean;
  /** What one file of it is enough for; images for a trained model need no data set. */
  readonly single: DataUse;
  /**
   * Opens one file.
   * @throws HourglassError naming the file, what was expected and what was found
   */
  readonly openFile: (folder: SourceFolder, name: string, options: OwnDataOptions) => Promise<FoundData>;
  /** A folder of such files, where that is a data set. */
  readonly inFolder?: {
    /** What the folder holds: `IDX files`. */
    readonly words: string;
    /**
     * Opens the folder; `undefined` where it has no files of this format.
     * @throws HourglassError naming the file, what was expected and what was found
     */
    readonly open: (folder: SourceFolder, options: OwnDataOptions) => Promise<FoundData | undefined>;
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
