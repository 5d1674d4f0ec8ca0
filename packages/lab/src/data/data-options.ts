import { callback, type Fields, folderSchema, optionalSignal } from "hourglass-core/internal/arguments.ts";
import type { NoticeOptions } from "hourglass-core/internal/data/notices.ts";

/** How far a long piece of work has come. */
export interface Progress {
  /** What is being done, such as the name of a file. */
  readonly label: string;
  readonly done: number;
  /** 0 where it is unknown. */
  readonly total: number;
  /** What is counted, such as `bytes` or `images`. */
  readonly unit: string;
}

/** How to get at a data set. */
export interface DataOptions extends NoticeOptions {
  /** The folder of the data sets; else HOURGLASS_DATA, else the platform's cache folder. */
  readonly dataDir?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Schemas of {@link DataOptions}. */
export const dataFields: Fields<DataOptions> = {
  dataDir: folderSchema.optional(),
  signal: optionalSignal,
  onNotice: callback(),
  onProgress: callback(),
};
