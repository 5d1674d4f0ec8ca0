import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { capitalise, counted, listed } from "hourglass-core/internal/words.ts";
import { detectorScores } from "../../detector/detector-scores.ts";
import { type Alarms, type DetectorSummary, shareOfAlarms } from "../../detector/folder/detector-summary.ts";
import { shareWords } from "../../detector/threshold.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { nameOf } from "../words/example-words.ts";
import { formatPercent } from "../words/format.ts";
import { countedSamples, samplesOf } from "../words/sample-words.ts";

/** Says sentences about images of the samples of a detector. */
export function wordsFor({ dataset }: Pick<DetectorSummary, "dataset">): (sentence: string) => string {
  const shape = shapeStored(dataset);
  return (sentence) => inWordsOf(shape, sentence);
}

/** What the score is called that alarms are raised by: `relative error`. */
export function keptScoreWords(summary: Pick<DetectorSummary, "score" | "dataset">): string {
  return wordsFor(summary)(detectorScores.of(summary.score).title);
}

/** What a figure of a detector is of: `Deep autoencoder, code of 2 values; Pumps, 1,200 held-out normal rows, seed 1`. */
export function detectorFigureWords(summary: DetectorSummary): string {
  const { model, dataset, settings } = summary;
  return (
    `${capitalise(model.name)} autoencoder, code of ${counted(model.latentSize, "value")}; ` +
    `${dataset.title}, ${heldOutWords(summary)}, seed ${settings.seed}`
  );
}

/** `1,200 held-out normal rows` */
export function heldOutWords(summary: Pick<DetectorSummary, "threshold" | "dataset">): string {
  const { title, plural } = samplesOf(summary);
  return countedSamples(summary.threshold.samples, {
    title: `held-out normal ${title}`,
    plural: `held-out normal ${plural}`,
  });
}

/** The classes that are normal, by their names: `class idle`, `classes idle and run`; `undefined` where all samples are. */
export function normalClassWords({ normalClasses, dataset }: DetectorSummary): string | undefined {
  if (normalClasses === undefined) return undefined;
  const names = normalClasses.map((label) => nameOf(label, dataset.classNames) as string);
  return `${names.length === 1 ? "class" : "classes"} ${listed(names, "and")}`;
}

/** A share in per cent, which no line ends within. */
export function inPercent(share: number): string {
  return shareWords(share).replace(" ", "\u00a0");
}

/** The interval in which the share of false alarms is: `0.6 % to 1.7 %`. */
export function intervalWords(interval: readonly [low: number, high: number]): string {
  return interval.map(inPercent).join(" to ");
}

/** `13 of 1,300 rows (1 %) raise an alarm` */
export function alarmWords(of: Alarms, one: string, many: string): string {
  return `${alarmsOf(of, one, many)} ${of.alarms === 1 ? "raises" : "raise"} an alarm`;
}

/** `13 of 1,300 rows (1 %)` */
export function alarmsOf(of: Alarms, one: string, many: string): string {
  const share = of.samples === 0 ? "" : ` (${alarmShare(of)})`;
  return `${of.alarms.toLocaleString("en-US")} of ${counted(of.samples, one, many)}${share}`;
}

/** The share of samples that raise an alarm, in per cent; what is not all of them is never 100 %. */
export function alarmShare(of: Alarms): string {
  const share = shareOfAlarms(of);
  return inPercent(of.alarms < of.samples ? Math.min(share, 0.999) : share);
}

/** A percentile without its sign, `99.4`; what is not above all normal samples is never 100. */
export function percentileWords(percentile: number): string {
  return formatPercent(percentile / 100).replace("%", "");
}
