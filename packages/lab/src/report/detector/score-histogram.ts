import { type Markish, type PlotOptions, ruleX, text } from "@observablehq/plot";
import type { ScoreHistogram } from "../../anomaly/results.ts";
import { toCsv } from "../../data/files/csv.ts";
import { binsOf, countsIn } from "../../evaluation/spread.ts";
import { scoreHistogramPlot } from "../anomalies/score-histogram-plot.ts";
import { areaMark, type Key, lineMark } from "../plots/keys.tsx";
import { plotColors } from "../plots/plot-colors.ts";
import type { Frame } from "../plots/render-plot.ts";

/** Scores in bins, those of held-out normal samples and, beside them, those of others. */
export interface DetectorScores {
  /** The others are what it calls anomalous; nothing where there are none. */
  readonly histogram: ScoreHistogram;
  readonly threshold: number;
  /** How many scores of either kind lie beyond the last bin, which has them all the same. */
  readonly beyond: { readonly normal: number; readonly others: number };
}

const bins = 40;
/** Of all scores: the few beyond it would leave most bins empty. */
const shownShare = 0.99;
/** From the least score to the end, in distances to the threshold: it has room beside it, and normal scores are more than a few bins. */
const [leastReach, mostReach] = [1.25, 4];

/** @param normal ascending */
export function binScores(normal: Float64Array, others: Float64Array, threshold: number): DetectorScores {
  const rising = new Float64Array(normal.length + others.length);
  rising.set(normal);
  rising.set(others, normal.length);
  rising.sort();
  const minimum = rising[0] ?? 0;
  const common = rising[Math.floor(shownShare * (rising.length - 1))] ?? minimum;
  const distance = threshold - minimum;
  const end =
    distance > 0
      ? Math.min(minimum + mostReach * distance, Math.max(minimum + leastReach * distance, common))
      : common;
  // Equal scores are a bin that has a width, too.
  const maximum = end > minimum ? end : minimum + (Math.abs(minimum) / 100 || 1);
  const counts = (scores: Float64Array): readonly number[] => countsIn(scores, minimum, maximum, bins);
  const beyond = (scores: Float64Array): number => scores.filter((score) => score > maximum).length;
  return {
    histogram: {
      ...{ minimum, maximum, normal: counts(normal) },
      anomalous: others.length === 0 ? [] : counts(others),
    },
    threshold,
    beyond: { normal: beyond(normal), others: beyond(others) },
  };
}

/**
 * How scores lie, as shares of each kind, and where alarms begin.
 * @param words what the score and many samples are called: `relative error`, `rows`
 */
export function detectorScoresPlot(
  { histogram, threshold }: DetectorScores,
  words: { readonly score: string; readonly plural: string },
  frame: Frame,
): PlotOptions {
  const plot = scoreHistogramPlot(histogram, { ...words, score: `score: ${words.score}` }, frame);
  return { ...plot, marks: [...(plot.marks ?? []), ...thresholdMarks(threshold)] };
}

const thresholdDash = "5,3";

/** In the colour of the text: those of the plot are taken by the two kinds of samples. */
function thresholdMarks(threshold: number): readonly Markish[] {
  return [
    ruleX([threshold], { stroke: "currentColor", strokeWidth: 1.5, strokeDasharray: thresholdDash }),
    text(["threshold"], { x: threshold, frameAnchor: "top", dy: -14, fontWeight: 600 }),
  ];
}

/** What its colours and its line stand for. @param others what they are called; none unless given */
export function detectorScoresKeys(plural: string, others?: string): readonly Key[] {
  return [
    areaMark(`held-out normal ${plural}`, plotColors.first, 0.6),
    ...(others === undefined ? [] : [areaMark(others, plotColors.second, 0.6)]),
    lineMark("threshold: above it an alarm is raised", "currentColor", { dash: thresholdDash }),
  ];
}

/** The counts behind the bars; the last bin has no end where it has all scores beyond. */
export function detectorScoresTable({ histogram, beyond }: DetectorScores): string {
  const { normal, anomalous } = histogram;
  const hasOthers = anomalous.length > 0;
  const isOpen = beyond.normal + beyond.others > 0;
  return toCsv(
    ["scoreFrom", "scoreTo", "heldOutNormal", ...(hasOthers ? ["scored"] : [])],
    binsOf({ ...histogram, counts: normal }).map(({ start, end, count }, bin) => [
      ...[start, isOpen && bin === normal.length - 1 ? undefined : end, count],
      ...(hasOthers ? [anomalous[bin]] : []),
    ]),
  );
}
