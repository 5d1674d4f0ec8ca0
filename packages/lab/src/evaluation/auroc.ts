/**
 * The area under the ROC curve: the probability that an anomalous image (one that is to be told), drawn at random, has a higher score than a
 * normal one, where a tie counts half. Computed from ranks, as Mann and Whitney's U (1947) over all pairs; the same
 * as `sklearn.metrics.roc_auc_score`.
 * @param normal scores of normal images
 * @param anomalous scores of anomalous ones, which should be higher
 * @returns 1 for scores that part them, 0.5 for chance
 * @throws RangeError where there are no images of one kind, or a score is no number
 */
export function auroc(normal: Float64Array, anomalous: Float64Array): number {
  let pairs = 0;
  let normalBelow = 0;
  for (const step of tiesUpwards(normal, anomalous)) {
    pairs += step.anomalous * (normalBelow + step.normal / 2);
    normalBelow += step.normal;
  }
  return pairs / (normal.length * anomalous.length);
}

/** A threshold on the scores, by what it does: shares of the images above it. */
export interface RocPoint {
  /** Of the normal images. */
  readonly falsePositiveRate: number;
  /** Of the anomalous images. */
  readonly truePositiveRate: number;
}

/**
 * The ROC curve, from the threshold that no image passes, (0, 0), to the one that all pass, (1, 1): a corner for every
 * score that occurs. Scores that occur in both kinds give a slanting line.
 * @throws RangeError where there are no images of one kind, or a score is no number
 */
export function rocCurve(normal: Float64Array, anomalous: Float64Array): readonly RocPoint[] {
  let normalAbove = 0;
  let anomalousAbove = 0;
  const corners = tiesUpwards(normal, anomalous)
    .toReversed()
    .map((step) => {
      normalAbove += step.normal;
      anomalousAbove += step.anomalous;
      return {
        falsePositiveRate: normalAbove / normal.length,
        truePositiveRate: anomalousAbove / anomalous.length,
      };
    });
  return [{ falsePositiveRate: 0, truePositiveRate: 0 }, ...corners];
}

/** How many images of each kind have one and the same score. */
interface Tie {
  readonly normal: number;
  readonly anomalous: number;
}

/** The scores that occur, in ascending order, as the numbers of images that have them. */
function tiesUpwards(normal: Float64Array, anomalous: Float64Array): readonly Tie[] {
  if (normal.length === 0 || anomalous.length === 0) {
    throw new RangeError(
      `a ROC curve needs scores of both kinds, found ${normal.length} normal and ${anomalous.length} anomalous`,
    );
  }
  if (normal.some(Number.isNaN) || anomalous.some(Number.isNaN)) {
    throw new RangeError("a score is not a number");
  }
  const rising = [normal.toSorted(), anomalous.toSorted()] as const;
  const at = [0, 0] as [number, number];
  const ties: Tie[] = [];
  while (at[0] < normal.length || at[1] < anomalous.length) {
    const score = Math.min(rising[0][at[0]] ?? Infinity, rising[1][at[1]] ?? Infinity);
    const count = (kind: 0 | 1): number => {
      const from = at[kind];
      while (rising[kind][at[kind]] === score) at[kind]++;
      return at[kind] - from;
    };
    ties.push({ normal: count(0), anomalous: count(1) });
  }
  return ties;
}
