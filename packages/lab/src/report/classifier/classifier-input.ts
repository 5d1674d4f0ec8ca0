import { capitalise } from "hourglass-core/internal/words.ts";
import type { ClassifierSummary } from "../../classify/classifier-summary.ts";
import { headWords } from "../../classify/classifier-words.ts";
import type { Provenance } from "../../run/files/provenance.ts";
import type { PlotDocument } from "../plots/plot-document.ts";
import { countedSamples, samplesOf } from "../words/sample-words.ts";

/** All that the page of a classifier tells. */
export interface ClassifierInput {
  /** Of one that is done. */
  readonly summary: ClassifierSummary;
  readonly provenance: Provenance;
  /** Where plots are drawn: the page's own document in a browser, {@link createDocument}'s elsewhere. */
  readonly document: PlotDocument;
}

/** What a figure is of: `A logistic head on a vanilla encoder; MNIST handwritten digits, test split (10,000 images)`. */
export function classifierFigureWords({ summary }: Pick<ClassifierInput, "summary">): string {
  const { model, plan, dataset } = summary;
  const test = countedSamples(dataset.splits.test, samplesOf(summary));
  return `${capitalise(headWords(plan))} on the encoder of a ${model.name} autoencoder; ${dataset.title}, test split (${test})`;
}
