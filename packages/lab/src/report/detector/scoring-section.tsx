import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { Facts } from "../components/facts.tsx";
import type { Section } from "../components/section.ts";
import { Sentences } from "../components/sentences.tsx";
import { formatCount } from "../words/format.ts";
import { countedSamples, samplesOf } from "../words/sample-words.ts";
import type { ScoresInput } from "./detector-input.ts";
import { heldOutWords } from "./detector-words.ts";
import { scoreFacts } from "./score-facts.ts";

/** By which detector the scores are, and what they mean. */
export const scoringSection: Section<ScoresInput> = {
  title: "How they were scored",
  parts: (input) => [{ view: <Scoring {...input} /> }],
};

function Scoring({ summary }: ScoresInput): JSX.Element {
  const { dataset, samples, model, weights, started } = summary;
  const words = samplesOf(summary);
  const { title, plural } = words;
  return (
    <>
      <Sentences
        sentences={[
          `The percentile of a score is the share of the ${heldOutWords(summary)} that score below it, in per cent; those that have the same score count half.`,
          `An alarm is raised where the score is above the threshold. It says that the ${title} is unlike the normal ${plural}, not that it is bad.`,
          `Nothing was learnt of the ${plural} that were scored.`,
        ]}
      />
      <Facts
        caption="The detector."
        facts={[
          [
            "fitted to",
            `${dataset.title}: ${countedSamples(samples.train, words)} to train on, ${formatCount(samples.heldOut)} held out`,
          ],
          ["autoencoder", `${model.name}, code of ${counted(model.latentSize, "value")}`],
          ...scoreFacts(summary),
          [
            "SHA-256 of the weights",
            <code class="checksum" key="sum">
              {weights}
            </code>,
          ],
          ["fitted", <time key="started">{started}</time>],
        ]}
      />
    </>
  );
}
