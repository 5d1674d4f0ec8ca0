import { withArticle } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { toCsv } from "../../../../data/files/csv.ts";
import type { CodeMixtureFindings } from "../../../../measures/mixture/code-mixture.ts";
import { covariances } from "../../../../measures/mixture/covariance.ts";
import { plotFigure } from "../../../components/plot-figure.tsx";
import type { Figure } from "../../../components/section.ts";
import { formatCount, formatNumber } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { samplesOf } from "../../../words/sample-words.ts";
import { drawnSamplesFigure } from "../drawn-samples.tsx";
import { ofTestSamples, type ReportSection, type SoundReportInput } from "../report-section.ts";
import { criterionKeys, criterionPlot } from "./criterion-plot.ts";

/** A model whose code has no distribution, made to draw: by a density of its codes. */
export const mixture: ReportSection = ofTestSamples({
  title: ({ summary }) => `New ${samplesOf(summary).plural} from its codes`,
  parts: (run) => {
    const { drawn } = run;
    if (drawn === undefined) return [];
    if (drawn.notDrawn !== undefined) {
      return [{ view: <p>None are drawn from a mixture on its codes: {drawn.notDrawn}.</p> }];
    }
    const { findings, samples } = drawn;
    return [
      { view: densityOf(run, findings) },
      drawnSamplesFigure(run, samples, {
        source: `a Gaussian mixture of ${componentsOf(findings)} on its codes`,
        between: "what does not lies where the mixture puts codes and the encoder does not.",
      }),
      criterionFigure(run, findings),
    ];
  },
});

function componentsOf({ components }: CodeMixtureFindings): string {
  return components === 1 ? "1 component" : `${components} components`;
}

function densityOf(run: SoundReportInput, findings: CodeMixtureFindings): JSX.Element {
  const { title, plural } = samplesOf(run.summary);
  const { images, candidates, components, testLogLikelihood, constantUnits } = findings;
  const chosen = candidates.find((candidate) => candidate.components === components);
  const likelihoods = [
    { split: "training", count: images.train, value: chosen?.logLikelihood.train },
    { split: "validation", count: images.validation, value: chosen?.logLikelihood.validation },
    { split: "test", count: images.test, value: testLogLikelihood },
  ].flatMap(({ split, count, value }) =>
    value === undefined
      ? []
      : [`${formatNumber(value)} over the first ${formatCount(count)} ${split} ${plural}`],
  );
  return (
    <p>
      This code has no distribution of its own to draw from: training has only said where the codes of{" "}
      {plural} lie. A Gaussian mixture with {covariances[findings.covariance].title}, fitted to the codes of
      the first {formatCount(images.train)} training {plural}, says how likely each place is; a code drawn
      from it, each value held within the range that it has on these {plural}, decodes to {withArticle(title)}{" "}
      that no one has seen. The mean log-likelihood is {likelihoods.join(", ")}, in nats a code; being a
      density in the units of this code, it compares no two models
      {run.evaluation.measures.code.units.some(({ zeroFraction }) => zeroFraction > 0.01) &&
        ", and where values of a code are often exactly 0, it rests on the least variance that a component may have"}
      .
      {constantUnits > 0 &&
        ` ${constantUnits === 1 ? "One unit that never varies keeps its value" : `${formatCount(constantUnits)} units that never vary keep their values`}, and the density is of the others.`}
    </p>
  );
}

function criterionFigure({ summary, document }: SoundReportInput, findings: CodeMixtureFindings): Figure {
  const { plural } = samplesOf(summary);
  const { chosenBy, images, candidates } = findings;
  const on =
    chosenBy === "validation"
      ? `the first ${formatCount(images.validation)} validation ${plural}`
      : `the ${formatCount(images.train)} training ${plural} that it was fitted to, as there is no validation split`;
  return plotFigure(document, {
    label: "Bayesian information criterion over the number of components",
    title: "How many components the mixture has: BIC over their number",
    of: runWords(summary, chosenBy === "train" ? "training" : chosenBy),
    keys: criterionKeys,
    notes: [`BIC is computed on the codes of ${on}.`],
    draw: (frame) => criterionPlot(findings, frame),
    caption: (
      <>
        The Bayesian information criterion (Schwarz 1978) of mixtures of so many components, on the codes of{" "}
        {on}: twice the negative log-likelihood, and a price for each number that the mixture is free in. The
        lowest is chosen, <strong>{componentsOf(findings)}</strong>.
      </>
    ),
    reading: (
      <>
        Where one component is best, the codes lie like one cloud; many say that they lie in clusters, or on a
        bent surface that is patched together from flat pieces.
      </>
    ),
    file: "figures/mixture.svg",
    tables: {
      "figures/mixture.csv": toCsv(
        ["components", "bic", "trainLogLikelihood", "validationLogLikelihood"],
        candidates.map(({ components, bic, logLikelihood: { train, validation } }) => [
          components,
          bic,
          train,
          validation,
        ]),
      ),
    },
  });
}
