import { detectorScores } from "../../detector/detector-scores.ts";
import type { DetectorSummary } from "../../detector/folder/detector-summary.ts";
import { errorWords, unitSentence } from "../words/error-words.ts";
import { formatCount } from "../words/format.ts";
import { samplesOf } from "../words/sample-words.ts";
import { inPercent, intervalWords, keptScoreWords, wordsFor } from "./detector-words.ts";

/** What the score of a detector is and where alarms begin, as rows of a table of facts. */
export function scoreFacts(summary: DetectorSummary): readonly (readonly [name: string, value: string])[] {
  const { threshold, score } = summary;
  const samples = samplesOf(summary);
  const { definition } = detectorScores.of(score);
  return [
    [`score: ${keptScoreWords(summary)}`, wordsFor(summary)(definition)],
    ["units", `Squared errors are in ${errorWords("mse", samples).unit}. ${unitSentence(summary)}`],
    // With all its digits: by them an alarm is one.
    ["threshold", String(threshold.score)],
    [
      "false alarms",
      `${inPercent(threshold.falseAlarms)} of normal ${samples.plural} asked for; by ${formatCount(threshold.samples)} held-out ones ` +
        `${intervalWords(threshold.interval)} with 95 % confidence`,
    ],
  ];
}
