import type { ClassifierTraining } from "../../classify/classifier-summary.ts";
import { accuracyWords, labelWords, networkWords, planWords } from "../../classify/classifier-words.ts";
import { KeyFacts } from "../components/key-facts.tsx";
import { drawSections } from "../components/section.ts";
import { drawPage } from "../page/page.tsx";
import type { Report } from "../page/report.ts";
import { shown } from "../page/shown.ts";
import { formatCount } from "../words/format.ts";
import { samplesOf } from "../words/sample-words.ts";
import { accuracySection } from "./accuracy-section.tsx";
import type { ClassifierInput } from "./classifier-input.ts";
import { confusionSection } from "./confusion-section.tsx";
import { methodSection } from "./method-section.tsx";

/** Renders the page of a classifier, and its figures as files. Touches no file and needs no browser. */
export function renderClassifier(given: ClassifierInput): Report {
  const input: ClassifierInput = { ...given, summary: shown(given.summary) };
  const { summary, provenance } = input;
  const { plan, trainings, dataset, model, environment } = summary;
  const kept = trainings[0] as ClassifierTraining;
  const { test } = dataset.splits;
  const others = trainings
    .slice(1)
    .filter(({ labels, seed }) => labels.all === kept.labels.all && seed === kept.seed);
  return drawPage({
    title: `Classifier on ${dataset.title}`,
    version: environment.hourglass,
    facts: { ...provenance },
    header: (
      <header>
        <p class="kicker">Hourglass · report of a classifier</p>
        <h1>Classes of {dataset.title}</h1>
        <p class="lead">
          With {labelWords(kept)}, {planWords(plan)}, finds the class of the {formatCount(test)} test{" "}
          {samplesOf(summary).plural} with an accuracy of {accuracyWords(kept.accuracy, test)}.{" "}
          {others.map(
            ({ network, accuracy }) =>
              `For ${networkWords(network, plan)} it is ${accuracyWords(accuracy, test)}. `,
          )}
        </p>
        <KeyFacts
          facts={[
            ["classes", formatCount(model.classes)],
            ["labels", formatCount(kept.labels.all)],
            ["trained values", formatCount(model.parameters)],
            ["seed", String(kept.seed)],
          ]}
        />
      </header>
    ),
    sections: drawSections([accuracySection, confusionSection, methodSection], input),
  });
}
