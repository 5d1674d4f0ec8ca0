import type { ChannelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { StudyResults } from "../../study/results.ts";
import type { PlotDocument } from "../plots/plot-document.ts";

/** The samples of one of the results' examples. */
export interface StudyPictures {
  /** Name of the data set. */
  readonly data: string;
  /** `[sampleSize]` each, as sets have samples, in the order of {@link StudyExamples.indices}. */
  readonly originals: readonly SampleValues[];
  /** By which samples that are not bounded are drawn: of each channel, over the training split. */
  readonly statistics?: ChannelStatistics | undefined;
  /** What each cell makes of them, by its id. */
  readonly cells: ReadonlyMap<string, readonly SampleValues[]>;
  /** Of cells that were trained to restore noisy samples: the originals with noise, and what they make of those. */
  readonly denoised?: ReadonlyMap<string, DenoisedPictures>;
}

/** Samples with noise as in training, and restored, in the order of the originals. */
export interface DenoisedPictures {
  readonly noisy: readonly SampleValues[];
  readonly restored: readonly SampleValues[];
}

/** All that the page of a study tells. */
export interface StudyInput {
  readonly results: StudyResults;
  readonly pictures: readonly StudyPictures[];
  /** Where plots are drawn: the page's own document in a browser, {@link createDocument}'s elsewhere. */
  readonly document: PlotDocument;
}
