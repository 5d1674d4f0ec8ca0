import type { ChannelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { anomalyScores, headlineScore } from "../../anomaly/anomaly-scores.ts";
import type { AnomalyResults, ScoredImage } from "../../anomaly/results.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import type { PlotDocument } from "../plots/plot-document.ts";

/** A test sample as a page shows it. */
export interface PicturedImage {
  /** `[sampleSize]`, as sets have samples: bytes of an image. */
  readonly values: SampleValues;
  /** Of its class; absent where its data set has no labels. */
  readonly name?: string;
}

/** All that a page about anomalies tells. */
export interface AnomalyInput {
  readonly results: AnomalyResults;
  /** A test sample that was scored. */
  readonly picture: (image: ScoredImage) => PicturedImage;
  /** By which numbers that are not bounded are drawn alike: of the normal samples. */
  readonly statistics?: ChannelStatistics | undefined;
  /** Where plots are drawn: the page's own document in a browser, {@link createDocument}'s elsewhere. */
  readonly document: PlotDocument;
}

/** Of what the figures are. */
export function anomalyWords({ dataset, against }: AnomalyResults): string {
  const what = against === undefined ? "one class against the others" : `against ${against.title}`;
  return `${dataset.title}, ${what}; test split`;
}

/** Says sentences about images of the samples that results are of. */
export function wordsFor({ dataset }: AnomalyResults): (sentence: string) => string {
  const shape = shapeStored(dataset);
  return (sentence) => inWordsOf(shape, sentence);
}

/** What the score that is shown from near is called: `combined score`. */
export function headlineWords({ scores }: AnomalyResults): string {
  return `${anomalyScores[headlineScore(scores)].title} score`;
}
