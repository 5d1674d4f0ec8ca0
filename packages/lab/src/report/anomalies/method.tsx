import type { JSX } from "preact";
import { anomalyScores, scoresIn } from "../../anomaly/anomaly-scores.ts";
import { anomalyBaselines, baselinesIn } from "../../anomaly/baselines.ts";
import type { AnomalyResults } from "../../anomaly/results.ts";
import { Facts } from "../components/facts.tsx";
import type { Section } from "../components/section.ts";
import { Sentences } from "../components/sentences.tsx";
import { type AnomalyInput, wordsFor } from "./anomaly-input.ts";

/** How it was done, and what each score is. */
export const anomalyMethod: Section<AnomalyInput> = {
  title: "How it was measured",
  parts: ({ results }) => [
    {
      view: (
        <>
          <Sentences sentences={results.protocol} />
          <Facts
            caption={wordsFor(results)("The scores; the higher, the stranger an image.")}
            facts={scoresIn(results.scores).map((name) => [anomalyScores[name].title, results.scores[name]])}
          />
          <BaselineFacts {...results} />
        </>
      ),
    },
  ],
};

function BaselineFacts(results: AnomalyResults): JSX.Element | null {
  const { baselineScores } = results;
  if (baselineScores === undefined) return null;
  const said = wordsFor(results);
  return (
    <Facts
      caption={said("The baselines, which know the same normal images and depend on no seed.")}
      facts={baselinesIn(baselineScores).map((name) => [
        said(anomalyBaselines[name].title),
        baselineScores[name],
      ])}
    />
  );
}
