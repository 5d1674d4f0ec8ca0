import type { JSX } from "preact";
import { anomalyScoreNames, anomalyScores } from "../../anomaly/anomaly-scores.ts";
import { anomalyBaselineNames, anomalyBaselines } from "../../anomaly/baselines.ts";
import type { AnomalyResults } from "../../anomaly/results.ts";
import type { AnomalyInput } from "../anomaly-input.ts";
import { Facts } from "../components/facts.tsx";
import { Sentences } from "../components/sentences.tsx";
import type { Section } from "../section.ts";

/** How it was done, and what each score is. */
export const anomalyMethod: Section<AnomalyInput> = {
  title: "How it was measured",
  parts: ({ results }) => [
    {
      view: (
        <>
          <Sentences sentences={results.protocol} />
          <Facts
            caption="The scores; the higher, the stranger an image."
            facts={anomalyScoreNames.map((name) => [anomalyScores[name].title, results.scores[name]])}
          />
          <BaselineFacts {...results} />
        </>
      ),
    },
  ],
};

function BaselineFacts({ baselineScores }: AnomalyResults): JSX.Element | null {
  if (baselineScores === undefined) return null;
  return (
    <Facts
      caption="The baselines, which know the same normal images and depend on no seed."
      facts={anomalyBaselineNames.map((name) => [anomalyBaselines[name].title, baselineScores[name]])}
    />
  );
}
