import { lossOf } from "hourglass-core/internal/program/losses/losses.ts";
import { capitalise, counted, withArticle } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import type { DivergenceParts } from "../../../../evaluation/divergence-parts.ts";
import type { Spread } from "../../../../evaluation/spread.ts";
import type { VariationalMeasures } from "../../../../evaluation/variational-measures.ts";
import { plotFigure } from "../../../components/plot-figure.tsx";
import type { Figure } from "../../../components/section.ts";
import { Table } from "../../../components/table.tsx";
import { formatNumber } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { countedSamples, samplesOf } from "../../../words/sample-words.ts";
import { ofTestSamples, type ReportSection, type SoundReportInput } from "../report-section.ts";
import { codeGridFigure } from "./code-grid.tsx";
import { priorSamplesFigure } from "./prior-samples.tsx";
import { unitVariancesKeys, unitVariancesPlot } from "./unit-variances-plot.ts";

/** A model with a Gaussian code as what it is: a model of the distribution of samples. */
export const variational: ReportSection = ofTestSamples({
  title: ({ summary }) => `What it knows about ${samplesOf(summary).plural}`,
  parts: (run) => {
    const { variational: measured } = run.evaluation.measures;
    if (measured === undefined) return [];
    return [
      { view: boundOf(run, measured) },
      ...(measured.divergenceParts === undefined ? [] : [{ view: partsOf(run, measured.divergenceParts) }]),
      variancesFigure(run, measured),
      priorSamplesFigure(run),
      codeGridFigure(run),
    ];
  },
});

function boundOf(run: SoundReportInput, measured: VariationalMeasures): JSX.Element {
  const { elbo, reconstruction, divergence, logLikelihood } = measured;
  const { binarize, loss } = run.summary.settings;
  const samples = samplesOf(run.summary);
  const { title, plural, bounded } = samples;
  const nats = `nats ${withArticle(title)}`;
  const constant = lossOf(loss).kind.densityOf === undefined ? "" : ", up to a constant";
  const row = (name: string, spread: Spread): string[] => [
    name,
    formatNumber(spread.mean),
    formatNumber(spread.standardDeviation),
    formatNumber(spread.minimum),
    formatNumber(spread.median),
    formatNumber(spread.maximum),
  ];
  return (
    <>
      <p>
        The code is a distribution, and with it the autoencoder is a model of {plural}: draw a code from the
        standard normal prior, decode it, and {withArticle(title)} comes out that no one{" "}
        {bounded ? "took" : "has measured"}. How probable it makes the test {plural} is measured in {nats}
        {constant}; higher is better. The evidence lower bound (ELBO) is a bound on log p(x) from below
        {logLikelihood !== undefined &&
          `; importance sampling with ${counted(logLikelihood.samples, "sample")} of each ${title}'s posterior (Burda, Grosse and Salakhutdinov 2016) gives a tighter one, ${formatNumber(logLikelihood.mean)}, which rises to the truth with more samples`}
        .
        {binarize &&
          " As in training, the images are black and white: each pixel is drawn with its intensity as the probability, once, the same for every model."}
      </p>
      <Table
        caption={`The bound and its two parts over the ${countedSamples(run.evaluation.measures.images, samples, "test ")}, with one sample of each posterior. ${capitalise(nats)}${constant}: ELBO = −(reconstruction + KL).`}
        columns={[
          { name: "" },
          ...["mean", "standard deviation", "minimum", "median", "maximum"].map((name) => ({
            name,
            numeric: true,
          })),
        ]}
        rows={[
          row("ELBO", elbo),
          row("reconstruction, −log p(x|z)", reconstruction),
          row("KL(q(z|x) ‖ p(z))", divergence),
          ...(logLikelihood === undefined
            ? []
            : [
                [
                  `log p(x), ${counted(logLikelihood.samples, "sample")}`,
                  formatNumber(logLikelihood.mean),
                  formatNumber(logLikelihood.standardDeviation),
                  "",
                  "",
                  "",
                ],
              ]),
        ]}
      />
    </>
  );
}

/** What the divergence is made of. */
function partsOf(run: SoundReportInput, parts: DivergenceParts): JSX.Element {
  const named = samplesOf(run.summary);
  const { title } = named;
  const { mutualInformation, totalCorrelation, dimensionWise, samples, posteriors } = parts;
  const most = Math.log(posteriors);
  const row = (name: string, value: number, means: string): string[] => [name, formatNumber(value), means];
  return (
    <Table
      caption={`What KL(q(z|x) ‖ p(z)) is made of (Hoffman and Johnson 2016; Chen and others 2018), nats ${withArticle(title)}: one sample of the posteriors of the first ${countedSamples(samples, named, "test ")}, q(z) being the mixture of the posteriors of ${countedSamples(posteriors, named, "test ")}. The mutual information is at most log ${posteriors} = ${formatNumber(most)} by this estimate.`}
      columns={[{ name: "" }, { name: "mean", numeric: true }, { name: "what it tells" }]}
      rows={[
        row(
          "index-code mutual information",
          mutualInformation,
          `how well a code tells which ${title} it is of`,
        ),
        row(
          "total correlation, KL(q(z) ‖ ∏ q(zⱼ))",
          totalCorrelation,
          "how much values of the code say of each other",
        ),
        row(
          "dimension-wise KL, Σ KL(q(zⱼ) ‖ p(zⱼ))",
          dimensionWise,
          "how far each value by itself is from the prior",
        ),
      ]}
    />
  );
}

function variancesFigure(
  { summary, evaluation: { measures }, document }: SoundReportInput,
  { activeUnits }: VariationalMeasures,
): Figure {
  const { code, images } = measures;
  const samples = samplesOf(summary);
  return plotFigure(document, {
    label: "Variance of the posterior mean of each unit",
    title: `Variance of the posterior mean of each unit over the test ${samples.plural}`,
    of: runWords(summary),
    keys: unitVariancesKeys(activeUnits),
    draw: (frame) => unitVariancesPlot({ units: code.units, threshold: activeUnits.threshold }, frame),
    caption: (
      <>
        The variance of each unit's posterior mean over the {countedSamples(images, samples, "test ")}, on a
        logarithmic scale. <strong>{activeUnits.count}</strong> of {counted(code.latentSize, "unit")} are
        active, that is above {activeUnits.threshold} (Burda, Grosse and Salakhutdinov 2016).
      </>
    ),
    reading: (
      <>
        A unit whose mean hardly moves with the {samples.title} says nothing about it: its posterior has
        collapsed onto the prior, which costs no divergence. The gap between the two groups shows how many
        dimensions the model found worth paying for.
      </>
    ),
    file: "figures/unit-variances.svg",
    links: ["figures/unit-variances.svg", "figures/activations.csv"],
  });
}
