import { counted } from "hourglass-core/internal/words.ts";
import { plotFigure } from "../components/plot-figure.tsx";
import type { Section } from "../components/section.ts";
import { countedSamples, samplesOf } from "../words/sample-words.ts";
import type { ScoresInput } from "./detector-input.ts";
import { detectorFigureWords, heldOutWords, keptScoreWords } from "./detector-words.ts";
import { binScores, detectorScoresKeys, detectorScoresPlot, detectorScoresTable } from "./score-histogram.ts";

/** Where the scores lie beside those of held-out normal samples. */
export const distributionSection: Section<ScoresInput> = {
  title: "How the scores lie",
  parts: ({ summary, normalScores, findings, source, document }) => {
    const samples = samplesOf(summary);
    const { plural } = samples;
    const score = keptScoreWords(summary);
    const { scores } = findings;
    if (scores.length === 0) return [];
    const found = binScores(normalScores, scores, summary.threshold.score);
    const beyond = found.beyond.normal + found.beyond.others;
    return [
      plotFigure(document, {
        label: `Scores of these ${plural} beside those of held-out normal ones`,
        title: `Scores of ${source} beside those of held-out normal ${plural}`,
        of: detectorFigureWords(summary),
        keys: detectorScoresKeys(plural, `${plural} that were scored`),
        notes: [
          `Each colour is shares of its own number of ${plural}.`,
          ...(beyond === 0 ? [] : ["The last bin has all scores that are beyond it."]),
        ],
        draw: (frame) => detectorScoresPlot(found, { score, plural }, frame),
        file: "figures/scores.svg",
        tables: { "figures/scores.csv": detectorScoresTable(found) },
        // The page stands alone: figures of it are not written.
        links: [],
        caption: (
          <>
            Scores of the {countedSamples(scores.length, samples)} of {source} (orange) and of the{" "}
            {heldOutWords(summary)} (blue), each as shares of their own number; the higher, the stranger. The
            dashed line is the threshold.
            {beyond > 0 &&
              ` The last bin has all that are beyond it, here ${counted(found.beyond.others, "score")} of these ${plural} and ${found.beyond.normal} of held-out ones.`}
          </>
        ),
        reading: (
          <>
            If most of these {plural} are normal, the orange hill lies where the blue one does, and anomalies
            are to the right of it. If the whole hill lies elsewhere, the {plural} have changed as a whole.
          </>
        ),
      }),
    ];
  },
};
