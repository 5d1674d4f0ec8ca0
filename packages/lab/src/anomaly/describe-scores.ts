import { type RocPoint, rocCurve } from "../evaluation/auroc.ts";
import { countsIn } from "../evaluation/spread.ts";
import type { AnomalyCell, ScoredImage, ScoreHistogram } from "./results.ts";
import type { AnomalyTask } from "./task.ts";

const histogramBins = 40;
/** Of all scores: the few beyond it would leave most bins empty. */
const histogramShare = 0.99;
const curvePoints = 200;
const extremeImages = 10;

/** What a page shows of the scores of a task's test samples, of those that it shows from near. */
export function describeScores(
  task: Pick<AnomalyTask, "isAnomalous" | "sources">,
  scores: Float64Array,
): Pick<AnomalyCell, "curve" | "histogram" | "extremes"> {
  const { normal, anomalous } = byKind(task, scores);
  return {
    curve: thinnedOut(rocCurve(normal, anomalous)),
    histogram: histogramOf(normal, anomalous),
    extremes: extremesOf(task, scores),
  };
}

/** The scores of the normal and of the anomalous samples. */
export function byKind(
  { isAnomalous }: Pick<AnomalyTask, "isAnomalous">,
  scores: Float64Array,
): { readonly normal: Float64Array; readonly anomalous: Float64Array } {
  return {
    normal: scores.filter((_, index) => !isAnomalous[index]),
    anomalous: scores.filter((_, index) => isAnomalous[index]),
  };
}

/** Some of the corners, evenly over the curve, with both ends. */
function thinnedOut(curve: readonly RocPoint[]): readonly RocPoint[] {
  if (curve.length <= curvePoints) return curve;
  const stride = (curve.length - 1) / (curvePoints - 1);
  return Array.from({ length: curvePoints }, (_, point) => curve[Math.round(point * stride)] as RocPoint);
}

function histogramOf(normal: Float64Array, anomalous: Float64Array): ScoreHistogram {
  const rising = Float64Array.of(...normal, ...anomalous).sort();
  const minimum = rising[0] as number;
  const maximum = rising[Math.floor(histogramShare * (rising.length - 1))] as number;
  const counts = (scores: Float64Array): readonly number[] =>
    countsIn(scores, minimum, maximum, histogramBins);
  return { minimum, maximum, normal: counts(normal), anomalous: counts(anomalous) };
}

/** At equal scores the earlier sample comes first. */
function extremesOf(
  { isAnomalous, sources }: Pick<AnomalyTask, "isAnomalous" | "sources">,
  scores: Float64Array,
): AnomalyCell["extremes"] {
  const rising = Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]! || a - b);
  const falling = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const first = (order: readonly number[], predicate: (index: number) => boolean): readonly ScoredImage[] =>
    order
      .filter(predicate)
      .slice(0, extremeImages)
      .map((at) => ({ ...placeOf(at, sources), isAnomalous: isAnomalous[at]!, score: scores[at]! }));
  return {
    strangest: first(falling, () => true),
    leastStrange: first(rising, () => true),
    strangestNormal: first(falling, (index) => !isAnomalous[index]),
    leastStrangeAnomalous: first(rising, (index) => isAnomalous[index] === true),
  };
}

/** The data set that a test sample is from, and its position there. */
function placeOf(at: number, sources: AnomalyTask["sources"]): Pick<ScoredImage, "dataset" | "index"> {
  let index = at;
  for (const { name, count } of sources) {
    if (index < count) return { dataset: name, index };
    index -= count;
  }
  throw new RangeError(`there is no test sample ${at}`);
}
