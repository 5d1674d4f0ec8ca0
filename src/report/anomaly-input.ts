import type { AnomalyResults, ScoredImage } from "../anomaly/results.ts";

/** A test image as a page shows it. */
export interface PicturedImage {
  /** `[imageSize]` bytes. */
  readonly bytes: Uint8Array;
  /** Of its class; absent where its data set has no labels. */
  readonly name?: string;
}

/** All that a page about anomalies tells. */
export interface AnomalyInput {
  readonly results: AnomalyResults;
  /** A test image that was scored. */
  readonly picture: (image: ScoredImage) => PicturedImage;
  /** Where plots are drawn: the page's own document in a browser, {@link createDocument}'s elsewhere. */
  readonly document: Document;
}

/** Of what the figures are. */
export function anomalyWords({ dataset, against }: AnomalyResults): string {
  const what = against === undefined ? "one class against the others" : `against ${against.title}`;
  return `${dataset.title}, ${what}; test split`;
}
