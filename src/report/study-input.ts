import type { StudyResults } from "../study/results.ts";

/** The images of one of the results' examples. */
export interface StudyPictures {
  /** Name of the data set. */
  readonly data: string;
  /** `[imageSize]` bytes each, in the order of {@link StudyExamples.indices}. */
  readonly originals: readonly Uint8Array[];
  /** What each cell makes of them, by its id. */
  readonly cells: ReadonlyMap<string, readonly Uint8Array[]>;
  /** Of cells that were trained to restore noisy images: the originals with noise, and what they make of those. */
  readonly denoised?: ReadonlyMap<string, DenoisedPictures>;
}

/** Images with noise as in training, and restored, in the order of the originals. */
export interface DenoisedPictures {
  readonly noisy: readonly Uint8Array[];
  readonly restored: readonly Uint8Array[];
}

/** All that the page of a study tells. */
export interface StudyInput {
  readonly results: StudyResults;
  readonly pictures: readonly StudyPictures[];
  /** Where plots are drawn: the page's own document in a browser, {@link createDocument}'s elsewhere. */
  readonly document: Document;
}
