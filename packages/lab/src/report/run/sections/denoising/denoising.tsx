import { corruptionSentence } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { withArticle } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { toCsv } from "../../../../data/files/csv.ts";
import type { Denoised, DenoisingMeasures } from "../../../../evaluation/denoising.ts";
import type { HiddenErrors, PartErrors } from "../../../../evaluation/hidden-values.ts";
import { pictureSheet, sampleTile } from "../../../components/picture-sheet.tsx";
import { plotFigure } from "../../../components/plot-figure.tsx";
import { sampleFigure } from "../../../components/sample-figure.tsx";
import type { Figure } from "../../../components/section.ts";
import { Table } from "../../../components/table.tsx";
import { Tile } from "../../../components/tile.tsx";
import { drawingNotes, drawSample, following } from "../../../pictures/draw-sample.ts";
import { errorColumns, errorIn, errorNamesOf, unitOf } from "../../../words/error-words.ts";
import { exampleWords, nameOf } from "../../../words/example-words.ts";
import { formatCount, formatNumber, formatSpread } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { countedSamples, samplesOf } from "../../../words/sample-words.ts";
import { ofTestSamples, type ReportSection, type SoundReportInput } from "../report-section.ts";
import { noiseCurveKeys, noiseCurvePlot } from "./noise-curve-plot.ts";

/** What a denoiser does with noise: on examples, over the test set, and at other levels than that of training. */
export const denoising: ReportSection = ofTestSamples({
  title: "What it does with noise",
  parts: (run) => {
    const { denoising: measured } = run.evaluation.measures;
    if (measured === undefined) return [];
    return [
      { view: errorsOf(run, measured) },
      ...(measured.hidden === undefined ? [] : [{ view: hiddenOf(run, measured.hidden) }]),
      examplesFigure(run),
      curveFigure(run, measured),
    ];
  },
});

function errorsOf(run: SoundReportInput, measured: DenoisingMeasures): JSX.Element {
  const { measures } = run.evaluation;
  const { corruption, errors, untouched } = measured;
  const samples = samplesOf(run.summary);
  const { title, plural } = samples;
  const all = errorNamesOf(run.summary);
  return (
    <>
      <p>
        It was trained to give back clean {plural} when shown noisy ones:{" "}
        {corruptionSentence(corruption, samples)}. Of the squared error that the noise makes,{" "}
        <strong>{formatNumber(untouched.mse.mean)}</strong> {withArticle(title)}, it leaves{" "}
        <strong>{formatNumber(errors.mse.mean)}</strong>; on clean {plural} it makes{" "}
        {formatNumber(measures.errors.mse.mean)} itself.
      </p>
      <Table
        caption={`Errors against the clean ${title}: mean ± standard deviation over the ${countedSamples(measures.images, samples, "test ")}. The noise is drawn from a seed of its own, the same for every model.`}
        columns={[{ name: "shown to the encoder" }, ...errorColumns(run.summary)]}
        rows={[
          [`noisy ${plural}`, ...all.map((measure) => formatSpread(errorIn(errors, measure)))],
          [`clean ${plural}`, ...all.map((measure) => formatSpread(errorIn(measures.errors, measure)))],
          [
            `(the noisy ${title} itself)`,
            ...all.map((measure) => (measure === "bce" ? "" : formatSpread(untouched[measure]))),
          ],
        ]}
      />
    </>
  );
}

/** What is hidden and what is seen, apart. */
function hiddenOf(run: SoundReportInput, { hidden, visible }: HiddenErrors): JSX.Element {
  const { measures } = run.evaluation;
  const samples = samplesOf(run.summary);
  const { title, value, plural } = samples;
  const isTrainedOnHidden = run.summary.settings.lossOn === "hidden";
  const { mseOfMean } = hidden;
  const row = (name: string, { values, mse, mseOfMean }: PartErrors): string[] => [
    name,
    formatCount(values),
    formatNumber(mse),
    ...(mseOfMean === undefined ? [] : [formatNumber(mseOfMean)]),
  ];
  return (
    <>
      <p>
        {isTrainedOnHidden
          ? `Its loss counts the hidden ${value.many} alone: what it makes of those that it sees, nothing asked of it. `
          : ""}
        Of a hidden {value.one} it makes a squared error of <strong>{formatNumber(hidden.mse)}</strong>
        {mseOfMean !== undefined &&
          `, where the mean training ${title} in its place makes ${formatNumber(mseOfMean)}`}
        .
      </p>
      <Table
        caption={`Squared error (${unitOf("intensity²", samples)}) of hidden and of visible ${value.many} apart: the mean over all of them of the ${countedSamples(measures.images, samples, "test ")}, with the noise of the table above.`}
        columns={[
          { name: value.many },
          { name: "how many", numeric: true },
          { name: `of the reconstructions`, numeric: true },
          ...(mseOfMean === undefined ? [] : [{ name: `of the mean training ${title}`, numeric: true }]),
        ]}
        rows={[row(`hidden from the encoder`, hidden), row(`visible, of the same ${plural}`, visible)]}
      />
    </>
  );
}

function examplesFigure(run: SoundReportInput): Figure | undefined {
  const { denoised } = run.evaluation.pictures;
  if (denoised === undefined) return undefined;
  const samples = samplesOf(run.summary);
  const { title, plural } = samples;
  const isHiding = run.evaluation.measures.denoising?.hidden !== undefined;
  return sampleFigure({
    drawn: run.evaluation.pictures,
    file: "figures/denoised",
    comparedWith: "the clean one",
    groups: denoised.map((example) => ({
      title: exampleWords(example, run.summary.dataset.classNames, samples),
      samples: [
        { label: "noisy", values: example.corrupted, like: example.original },
        { label: "restored", values: example.reconstruction, like: example.original },
        { label: "clean", values: example.original },
      ],
    })),
    asTable: {
      caption: (
        <>
          Test {plural} with noise as in training, what the autoencoder makes of them, and the clean {plural}{" "}
          that it never saw. The {plural} are those of the first figure. Noise spoils what the model sees: of
          a word the noisy line has what is left strongest, and any other where nothing is left
          {isHiding && "; a quantity that is hidden stands there as the middle of its column"}.
        </>
      ),
      reading: (
        <>
          What is restored is made from the noisy {title} alone. Where noise hides a value, the model can only
          put what is usual there: a usual {title} is not always the right one.
        </>
      ),
    },
    asPictures: () => picturesFigure(run, denoised),
  });
}

function picturesFigure(
  { summary, evaluation: { pictures } }: SoundReportInput,
  denoised: readonly Denoised[],
): Figure {
  const { classNames } = summary.dataset;
  const samples = samplesOf(summary);
  const { title, plural, bounded } = samples;
  const drawn = drawingNotes(pictures.sample);
  const sheet = pictureSheet(
    {
      title: `Test ${plural} with noise, restored, and as they were`,
      of: runWords(summary),
      notes: drawn,
    },
    [
      { label: "noisy", tiles: denoised.map(({ corrupted }) => sampleTile(corrupted, pictures)) },
      {
        label: "restored",
        tiles: denoised.map(({ reconstruction }) => sampleTile(reconstruction, pictures)),
      },
      {
        label: "clean",
        tiles: denoised.map(({ original, label }) =>
          sampleTile(original, pictures, nameOf(label, classNames)),
        ),
      },
    ],
  );
  return {
    caption: (
      <>
        Test {plural} with noise as in training (above), what the autoencoder makes of them (middle), and the
        clean {plural} that it never saw (below). The {plural} are those of the first figure.
        {following(drawn)}
      </>
    ),
    reading: (
      <>
        The middle row is made from the upper one alone. Where noise hides a {bounded ? "stroke" : "value"},
        the model can only put what is usual there: {bounded ? "a clear picture" : `a usual ${title}`} is not
        always the right one.
      </>
    ),
    files: { "figures/denoised.svg": sheet },
    view: (
      <div class="examples">
        <div class="row-names" aria-hidden="true">
          <span>noisy</span>
          <span>restored</span>
          <span>clean</span>
        </div>
        {denoised.map((example) => {
          const { index, label, corrupted, reconstruction, original } = example;
          const name = nameOf(label, classNames);
          const which = exampleWords(example, classNames, samples);
          return (
            <div class="example" key={index}>
              <Tile raster={drawSample(corrupted, pictures)} alt={`${which}: with noise`} />
              <Tile raster={drawSample(reconstruction, pictures)} alt={`${which}: restored`} />
              <Tile raster={drawSample(original, pictures)} alt={`${which}: clean`} />
              <span class="tile-label">{name !== undefined && <b>{name}</b>}</span>
            </div>
          );
        })}
      </div>
    ),
  };
}

function curveFigure({ summary, document }: SoundReportInput, measured: DenoisingMeasures): Figure {
  const { points, images } = measured.curve;
  const samples = samplesOf(summary);
  const columns = ["level", ...errorNamesOf(summary), "untouchedMse"] as const;
  const table = toCsv(
    columns,
    points.map((point) => columns.map((column) => point[column])),
  );
  return plotFigure(document, {
    label: "Error over the level of the noise",
    title: "Squared error over the level of the noise",
    of: runWords(summary),
    keys: noiseCurveKeys(samples),
    draw: (frame) => noiseCurvePlot(measured, samples, frame),
    caption: (
      <>
        Mean squared error against the clean {samples.title} over the level of the noise, on the first{" "}
        {countedSamples(images, samples, "test ")}: after restoring (solid), and of the noisy {samples.title}{" "}
        itself (dashed).
      </>
    ),
    reading: (
      <>
        Where the solid curve lies below the dashed one, restoring helps; where it lies above, it harms: the
        code loses more than the noise destroys. Right of the dotted line the noise is stronger than any that
        it was trained on.
      </>
    ),
    file: "figures/noise-curve.svg",
    tables: { "figures/noise-curve.csv": table },
  });
}
